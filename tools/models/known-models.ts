import type { ModelManifest } from '../../src/contract/manifest.ts';

/**
 * A public browser-ready export. The listings were read in November 2026; the files themselves were never reached from
 * where this was written, so a name here is a convenience, not a promise: what the files say counts.
 */
export interface KnownModel {
  readonly name: string;
  readonly address: string;
  readonly title: string;
  readonly licence: ModelManifest['licence'];
  readonly contentRules: string;
  /** Where a file of the usual layout lies in this source, when it lies elsewhere. */
  readonly paths?: Readonly<Record<string, string>>;
  readonly steps?: number;
  readonly guidance?: number;
  /** Approximate, for `list`. */
  readonly gigabytes: number;
}

const hub = (repository: string) => `https://huggingface.co/${repository}/resolve/main/`;

const stabilityNonCommercial = {
  name: 'Stability AI Non-Commercial Research Community License',
  url: 'https://huggingface.co/stabilityai/sd-turbo/blob/main/LICENSE',
  commercial_use: false,
};
const openRail = {
  name: 'CreativeML Open RAIL-M',
  url: 'https://huggingface.co/spaces/CompVis/stable-diffusion-license',
  commercial_use: true,
};
const useRestrictions = "The licence's use restrictions apply: see the link.";

export const knownModels: readonly KnownModel[] = [
  {
    name: 'sd-turbo',
    address: hub('schmuell/sd-turbo-ort-web'),
    title: 'SD-Turbo',
    licence: stabilityNonCommercial,
    contentRules: useRestrictions,
    steps: 1,
    guidance: 0,
    gigabytes: 2.6,
  },
  {
    name: 'sd-turbo-fp16',
    address: hub('microsoft/sd-turbo-webnn'),
    title: 'SD-Turbo (half precision)',
    licence: stabilityNonCommercial,
    contentRules: useRestrictions,
    steps: 1,
    guidance: 0,
    gigabytes: 2.5,
  },
  {
    name: 'lcm-dreamshaper-v7',
    address: hub('aislamov/lcm-dreamshaper-v7-onnx'),
    title: 'LCM Dreamshaper v7',
    licence: openRail,
    contentRules: useRestrictions,
    steps: 4,
    guidance: 8,
    gigabytes: 2.1,
  },
  {
    name: 'sdxl-turbo-fp16',
    address: hub('TensorStack/SDXL-Turbo-onnx'),
    title: 'SDXL-Turbo (half precision)',
    licence: {
      name: 'Stability AI Non-Commercial Research Community License',
      url: 'https://huggingface.co/stabilityai/sdxl-turbo/blob/main/LICENSE.md',
      commercial_use: false,
    },
    contentRules: useRestrictions,
    steps: 1,
    guidance: 0,
    gigabytes: 6.9,
  },
];

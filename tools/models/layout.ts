import { readOnnxOutline, type OnnxOutline } from '../../src/models/onnx-outline.ts';
import type { ModelSource } from './source.ts';

/** Networks that the app knows how to use, in the order in which a picture needs them. */
const componentNames = ['text_encoder', 'text_encoder_2', 'unet', 'transformer', 'vae_decoder', 'vae_encoder'] as const;

export interface FoundComponent {
  readonly name: string;
  /** Where it is in the source; in the model's folder it is always `<name>/model.onnx`. */
  readonly sourcePath: string;
  readonly bytes: number;
  readonly outline: OnnxOutline;
}

export interface FoundFile {
  readonly sourcePath: string;
  /** In the model's folder. */
  readonly path: string;
}

/** Where a graph may lie when it is not `<component>/model.onnx`; tried in this order. */
const graphPaths = (name: string) => [
  `${name}/model.onnx`,
  `${name}/model_fp16.onnx`,
  `${name}.onnx`,
  `onnx/${name}/model.onnx`,
  `onnx/${name}.onnx`,
  `onnx/${name}_fp16.onnx`,
  `onnx/${name}_q4f16.onnx`,
];

/** Reads the structure of each network of the source, without its weights. */
export async function findComponents(
  source: ModelSource,
  paths: Readonly<Record<string, string>> = {},
): Promise<FoundComponent[]> {
  const found: FoundComponent[] = [];
  for (const name of componentNames) {
    const given = paths[name];
    for (const sourcePath of given === undefined ? graphPaths(name) : [given]) {
      const file = await source.openFile(sourcePath);
      if (!file) continue;
      try {
        found.push({ name, sourcePath, bytes: file.bytes, outline: await readOnnxOutline(file.read, file.bytes) });
      } catch (error) {
        throw new Error(`${sourcePath}: ${(error as Error).message}`, { cause: error }); // only Errors are thrown there
      }
      break;
    }
  }
  return found;
}

/** A component's files: the graph, and the external data it names, which keeps its name because the graph says it. */
export function filesOfComponent({ name, sourcePath, outline }: FoundComponent): FoundFile[] {
  const folder = sourcePath.slice(0, sourcePath.lastIndexOf('/') + 1);
  return [
    { sourcePath, path: `${name}/model.onnx` },
    ...outline.externalData.map((location) => {
      if (location.startsWith('/') || location.split(/[/\\]/).includes('..')) {
        throw new Error(`${sourcePath} names weights outside its folder: ${location}`);
      }
      return { sourcePath: folder + location, path: `${name}/${location}` };
    }),
  ];
}

const tokenizerFiles = [
  'vocab.json',
  'merges.txt',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'tokenizer.json',
];

/** Small files that a model may have and the app may read, beside the graphs. */
export function smallFiles(components: readonly FoundComponent[]): string[] {
  const tokenizers = components.some(({ name }) => name === 'text_encoder_2')
    ? ['tokenizer', 'tokenizer_2']
    : ['tokenizer'];
  return [
    'model_index.json',
    'scheduler/scheduler_config.json',
    ...tokenizers.flatMap((folder) => tokenizerFiles.map((file) => `${folder}/${file}`)),
    ...components.map(({ name }) => `${name}/config.json`),
  ];
}

/** The graphs by name, as `can-run.ts` wants them. */
export function outlinesOf(components: readonly FoundComponent[]) {
  return Object.fromEntries(components.map(({ name, outline }) => [name, outline]));
}

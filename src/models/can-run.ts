import type { GraphOutline, ModelManifest } from '../contract/manifest';
import { isElementType } from '../runtime/element-types';
import { schedulerNames } from '../schedulers/create';

/** A model's graphs by the names of their components. */
export type Outlines = Readonly<Record<string, GraphOutline>>;

/** Inputs that the pipelines know how to fill. */
const knownInputs: Readonly<Record<string, readonly string[]>> = {
  text_encoder: ['input_ids', 'attention_mask'],
  text_encoder_2: ['input_ids', 'attention_mask'],
  unet: ['sample', 'timestep', 'encoder_hidden_states', 'text_embeds', 'time_ids', 'timestep_cond'],
  vae_decoder: ['latent_sample'],
  vae_encoder: ['sample'],
};
const neededInputs: Readonly<Record<string, readonly string[]>> = {
  text_encoder: ['input_ids'],
  text_encoder_2: ['input_ids'],
  unet: ['sample', 'timestep', 'encoder_hidden_states'],
  vae_decoder: ['latent_sample'],
  vae_encoder: ['sample'],
};

/** Contributed operators with a kernel for CUDA, ROCm or DirectML only; neither WASM nor WebGPU runs them. */
const foreignOperators = new Set(
  [
    'GroupNorm',
    'SkipGroupNorm',
    'NhwcConv',
    'PackedAttention',
    'PackedMultiHeadAttention',
    'DecoderAttention',
    'LongformerAttention',
    'GemmFloat8',
    'GatedRelativePositionBias',
    'RelativePositionBias',
    'RemovePadding',
    'RestorePadding',
    'QOrderedMatMul',
    'QOrderedAttention',
  ].map((name) => `com.microsoft.${name}`),
);

/** Contributed operators with a WebGPU kernel but none for WASM. */
const webgpuOperators = new Set(['BiasAdd', 'BiasSplitGelu'].map((name) => `com.microsoft.${name}`));

export function needsWebgpu(outlines: Outlines): boolean {
  return Object.values(outlines).some(({ operators }) => operators.some((operator) => webgpuOperators.has(operator)));
}

/** Why the app cannot run these networks, a sentence each; empty when nothing speaks against it. */
export function reasonsAgainst(outlines: Outlines, schedulerClass: string): string[] {
  const missing = ['text_encoder', 'unet', 'vae_decoder'].filter((name) => !(name in outlines));
  return [
    ...missing.map((name) => `there is no ${name}`),
    ...Object.entries(outlines).flatMap(([name, outline]) => reasonsAgainstOne(name, outline)),
    ...reasonsAgainstEncoders(outlines),
    ...(schedulerNames.includes(schedulerClass) ? [] : [`its scheduler, ${schedulerClass}, is not known here`]),
  ];
}

/** The same for a model of a copy of this app, as far as its manifest tells; it may have been made for another version. */
export function reasonsAgainstModel({ family, components, scheduler }: ModelManifest): string[] {
  if (family === 'flow') return [];
  const outlines = Object.entries(components).flatMap(([name, { outline }]) =>
    outline ? [[name, outline] as const] : [],
  );
  if (outlines.length < Object.keys(components).length) return [];
  return reasonsAgainst(Object.fromEntries(outlines), scheduler._class_name);
}

/** SDXL conditions on the last layer but one of both encoders, and on the second's pooled text. */
function reasonsAgainstEncoders(outlines: Outlines): string[] {
  if (!outlines['unet']?.inputs.some(({ name }) => name === 'time_ids')) return [];
  const encoders = Object.entries(outlines).filter(([name]) => name.startsWith('text_encoder'));
  const outputs = new Map(encoders.map(([name, outline]) => [name, outline.outputs.map((output) => output.name)]));
  return [
    ...(outputs.has('text_encoder_2') ? [] : ['there is no text_encoder_2, which SDXL needs']),
    ...[...outputs]
      .filter(([, names]) => !names.some((name) => name.startsWith('hidden_states')))
      .map(([name]) => `${name} was exported without its hidden states, which SDXL needs`),
    ...(outputs.get('text_encoder_2')?.includes('text_embeds') === false
      ? ['text_encoder_2 gives no "text_embeds"']
      : []),
  ];
}

/** Why no pipeline can use this one graph. */
export function reasonsAgainstOne(name: string, { inputs, outputs, operators }: GraphOutline): string[] {
  const given = inputs.map((input) => input.name);
  const known = knownInputs[name];
  if (!known) return [`it has a ${name}, which no pipeline here uses`];
  return [
    ...given
      .filter((input) => !known.includes(input))
      .map((input) => `${name} wants an input "${input}" that is not known here`),
    ...neededInputs[name]!.filter((input) => !given.includes(input)).map((input) => `${name} has no input "${input}"`),
    ...[...inputs, ...outputs]
      .filter(({ type }) => !isElementType(type))
      .map((port) => `${name}: "${port.name}" is of ${port.type}, which the runtime cannot take`),
    ...operators
      .filter(isForeign)
      .map((operator) => `${name} uses the operator ${operator}, which browsers cannot run`),
  ];
}

function isForeign(operator: string): boolean {
  const domain = operator.slice(0, operator.lastIndexOf('.') + 1);
  return (
    foreignOperators.has(operator) || !['', 'com.microsoft.', 'ai.onnx.ml.', 'com.ms.internal.nhwc.'].includes(domain)
  );
}

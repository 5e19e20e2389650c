import { schedulerNames } from '../../src/schedulers/create.ts';
import type { FoundComponent } from './layout.ts';

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

/** onnx.proto's numbers of the element types that cross between us and the runtime: float, uint8, int8, int32, int64, bool, half. */
const runnableTypes = new Set([1, 2, 3, 6, 7, 9, 10]);

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

export function needsWebgpu(components: readonly FoundComponent[]): boolean {
  return components.some(({ outline }) => outline.operators.some((operator) => webgpuOperators.has(operator)));
}

/** Why the app cannot run these networks, a sentence each; empty when nothing speaks against it. */
export function reasonsAgainst(components: readonly FoundComponent[], schedulerClass: string): string[] {
  const missing = ['text_encoder', 'unet', 'vae_decoder'].filter(
    (name) => !components.some((one) => one.name === name),
  );
  return [
    ...missing.map((name) => `there is no ${name}`),
    ...components.flatMap(reasonsAgainstOne),
    ...reasonsAgainstEncoders(components),
    ...(schedulerNames.includes(schedulerClass) ? [] : [`its scheduler, ${schedulerClass}, is not known here`]),
  ];
}

/** SDXL conditions on the last layer but one of both encoders, and on the second's pooled text. */
function reasonsAgainstEncoders(components: readonly FoundComponent[]): string[] {
  const unet = components.find(({ name }) => name === 'unet');
  if (!unet?.outline.inputs.some(({ name }) => name === 'time_ids')) return [];
  const encoders = components.filter(({ name }) => name.startsWith('text_encoder'));
  const outputs = new Map(encoders.map(({ name, outline }) => [name, outline.outputs.map((output) => output.name)]));
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

function reasonsAgainstOne({ name, outline }: FoundComponent): string[] {
  const given = outline.inputs.map((input) => input.name);
  const known = knownInputs[name];
  if (!known) return [`it has a ${name}, which no pipeline here uses`];
  return [
    ...given
      .filter((input) => !known.includes(input))
      .map((input) => `${name} wants an input "${input}" that is not known here`),
    ...neededInputs[name]!.filter((input) => !given.includes(input)).map((input) => `${name} has no input "${input}"`),
    ...[...outline.inputs, ...outline.outputs]
      .filter(({ elementType }) => !runnableTypes.has(elementType))
      .map((port) => `${name}: "${port.name}" is of ONNX type ${port.elementType}, which the runtime cannot take`),
    ...outline.operators
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

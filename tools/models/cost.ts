import type { Cost, ModelCost } from '../../src/contract/manifest.ts';
import { textEncoder, unet, vaeDecoder, vaeEncoder, type NetworkMaker, type Value } from './architecture.ts';

type Config = Readonly<Record<string, unknown>>;

/** What one run of a network costs: multiplications and additions, and the memory of its widest place in float32. */
export interface Counted extends Cost {
  readonly parameters: number;
}

/** Counts instead of computing. */
function counter() {
  let convolution = 0;
  let product = 0;
  let parameters = 0;
  let working = 0;
  const value = (...dims: number[]): Value => ({ name: '', dims });
  const size = ({ dims }: Value) => dims.reduce((all, dim) => all * dim, 1);
  const same = (x: Value) => touch([x], value(...x.dims));

  function touch(inputs: readonly Value[], output: Value, besides = 0): Value {
    working = Math.max(working, 4 * (inputs.reduce((sum, input) => sum + size(input), size(output)) + besides));
    return output;
  }

  const make: NetworkMaker = {
    conv(x, channels, kernel, { stride = 1 } = {}) {
      const [batch, inner, height, width] = x.dims as [number, number, number, number]; // pictures are 4-D
      const output = value(batch, channels, Math.ceil(height / stride), Math.ceil(width / stride));
      convolution += 2 * size(output) * inner * kernel ** 2;
      parameters += channels * inner * kernel ** 2 + channels;
      return touch([x], output);
    },
    linear(x, width, { bias = true } = {}) {
      const inner = x.dims.at(-1)!;
      const output = value(...x.dims.slice(0, -1), width);
      product += 2 * size(output) * inner;
      parameters += inner * width + (bias ? width : 0);
      return touch([x], output);
    },
    groupNorm(x) {
      parameters += 2 * x.dims[1]!;
      return same(x);
    },
    layerNorm(x) {
      parameters += 2 * x.dims.at(-1)!;
      return same(x);
    },
    activate: same,
    attention(query, key, _value, heads) {
      const [batch, tokens, width] = query.dims as [number, number, number]; // text is 3-D
      const scores = batch * heads * tokens * key.dims[1]!;
      product += 4 * batch * tokens * key.dims[1]! * width;
      return touch([query, key, key], value(batch, tokens, width), 2 * scores); // before and after softmax
    },
    add: (a, b) => touch([a, b], value(...a.dims)),
    addPerChannel: same,
    multiply: (a, b) => touch([a, b], value(...a.dims)),
    concat: (a, b) => touch([a, b], value(a.dims[0]!, a.dims[1]! + b.dims[1]!, ...a.dims.slice(2))),
    halves(x) {
      const half = value(...x.dims.slice(0, -1), x.dims.at(-1)! / 2);
      return [half, touch([x], half, size(half))];
    },
    upsample: (x) => touch([x], value(x.dims[0]!, x.dims[1]!, 2 * x.dims[2]!, 2 * x.dims[3]!)),
    toTokens: (x) => touch([x], value(x.dims[0]!, x.dims[2]! * x.dims[3]!, x.dims[1]!)),
    toCells: (x, like) => touch([x], value(...like.dims)),
    timeEmbedding: (timestep, width) => value(timestep.dims[0]!, width),
    embedTokens(ids, vocabulary, width) {
      parameters += (vocabulary + ids.dims[1]!) * width;
      return value(...ids.dims, width);
    },
  };
  const counted = (): Counted => ({ convolution, product, working_bytes: working, parameters });
  return { make, counted };
}

function count(build: (make: NetworkMaker, value: (...dims: number[]) => Value) => unknown): Counted {
  const { make, counted } = counter();
  build(make, (...dims) => ({ name: '', dims }));
  return counted();
}

const textTokens = 77;

/** One run of a denoiser for one picture. Sides in latent cells. */
export const unetCost = (config: Config, height: number, width: number) =>
  count((make, value) =>
    unet(
      make,
      config,
      value(1, Number(config['in_channels'] ?? 4), height, width),
      value(1),
      value(1, textTokens, Number(config['cross_attention_dim'] ?? 768)),
    ),
  );

export const decoderCost = (config: Config, height: number, width: number) =>
  count((make, value) => vaeDecoder(make, config, value(1, Number(config['latent_channels'] ?? 4), height, width)));

/** Sides in pixels. */
export const encoderCost = (config: Config, height: number, width: number) =>
  count((make, value) => vaeEncoder(make, config, value(1, 3, height, width)));

export const textCost = (config: Config) => count((make, value) => textEncoder(make, config, value(1, textTokens)));

/**
 * What a model's networks cost at each of its sizes, from their configurations; undefined where those do not say what the
 * networks are.
 */
export function costOf(
  configurations: { readonly unet: Config; readonly vae: Config; readonly textEncoders: readonly Config[] },
  downscale: number,
  sizes: readonly (readonly [number, number])[],
): ModelCost | undefined {
  const { unet: denoiser, vae, textEncoders } = configurations;
  const known =
    Array.isArray(denoiser['block_out_channels']) &&
    Array.isArray(vae['block_out_channels']) &&
    textEncoders.length > 0 &&
    textEncoders.every((config) => typeof config['hidden_size'] === 'number');
  if (!known) return undefined;
  return {
    text: textEncoders.map(textCost).map(plain).reduce(together),
    sizes: sizes.map(([width, height]) => ({
      width,
      height,
      step: plain(unetCost(denoiser, height / downscale, width / downscale)),
      decode: plain(decoderCost(vae, height / downscale, width / downscale)),
      encode: plain(encoderCost(vae, height, width)),
    })),
  };
}

const plain = ({ convolution, product, working_bytes }: Counted): Cost => ({ convolution, product, working_bytes });

const together = (a: Cost, b: Cost): Cost => ({
  convolution: a.convolution + b.convolution,
  product: a.product + b.product,
  working_bytes: Math.max(a.working_bytes, b.working_bytes),
});

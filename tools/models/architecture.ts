/** A value inside a network under construction: pictures are [batch, channels, height, width], text [batch, tokens, width]. */
export interface Value {
  readonly name: string;
  readonly dims: readonly number[];
}

/** What an architecture is told to: one maker counts, another writes an ONNX graph. */
export interface NetworkMaker {
  conv(
    x: Value,
    channels: number,
    kernel: number,
    options?: { readonly stride?: number; readonly padEnd?: boolean },
  ): Value;
  /** Over the last axis. */
  linear(x: Value, width: number, options?: { readonly bias?: boolean }): Value;
  groupNorm(x: Value, groups: number): Value;
  layerNorm(x: Value): Value;
  activate(x: Value, kind: 'silu' | 'gelu'): Value;
  /** [batch, tokens, width] each; attends in `heads` parts of the width. */
  attention(query: Value, key: Value, value: Value, heads: number): Value;
  add(a: Value, b: Value): Value;
  /** A number for each channel of each picture, added to all of its cells: [batch, channels]. */
  addPerChannel(x: Value, perChannel: Value): Value;
  multiply(a: Value, b: Value): Value;
  /** The channels of one after those of the other. */
  concat(a: Value, b: Value): Value;
  /** The two halves of the last axis. */
  halves(x: Value): readonly [Value, Value];
  /** Twice as high and wide, nearest neighbour. */
  upsample(x: Value): Value;
  /** [batch, channels, height, width] to [batch, cells, channels], and back to the shape of `like`. */
  toTokens(x: Value): Value;
  toCells(x: Value, like: Value): Value;
  /** Sines and cosines of the timesteps: [batch, width]. */
  timeEmbedding(timestep: Value, width: number): Value;
  /** Rows of a table, by ids: [batch, tokens, width], places added. */
  embedTokens(ids: Value, vocabulary: number, width: number): Value;
}

type Config = Readonly<Record<string, unknown>>;

/** diffusers' UNet2DConditionModel, as far as Stable Diffusion 1, 2 and XL use it. */
export function unet(make: NetworkMaker, config: Config, sample: Value, timestep: Value, text: Value): Value {
  const channels = numbersIn(config, 'block_out_channels', [320, 640, 1280, 1280]);
  const levels = channels.length;
  const layers = numberIn(config, 'layers_per_block', 2);
  const groups = numberIn(config, 'norm_num_groups', 32);
  const heads = perLevel(config['num_attention_heads'] ?? config['attention_head_dim'] ?? 8, levels); // diffusers' own misnomer
  const depths = perLevel(config['transformer_layers_per_block'] ?? 1, levels);
  const attends = { down: attending(config, 'down_block_types'), up: attending(config, 'up_block_types') };
  const linearProjection = config['use_linear_projection'] === true;
  const embedded = make.timeEmbedding(timestep, channels[0]!);
  const time = twoLinears(make, embedded, channels[0]! * 4);

  const resnet = (x: Value, out: number) => resnetBlock(make, x, out, groups, time);
  const transformer = (x: Value, level: number) =>
    transformerBlock(make, x, text, { heads: heads[level]!, depth: depths[level]!, groups, linearProjection });

  let x = make.conv(sample, channels[0]!, 3);
  const skips = [x];
  for (let level = 0; level < levels; level++) {
    for (let layer = 0; layer < layers; layer++) {
      x = resnet(x, channels[level]!);
      if (attends.down[level] ?? level < levels - 1) x = transformer(x, level);
      skips.push(x);
    }
    if (level === levels - 1) continue;
    x = make.conv(x, channels[level]!, 3, { stride: 2 });
    skips.push(x);
  }
  x = resnet(transformer(resnet(x, channels.at(-1)!), levels - 1), channels.at(-1)!);
  for (let level = levels - 1; level >= 0; level--) {
    for (let layer = 0; layer < layers + 1; layer++) {
      x = resnet(make.concat(x, skips.pop()!), channels[level]!);
      if (attends.up[levels - 1 - level] ?? level < levels - 1) x = transformer(x, level);
    }
    if (level > 0) x = make.conv(make.upsample(x), channels[level]!, 3);
  }
  return make.conv(make.activate(make.groupNorm(x, groups), 'silu'), numberIn(config, 'out_channels', 4), 3);
}

/** AutoencoderKL's decoder: latents to pictures. */
export function vaeDecoder(make: NetworkMaker, config: Config, latents: Value): Value {
  const { channels, layers, groups } = vaeNumbers(config);
  const resnet = (x: Value, out: number) => resnetBlock(make, x, out, groups);
  let x = make.conv(make.conv(latents, latents.dims[1]!, 1), channels.at(-1)!, 3);
  x = resnet(selfAttention(make, resnet(x, channels.at(-1)!), groups), channels.at(-1)!);
  for (const [i, out] of channels.toReversed().entries()) {
    for (let layer = 0; layer < layers + 1; layer++) x = resnet(x, out);
    if (i < channels.length - 1) x = make.conv(make.upsample(x), out, 3);
  }
  return make.conv(make.activate(make.groupNorm(x, groups), 'silu'), 3, 3);
}

/** AutoencoderKL's encoder: pictures to means and log variances. */
export function vaeEncoder(make: NetworkMaker, config: Config, picture: Value): Value {
  const { channels, layers, groups } = vaeNumbers(config);
  const latentChannels = numberIn(config, 'latent_channels', 4);
  const resnet = (x: Value, out: number) => resnetBlock(make, x, out, groups);
  let x = make.conv(picture, channels[0]!, 3);
  for (const [i, out] of channels.entries()) {
    for (let layer = 0; layer < layers; layer++) x = resnet(x, out);
    if (i < channels.length - 1) x = make.conv(x, out, 3, { stride: 2, padEnd: true });
  }
  x = resnet(selfAttention(make, resnet(x, channels.at(-1)!), groups), channels.at(-1)!);
  x = make.conv(make.activate(make.groupNorm(x, groups), 'silu'), 2 * latentChannels, 3);
  return make.conv(x, 2 * latentChannels, 1);
}

/** CLIP's text encoder, up to its last layer. */
export function textEncoder(make: NetworkMaker, config: Config, ids: Value): Value {
  const width = numberIn(config, 'hidden_size', 768);
  const heads = numberIn(config, 'num_attention_heads', 12);
  let x = make.embedTokens(ids, numberIn(config, 'vocab_size', 49408), width);
  for (let layer = 0; layer < numberIn(config, 'num_hidden_layers', 12); layer++) {
    const normed = make.layerNorm(x);
    const [query, key, value] = [make.linear(normed, width), make.linear(normed, width), make.linear(normed, width)];
    x = make.add(x, make.linear(make.attention(query, key, value, heads), width));
    const inner = make.linear(make.layerNorm(x), numberIn(config, 'intermediate_size', 4 * width));
    x = make.add(x, make.linear(make.activate(inner, 'gelu'), width));
  }
  return make.layerNorm(x);
}

function resnetBlock(make: NetworkMaker, x: Value, out: number, groups: number, time?: Value): Value {
  let inner = make.conv(make.activate(make.groupNorm(x, groups), 'silu'), out, 3);
  if (time) inner = make.addPerChannel(inner, make.linear(make.activate(time, 'silu'), out));
  inner = make.conv(make.activate(make.groupNorm(inner, groups), 'silu'), out, 3);
  return make.add(x.dims[1] === out ? x : make.conv(x, out, 1), inner);
}

interface TransformerOptions {
  readonly heads: number;
  readonly depth: number;
  readonly groups: number;
  readonly linearProjection: boolean;
}

function transformerBlock(make: NetworkMaker, x: Value, text: Value, options: TransformerOptions): Value {
  const { heads, depth, groups, linearProjection } = options;
  const width = x.dims[1]!;
  const normed = make.groupNorm(x, groups);
  let tokens = linearProjection
    ? make.linear(make.toTokens(normed), width)
    : make.toTokens(make.conv(normed, width, 1));
  for (let i = 0; i < depth; i++) {
    const attend = (from: Value, to: Value) => {
      const unbiased = (value: Value) => make.linear(value, width, { bias: false });
      return make.linear(make.attention(unbiased(from), unbiased(to), unbiased(to), heads), width);
    };
    const own = make.layerNorm(tokens);
    tokens = make.add(tokens, attend(own, own));
    tokens = make.add(tokens, attend(make.layerNorm(tokens), text));
    const [inner, gate] = make.halves(make.linear(make.layerNorm(tokens), 8 * width));
    tokens = make.add(tokens, make.linear(make.multiply(inner, make.activate(gate, 'gelu')), width));
  }
  const back = linearProjection
    ? make.toCells(make.linear(tokens, width), x)
    : make.conv(make.toCells(tokens, x), width, 1);
  return make.add(x, back);
}

/** The VAE's one attention, with a single head over all cells. */
function selfAttention(make: NetworkMaker, x: Value, groups: number): Value {
  const width = x.dims[1]!;
  const tokens = make.toTokens(make.groupNorm(x, groups));
  const attended = make.attention(
    make.linear(tokens, width),
    make.linear(tokens, width),
    make.linear(tokens, width),
    1,
  );
  return make.add(x, make.toCells(make.linear(attended, width), x));
}

function twoLinears(make: NetworkMaker, x: Value, width: number): Value {
  return make.linear(make.activate(make.linear(x, width), 'silu'), width);
}

function vaeNumbers(config: Config) {
  return {
    channels: numbersIn(config, 'block_out_channels', [128, 256, 512, 512]),
    layers: numberIn(config, 'layers_per_block', 2),
    groups: numberIn(config, 'norm_num_groups', 32),
  };
}

function attending(config: Config, key: string): readonly boolean[] {
  const types = config[key];
  return Array.isArray(types) ? types.map((type) => String(type).startsWith('CrossAttn')) : [];
}

function perLevel(value: unknown, levels: number): readonly number[] {
  return Array.isArray(value) ? value.map(Number) : Array.from({ length: levels }, () => Number(value));
}

function numberIn(config: Config, key: string, fallback: number): number {
  const value = config[key];
  return typeof value === 'number' ? value : fallback;
}

function numbersIn(config: Config, key: string, fallback: readonly number[]): readonly number[] {
  const value = config[key];
  return Array.isArray(value) ? value.map(Number) : fallback;
}

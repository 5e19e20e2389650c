import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { costOf, decoderCost, encoderCost, textCost, unetCost, type Counted } from '../../../../tools/models/cost';

/** Counts of the reference implementation, by torch's own counter. */
const golden = JSON.parse(readFileSync(join('tests', 'golden', 'flops.json'), 'utf8'));

const sd15 = { cross_attention_dim: 768, attention_head_dim: 8 };
const sd2 = { cross_attention_dim: 1024, attention_head_dim: [5, 10, 20, 20], use_linear_projection: true };
const sdxl = {
  cross_attention_dim: 2048,
  attention_head_dim: [5, 10, 20],
  use_linear_projection: true,
  block_out_channels: [320, 640, 1280],
  down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'],
  up_block_types: ['CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'UpBlock2D'],
  transformer_layers_per_block: [1, 2, 10],
};
const clip = (hidden_size: number, num_hidden_layers: number, num_attention_heads: number) => ({
  hidden_size,
  num_hidden_layers,
  num_attention_heads,
  intermediate_size: 4 * hidden_size,
});

describe('counts what the reference implementation counts', () => {
  test.each<readonly [string, Counted]>([
    ['sd15_unet_256', unetCost(sd15, 32, 32)],
    ['sd15_unet_512', unetCost(sd15, 64, 64)],
    ['sd15_unet_1024', unetCost(sd15, 128, 128)],
    ['sdturbo_unet_512', unetCost(sd2, 64, 64)],
    ['sdturbo_unet_768', unetCost(sd2, 96, 96)],
    ['sdxl_unet_512', unetCost(sdxl, 64, 64)],
    ['sdxl_unet_1024', unetCost(sdxl, 128, 128)],
    ['vae_decoder_512', decoderCost({}, 64, 64)],
    ['vae_decoder_1024', decoderCost({}, 128, 128)],
    ['vae_encoder_512', encoderCost({}, 512, 512)],
    ['clip_vit_l_text(sd15,xl te1)', textCost(clip(768, 12, 12))],
    ['openclip_vit_h_text_23L(sdturbo)', textCost(clip(1024, 23, 16))],
    ['openclip_bigG_text(xl te2)', textCost(clip(1280, 32, 20))],
  ])('%s', (name, counted) => {
    const { GFLOP, params_M, by_op_GFLOP } = golden[name];

    expect((counted.convolution + counted.product) / 1e9 / GFLOP).toBeCloseTo(1, 2);
    if (by_op_GFLOP.convolution) expect(counted.convolution / 1e9 / by_op_GFLOP.convolution).toBeCloseTo(1, 2);
    expect(counted.parameters / 1e6 / params_M).toBeCloseTo(1, 2);
  });
});

test('a model’s cost has each of its sizes, and all of its text encoders', () => {
  const vae = { block_out_channels: [128, 256, 512, 512] };
  const unet = { ...sd15, block_out_channels: [320, 640, 1280, 1280] };
  const sizes = [
    [512, 512],
    [512, 768],
  ] as const;

  const cost = costOf({ unet, vae, textEncoders: [clip(768, 12, 12), clip(768, 12, 12)] }, 8, sizes)!;

  expect(cost.sizes.map(({ width, height }) => [width, height])).toEqual(sizes);
  expect(cost.text.product).toBe(2 * textCost(clip(768, 12, 12)).product);
  expect(cost.sizes[1]!.step.product).toBeGreaterThan(1.5 * cost.sizes[0]!.step.product);
});

test('nothing is said of networks whose configuration is not there', () => {
  expect(costOf({ unet: {}, vae: {}, textEncoders: [] }, 8, [[512, 512]])).toBeUndefined();
});

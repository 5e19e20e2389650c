import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onnxFloat, onnxInt32, onnxInt64 } from '../../src/runtime/onnx-writer.ts';
import { textEncoder, unet, vaeDecoder } from '../models/architecture.ts';
import { onnxMaker } from './onnx-maker.ts';

type Config = Readonly<Record<string, unknown>>;

export interface Shapes {
  readonly unet: Config;
  readonly vae: Config;
  readonly textEncoder: Config;
}

/** SD-Turbo's own numbers (which are Stable Diffusion 2.1's). */
export const sdTurbo: Shapes = {
  unet: {
    _class_name: 'UNet2DConditionModel',
    sample_size: 64,
    in_channels: 4,
    out_channels: 4,
    block_out_channels: [320, 640, 1280, 1280],
    layers_per_block: 2,
    cross_attention_dim: 1024,
    attention_head_dim: [5, 10, 20, 20],
    use_linear_projection: true,
    norm_num_groups: 32,
  },
  vae: {
    _class_name: 'AutoencoderKL',
    block_out_channels: [128, 256, 512, 512],
    layers_per_block: 2,
    latent_channels: 4,
    norm_num_groups: 32,
    scaling_factor: 0.18215,
  },
  textEncoder: {
    hidden_size: 1024,
    intermediate_size: 4096,
    num_hidden_layers: 23,
    num_attention_heads: 16,
    vocab_size: 49408,
  },
};

const tokens = 77;

/**
 * A text-to-image model in the public layout, in half floats with its weights beside the graphs, as large as the shapes
 * say. Its weights are random: what it draws is noise, by networks of the real size.
 */
export function makeModel(folder: string, shapes: Shapes, scheduler: Config, tokenizerFolder: string): void {
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const maker = (name: string, seed: number) => {
    mkdirSync(join(folder, name), { recursive: true });
    return onnxMaker(join(folder, name, 'model.onnx_data'), 'model.onnx_data', seed);
  };
  const width = Number(shapes.textEncoder['hidden_size']);

  const text = maker('text_encoder', 1);
  const ids = text.input('input_ids', onnxInt32, [1, tokens], ['batch_size', tokens]);
  const hidden = textEncoder(text.make, shapes.textEncoder, ids);
  write('text_encoder/model.onnx', text.finish('last_hidden_state', hidden, onnxFloat, ['batch_size', tokens, width]));

  const denoiser = maker('unet', 2);
  const sample = denoiser.input('sample', onnxFloat, [1, 4, 8, 8], ['batch_size', 4, 'height', 'width']);
  const timestep = denoiser.input('timestep', onnxInt64, [1], [1]);
  const embeds = denoiser.input('encoder_hidden_states', onnxFloat, [1, tokens, width], ['batch_size', tokens, width]);
  const noise = unet(denoiser.make, shapes.unet, sample, timestep, embeds);
  write('unet/model.onnx', denoiser.finish('out_sample', noise, onnxFloat, ['batch_size', 4, 'height', 'width']));

  const decoder = maker('vae_decoder', 3);
  const latents = decoder.input('latent_sample', onnxFloat, [1, 4, 8, 8], ['batch_size', 4, 'height', 'width']);
  const picture = vaeDecoder(decoder.make, shapes.vae, latents);
  write(
    'vae_decoder/model.onnx',
    decoder.finish('sample', picture, onnxFloat, ['batch_size', 3, 'image_height', 'image_width']),
  );

  write('model_index.json', JSON.stringify({ _class_name: 'StableDiffusionPipeline' }));
  write('scheduler/scheduler_config.json', JSON.stringify(scheduler));
  write('unet/config.json', JSON.stringify(shapes.unet));
  write('vae_decoder/config.json', JSON.stringify(shapes.vae));
  write('text_encoder/config.json', JSON.stringify(shapes.textEncoder));
  mkdirSync(join(folder, 'tokenizer'), { recursive: true });
  for (const file of readdirSync(tokenizerFolder)) {
    copyFileSync(join(tokenizerFolder, file), join(folder, 'tokenizer', file));
  }
}

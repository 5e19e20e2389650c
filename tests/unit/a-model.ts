import type { ModelManifest } from '../../src/contract/manifest';

/** A small, complete manifest for tests that need no weights. */
export function aModel(changes: Partial<ModelManifest> = {}): ModelManifest {
  return {
    id: 'tiny',
    title: 'Tiny',
    summary: 'For tests.',
    family: 'flow',
    tasks: ['text-to-image', 'image-to-image'],
    components: { text_encoder: { file: 'text_encoder/model.onnx' }, unet: { file: 'unet/model.onnx' } },
    files: [
      { path: 'text_encoder/model.onnx', bytes: 3, sha256: 'a'.repeat(64) },
      { path: 'unet/model.onnx', bytes: 5, sha256: 'b'.repeat(64) },
    ],
    scheduler: { _class_name: 'FlowMatchEulerDiscreteScheduler' },
    vae: { scaling_factor: 1, latent_channels: 12, downscale: 16 },
    defaults: { num_inference_steps: 4, guidance_scale: 1, width: 256, height: 256, strength: 0.6 },
    limits: {
      sizes: [
        [256, 256],
        [256, 320],
      ],
      max_steps: 20,
      negative_prompt: true,
      max_guidance: 10,
    },
    requires: {},
    styles: [{ id: 'flat', title: 'Flat', phrase: 'flat style' }],
    licence: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0', commercial_use: true },
    content_rules: 'Be kind.',
    source: 'tests',
    ...changes,
  };
}

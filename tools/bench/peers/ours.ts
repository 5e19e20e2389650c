import * as ort from 'onnxruntime-web';
import type { ModelManifest } from '../../../src/contract/manifest';
import { tensorToPixels } from '../../../src/image/pixels-to-tensor';
import { loadModel } from '../../../src/models/load';
import { diffuse } from '../../../src/pipelines/diffuse';
import { pacer } from '../../../src/pipelines/pace';
import { callOf, decode } from '../../../src/pipelines/stable-diffusion';
import { openOnProcessor } from '../../../src/runtime/on-processor';

/** Ephemera's pipeline in the bench's page, beside a peer: same runtime, same networks, same noise, and a PNG at the end. */
export async function open(manifest: ModelManifest, folder: string) {
  const read = async (path: string) => new Uint8Array(await (await fetch(`${folder}/${path}`)).arrayBuffer());
  const model = loadModel(
    manifest,
    {
      backend: 'wasm',
      open: (graph, external) => openOnProcessor(ort, graph, external),
    },
    read,
    { keepOpen: true, onProgress: () => undefined },
  );
  for (const name of ['text_encoder', 'unet', 'vae_decoder']) await model.open(name);
  return async (prompt: string, edge: number, noise: Float32Array) => {
    const request = {
      ...{ modelId: manifest.id, prompt, negativePrompt: '', seed: 0 },
      ...{ width: edge, height: edge, numInferenceSteps: 1, guidanceScale: 0 },
    };
    const { signal } = new AbortController();
    const source = (dims: readonly number[]) => ({ data: noise, dims });
    const { latents } = await diffuse(model, callOf(model, request), { noise: source, pace: pacer(signal) });
    const { width, height, data } = tensorToPixels(await decode(model, latents));
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext('2d')!.putImageData(new ImageData(data as ImageDataArray, width, height), 0, 0); // made by tensorToPixels
    return canvas.convertToBlob({ type: 'image/png' });
  };
}

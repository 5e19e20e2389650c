// The page, the worker and the tools are three programs; each finds the types from here.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./gifenc.d.ts" />
import { applyPalette, GIFEncoder, quantize } from 'gifenc/dist/gifenc.esm.js'; // the package's main entry hides its names from Node
import type { ClipQuality } from '../contract/motion';
import { onWhite } from '../image/on-white';
import { startOf, type ClipSource } from './clip-source';

const colours: Readonly<Record<ClipQuality, number>> = { small: 64, medium: 128, high: 255 };
const sampledFrames = 8;

/** GIF with one palette for the whole clip: a palette of its own for each frame would shimmer. */
export async function encodeGif(
  source: ClipSource,
  quality: ClipQuality,
  onFrame: (done: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const palette = await sharedPalette(source, colours[quality]);
  const clear = palette.length;
  const encoder = GIFEncoder();
  for (let i = 0; i < source.count; i++) {
    const pixels = await source.read(i);
    const index = applyPalette(onWhite(pixels).data, palette);
    let anyClear = false;
    for (let p = 0; p < index.length; p++) {
      // GIF knows clear or not, nothing between.
      if (pixels.data[p * 4 + 3]! >= 128) continue;
      index[p] = clear;
      anyClear = true;
    }
    const hundredths = startOf(i + 1, source.framesPerSecond, 100) - startOf(i, source.framesPerSecond, 100);
    encoder.writeFrame(index, source.width, source.height, {
      ...(i === 0 && { palette: [...palette, [255, 255, 255]] }),
      delay: hundredths * 10,
      repeat: source.loop ? 0 : -1,
      ...(anyClear && { transparent: true, transparentIndex: clear }),
      dispose: 2, // back to clear before the next frame, or its clear parts would show this one
    });
    onFrame(i + 1);
  }
  encoder.finish();
  return encoder.bytes();
}

async function sharedPalette(source: ClipSource, maxColours: number) {
  const samples = Math.min(sampledFrames, source.count);
  const perFrame = source.width * source.height * 4;
  const pixels = new Uint8ClampedArray(samples * perFrame);
  for (let s = 0; s < samples; s++) {
    const at = Math.floor((s * source.count) / samples);
    pixels.set(onWhite(await source.read(at)).data, s * perFrame);
  }
  return quantize(pixels, maxColours);
}

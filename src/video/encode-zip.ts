import { makeZip } from 'client-zip';
import { compressFrame } from './compress-frame';
import type { ClipSource } from './clip-source';
import { pngOf } from './encode-apng';

/** The frames as numbered PNGs in a zip. All dates are the zip format's first, so that a file tells no time. */
export async function encodeZip(
  source: ClipSource,
  mark: (png: Uint8Array<ArrayBuffer>) => Promise<Uint8Array<ArrayBuffer>>,
  onFrame: (done: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const digits = String(source.count).length;
  async function* files() {
    for (let i = 0; i < source.count; i++) {
      const input = await mark(pngOf(await compressFrame(await source.read(i))));
      yield { name: `frame-${String(i + 1).padStart(digits, '0')}.png`, input, lastModified: new Date(1980, 0, 1) };
      onFrame(i + 1);
    }
  }
  return new Uint8Array(await new Response(makeZip(files())).arrayBuffer());
}

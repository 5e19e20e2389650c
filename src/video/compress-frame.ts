import type { CompressedFrame } from '../contract/motion';
import type { Pixels } from '../contract/pixels';

/**
 * Keeps a frame as the content of a PNG: lossless, a few tens of kilobytes, and made without a Blob, which a browser may
 * write to disk. The alpha channel is left out when the picture is opaque.
 */
export async function compressFrame(
  pixels: Pixels,
  channels: 3 | 4 = isOpaque(pixels) ? 3 : 4,
): Promise<CompressedFrame> {
  const data = await pass(filterScanlines(pixels, channels), new CompressionStream('deflate'));
  return { width: pixels.width, height: pixels.height, channels, data };
}

/** @throws Error when `frame` does not hold a whole picture. */
export async function decompressFrame(frame: CompressedFrame): Promise<Pixels> {
  const scanlines = await pass(frame.data, new DecompressionStream('deflate'));
  return unfilterScanlines(scanlines, frame);
}

function isOpaque({ data }: Pixels): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

async function pass(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) {
  const writer = stream.writable.getWriter();
  // A refusal comes out of the reading side as well; here it would be an unhandled rejection.
  writer.write(bytes).catch(() => undefined);
  writer.close().catch(() => undefined);
  return new Uint8Array(await new Response(stream.readable).arrayBuffer());
}

/** PNG specification, section 9: per line, the filter among Up and Paeth whose residues are smallest. */
function filterScanlines({ width, height, data }: Pixels, channels: 3 | 4): Uint8Array<ArrayBuffer> {
  const stride = width * channels;
  const out = new Uint8Array((stride + 1) * height);
  let above = new Uint8Array(stride);
  let line = new Uint8Array(stride);
  const up = new Uint8Array(stride);
  const paeth = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    for (let x = 0, i = 0, from = y * width * 4; x < width; x++, from += 4) {
      for (let c = 0; c < channels; c++) line[i++] = data[from + c]!;
    }
    let upCost = 0;
    let paethCost = 0;
    for (let i = 0; i < stride; i++) {
      up[i] = line[i]! - above[i]!;
      const left = i >= channels ? line[i - channels]! : 0;
      const corner = i >= channels ? above[i - channels]! : 0;
      paeth[i] = line[i]! - paethPredictor(left, above[i]!, corner);
      upCost += residue(up[i]!);
      paethCost += residue(paeth[i]!);
    }
    const at = y * (stride + 1);
    out[at] = upCost <= paethCost ? 2 : 4;
    out.set(upCost <= paethCost ? up : paeth, at + 1);
    [above, line] = [line, above];
  }
  return out;
}

const residue = (value: number) => (value < 128 ? value : 256 - value);

function paethPredictor(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

function unfilterScanlines(bytes: Uint8Array, { width, height, channels }: CompressedFrame): Pixels {
  const stride = width * channels;
  if (bytes.length !== (stride + 1) * height) {
    throw new Error(`expected ${(stride + 1) * height} bytes of scanlines, got ${bytes.length}`);
  }
  const data = new Uint8ClampedArray(width * height * 4);
  let above = new Uint8Array(stride);
  let line = new Uint8Array(stride);
  for (let y = 0; y < height; y++) {
    const at = y * (stride + 1);
    const usesPaeth = bytes[at] === 4;
    for (let i = 0; i < stride; i++) {
      const left = i >= channels ? line[i - channels]! : 0;
      const corner = i >= channels ? above[i - channels]! : 0;
      line[i] = bytes[at + 1 + i]! + (usesPaeth ? paethPredictor(left, above[i]!, corner) : above[i]!);
    }
    for (let x = 0, i = 0, to = y * width * 4; x < width; x++, to += 4) {
      for (let c = 0; c < channels; c++) data[to + c] = line[i++]!;
      if (channels === 3) data[to + 3] = 255;
    }
    [above, line] = [line, above];
  }
  return { width, height, data };
}

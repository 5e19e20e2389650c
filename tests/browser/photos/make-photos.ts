import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

const folder = new URL('.', import.meta.url);

export const photoFile = (name: string) => readFileSync(new URL(name, folder));

export interface Turned {
  /** A file of this folder; the astronaut unless another is named. */
  readonly file?: string;
  /** 1 leaves the light as it is. */
  readonly brightness?: number;
  readonly degrees?: number;
  readonly mirrored?: boolean;
  /** Longer side, in pixels; the face grows with it. */
  readonly side?: number;
  readonly columns?: number;
  readonly rows?: number;
  readonly type?: 'image/png' | 'image/jpeg';
}

/** A photo turned clockwise on a grey ground, or many of it side by side, as a file's bytes; drawn in the page. */
export async function drawPhoto(page: Page, turned: Turned): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({
      source,
      degrees = 0,
      mirrored = false,
      side = 512,
      columns = 1,
      rows = 1,
      type = 'image/png',
      brightness = 1,
    }) => {
      const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(columns * side, rows * side);
      const context = canvas.getContext('2d', { alpha: false })!;
      context.fillStyle = '#999';
      context.fillRect(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < columns * rows; i++) {
        context.save();
        context.translate(((i % columns) + 0.5) * side, (Math.floor(i / columns) + 0.5) * side);
        context.rotate((degrees * Math.PI) / 180);
        if (mirrored) context.scale(-1, 1);
        const scale = side / Math.max(picture.width, picture.height);
        const [width, height] = [picture.width * scale, picture.height * scale];
        context.filter = `brightness(${brightness})`;
        context.drawImage(picture, -width / 2, -height / 2, width, height);
        context.restore();
      }
      const blob = await canvas.convertToBlob({ type, quality: 0.92 });
      const out = new Uint8Array(await blob.arrayBuffer());
      let text = '';
      for (let at = 0; at < out.length; at += 8192) text += String.fromCharCode(...out.subarray(at, at + 8192));
      return btoa(text);
    },
    { ...turned, source: photoFile(turned.file ?? 'astronaut.png').toString('base64') },
  );
  return Buffer.from(base64, 'base64');
}

/** A JPEG with an EXIF block that holds an orientation, a camera's name and a place. */
export function withExif(jpeg: Buffer, orientation: number): Buffer {
  const tiff = Buffer.alloc(64);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  tiff.writeUInt16BE(0x0112, 10); // Orientation, SHORT, 1
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  tiff.writeUInt16BE(0x010f, 22); // Make, ASCII
  tiff.writeUInt16BE(2, 24);
  tiff.writeUInt32BE(20, 26);
  tiff.writeUInt32BE(40, 30);
  tiff.write('marker-camera-4711', 40, 'latin1');
  const head = Buffer.from('Exif\0\0', 'latin1');
  const size = Buffer.alloc(4);
  size.writeUInt16BE(0xffe1, 0);
  size.writeUInt16BE(2 + head.length + tiff.length, 2);
  return Buffer.concat([jpeg.subarray(0, 2), size, head, tiff, jpeg.subarray(2)]);
}

/** How a picture must be stored so that this EXIF orientation shows it upright: quarter turns clockwise, then mirrored. */
export const storedFor: Readonly<Record<number, { degrees: number; mirrored: boolean }>> = {
  1: { degrees: 0, mirrored: false },
  2: { degrees: 0, mirrored: true },
  3: { degrees: 180, mirrored: false },
  4: { degrees: 180, mirrored: true },
  5: { degrees: 270, mirrored: true },
  6: { degrees: 270, mirrored: false },
  7: { degrees: 90, mirrored: true },
  8: { degrees: 90, mirrored: false },
};

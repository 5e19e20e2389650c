import type { Pixels } from '../contract/pixels';
import type { Shot } from './camera-path';
import { linearAt, type Edge, type Rgba } from './sample-pixels';

/** What the camera sees of a picture, in the picture's own size. Four samples a pixel where it looks from afar. */
export function film(picture: Pixels, shot: Shot, edge: Edge = 'mirror'): Pixels {
  const { width, height } = picture;
  const data = new Uint8ClampedArray(width * height * 4);
  const cosine = Math.cos(shot.turn) / shot.zoom;
  const sine = Math.sin(shot.turn) / shot.zoom;
  const middleX = shot.x * width;
  const middleY = shot.y * height;
  // Below half size one sample would skip pixels, and what it skips changes from frame to frame.
  const grid = shot.zoom < 0.75 ? 2 : 1;
  const sample: Rgba = [0, 0, 0, 0];
  const sum = [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      sum.fill(0);
      for (let k = 0; k < grid * grid; k++) {
        const dx = x + ((k % grid) + 0.5) / grid - width / 2;
        const dy = y + (Math.floor(k / grid) + 0.5) / grid - height / 2;
        linearAt(picture, middleX + dx * cosine - dy * sine, middleY + dx * sine + dy * cosine, edge, sample);
        for (let c = 0; c < 3; c++) sum[c]! += sample[c]! * sample[3];
        sum[3]! += sample[3];
      }
      const at = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) data[at + c] = sum[3]! > 0 ? sum[c]! / sum[3]! : 0;
      data[at + 3] = sum[3]! / (grid * grid);
    }
  }
  return { width, height, data };
}

/** `over` laid on `under`, both of one size. */
export function layOver(under: Pixels, over: Pixels): Pixels {
  const data = new Uint8ClampedArray(under.data.length);
  for (let i = 0; i < data.length; i += 4) {
    const front = over.data[i + 3]! / 255;
    const back = (under.data[i + 3]! / 255) * (1 - front);
    const alpha = front + back;
    for (let c = 0; c < 3; c++) {
      data[i + c] = alpha > 0 ? (over.data[i + c]! * front + under.data[i + c]! * back) / alpha : 0;
    }
    data[i + 3] = alpha * 255;
  }
  return { width: under.width, height: under.height, data };
}

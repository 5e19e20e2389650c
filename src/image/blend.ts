import type { Pixels } from '../contract/pixels';

/** A cross-fade: `a` at t = 0, `b` at t = 1. Colours are weighted by alpha so that clear pixels lend none. */
export function blend(a: Pixels, b: Pixels, t: number): Pixels {
  if (a.data.length !== b.data.length) {
    throw new RangeError(`expected ${a.width}x${a.height}, got ${b.width}x${b.height}`);
  }
  const data = new Uint8ClampedArray(a.data.length);
  for (let i = 0; i < data.length; i += 4) {
    const weightA = a.data[i + 3]! * (1 - t);
    const weightB = b.data[i + 3]! * t;
    const alpha = weightA + weightB;
    data[i + 3] = alpha;
    if (alpha === 0) continue;
    for (let c = 0; c < 3; c++) data[i + c] = (a.data[i + c]! * weightA + b.data[i + c]! * weightB) / alpha;
  }
  return { width: a.width, height: a.height, data };
}

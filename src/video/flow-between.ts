import type { Pixels } from '../contract/pixels';
import { opticalFlow, type FlowField } from './optical-flow';
import { linearAt, type Rgba } from './sample-pixels';

/** `a` at t = 0, `b` at t = 1. */
export type Between = (a: Pixels, b: Pixels, t: number) => Pixels;

/** Bends pictures into each other; remembers the flow between the last two, since several pictures lie between them. */
export function betweenByFlow(): Between {
  let last: { a: Pixels; b: Pixels; there: FlowField; back: FlowField } | undefined;
  return (a, b, t) => {
    if (last?.a !== a || last.b !== b) last = { a, b, there: opticalFlow(a, b), back: opticalFlow(b, a) };
    return bend(a, b, last.there, last.back, t);
  };
}

/**
 * The picture on the way from `a` to `b`, each bent along its optical flow toward the other before they are mixed: what
 * moved between them is seen once, half way, in place of twice, half faded.
 */
function bend(a: Pixels, b: Pixels, there: FlowField, back: FlowField, t: number): Pixels {
  const { width, height } = a;
  const data = new Uint8ClampedArray(width * height * 4);
  const fromA: Rgba = [0, 0, 0, 0];
  const fromB: Rgba = [0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = y * width + x;
      linearAt(a, x + 0.5 - there.x[p]! * t, y + 0.5 - there.y[p]! * t, 'hold', fromA);
      linearAt(b, x + 0.5 - back.x[p]! * (1 - t), y + 0.5 - back.y[p]! * (1 - t), 'hold', fromB);
      const weightA = fromA[3] * (1 - t);
      const weightB = fromB[3] * t;
      const alpha = weightA + weightB;
      for (let c = 0; c < 3; c++) {
        data[p * 4 + c] = alpha > 0 ? (fromA[c]! * weightA + fromB[c]! * weightB) / alpha : 0;
      }
      data[p * 4 + 3] = alpha;
    }
  }
  return { width, height, data };
}

import { combine, type Tensor } from './tensor';

/** `a` at t = 0, `b` at t = 1, a straight line between. */
export function lerp(a: Tensor, b: Tensor, t: number): Tensor {
  return combine([1 - t, a], [t, b]);
}

function norm(a: Tensor): number {
  return Math.sqrt(a.data.reduce((sum, value) => sum + value * value, 0));
}

/**
 * Along the arc from `a` to `b` (Shoemake 1985). Noise stays as strong on the way as at the ends, which a straight line
 * does not give: half way between two independent noises it is weaker by √2, and the picture turns grey.
 */
export function slerp(a: Tensor, b: Tensor, t: number): Tensor {
  const lengths = norm(a) * norm(b);
  const dot = a.data.reduce((sum, value, i) => sum + value * b.data[i]!, 0);
  const cosine = lengths === 0 ? 1 : Math.min(1, Math.max(-1, dot / lengths));
  // Along the same line there is no arc to follow.
  if (Math.abs(cosine) > 0.9995) return lerp(a, b, t);
  const angle = Math.acos(cosine);
  const sine = Math.sin(angle);
  return combine([Math.sin((1 - t) * angle) / sine, a], [Math.sin(t * angle) / sine, b]);
}

/**
 * A closed walk on the sphere of noise: it leaves `centre`, turns once through the plane of `east` and `north`, and is
 * back at t = 1, starting and ending at rest so that the joint cannot be seen.
 * `reach` is the largest distance from `centre`, in quarter turns.
 */
export function closedWalk(centre: Tensor, east: Tensor, north: Tensor, t: number, reach: number): Tensor {
  const turn = 2 * Math.PI * t;
  const away = reach * (Math.PI / 2) * Math.sin(Math.PI * t) ** 2;
  return combine(
    [Math.cos(away), centre],
    [Math.sin(away) * Math.cos(turn), east],
    [Math.sin(away) * Math.sin(turn), north],
  );
}

/** A part of each state from its two neighbours: `(1 − amount) · here + amount / 2 · (before + after)`. */
export function smoothed(before: Tensor, here: Tensor, after: Tensor, amount: number): Tensor {
  return combine([1 - amount, here], [amount / 2, before], [amount / 2, after]);
}

/** Root of the mean squared difference. */
export function distance(a: Tensor, b: Tensor): number {
  return norm(combine([1, a], [-1, b])) / Math.sqrt(a.data.length);
}

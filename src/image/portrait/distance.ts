/** Distance in pixels from each pixel to the nearest one where `inside` is at least one half; 0 there (Felzenszwalb and Huttenlocher 2012). */
export function distanceTo(inside: Float32Array, side: number): Float32Array {
  const far = 1e10;
  const squared = new Float64Array(side * side).map((_, i) => (inside[i]! >= 0.5 ? 0 : far));
  const line = new Float64Array(side);
  for (let x = 0; x < side; x++) {
    for (let y = 0; y < side; y++) line[y] = squared[y * side + x]!;
    transformLine(line).forEach((value, y) => (squared[y * side + x] = value));
  }
  for (let y = 0; y < side; y++) {
    squared.set(transformLine(squared.subarray(y * side, (y + 1) * side).slice()), y * side);
  }
  return Float32Array.from(squared, Math.sqrt);
}

/** The lower envelope of parabolas. */
function transformLine(f: Float64Array): Float64Array {
  const n = f.length;
  const out = new Float64Array(n);
  const places = new Int32Array(n);
  const bounds = new Float64Array(n + 1);
  let k = 0;
  bounds[0] = -Infinity;
  bounds[1] = Infinity;
  const meet = (q: number, p: number) => (f[q]! + q * q - (f[p]! + p * p)) / (2 * q - 2 * p);
  for (let q = 1; q < n; q++) {
    let s = meet(q, places[k]!);
    while (s <= bounds[k]!) s = meet(q, places[--k]!);
    places[++k] = q;
    bounds[k] = s;
    bounds[k + 1] = Infinity;
  }
  k = 0;
  for (let q = 0; q < n; q++) {
    while (bounds[k + 1]! < q) k++;
    out[q] = (q - places[k]!) ** 2 + f[places[k]!]!;
  }
  return out;
}

/** The shape made wider by `pixels`, with a soft edge. */
export function grow(inside: Float32Array, side: number, pixels: number): Float32Array {
  return distanceTo(inside, side).map((distance, i) =>
    Math.max(inside[i]!, Math.min(1, Math.max(0, pixels + 0.5 - distance))),
  );
}

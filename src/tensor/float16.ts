const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

/** The IEEE 754 half-precision bits nearest to `value`, ties to even. Beyond ±65504 it is infinity. */
export function toHalf(value: number): number {
  scratch[0] = value;
  const bits = scratchBits[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00; // NaN
  const exponent = (magnitude >>> 23) - 112;
  const mantissa = magnitude & 0x7fffff;
  if (exponent >= 31) return sign | 0x7c00;
  if (exponent <= 0) {
    if (exponent < -10) return sign; // under half of the smallest subnormal
    return sign | roundBits(mantissa | 0x800000, 14 - exponent);
  }
  // A mantissa that rounds up carries into the exponent, and from the largest half into infinity, as it should.
  return sign | ((exponent << 10) + roundBits(mantissa, 13));
}

function roundBits(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const tie = 1 << (shift - 1);
  return rest > tie || (rest === tie && (kept & 1) === 1) ? kept + 1 : kept;
}

let table: Float32Array | undefined;

/** The number that these half-precision bits stand for. */
export function fromHalf(bits: number): number {
  table ??= Float32Array.from({ length: 65536 }, (_, half) => decode(half)); // images are megabytes: look up, do not compute
  return table[bits]!;
}

function decode(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const mantissa = half & 1023;
  if (exponent === 31) return mantissa ? NaN : sign * Infinity;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

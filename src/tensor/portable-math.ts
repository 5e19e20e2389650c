/*
 * Engines differ in the last bits of Math.log, Math.sin and Math.cos; these use only + − × ÷ and sqrt, which IEEE 754
 * defines exactly, so a seed gives the same noise in every browser. Accurate to about 1e-15, far below a float32's step.
 */

/** Of 1, 3, 5 … 23. */
const inverses = Array.from({ length: 12 }, (_, k) => 1 / (2 * k + 1));

/** Natural logarithm of a positive, normal number. */
export function portableLog(x: number): number {
  let exponent = 0;
  let mantissa = x;
  while (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent++;
  }
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  // log m = 2 artanh((m − 1) / (m + 1)); |argument| ≤ 0.172, so twelve terms reach 1e-19.
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let sum = 0;
  for (let k = inverses.length - 1; k >= 0; k--) sum = sum * square + inverses[k]!;
  return exponent * Math.LN2 + 2 * s * sum;
}

/** [cos 2πu, sin 2πu] for u in 0…1. */
export function portableCosSinTurns(u: number): [number, number] {
  const quarter = Math.floor(u * 4 + 0.5);
  const x = (u - quarter / 4) * 2 * Math.PI; // −π/4…π/4
  const square = x * x;
  let sin = 0;
  let cos = 0;
  for (let k = 17; k >= 1; k -= 2) {
    sin = 1 - (square / ((k + 1) * (k + 2))) * sin;
    cos = 1 - (square / (k * (k + 1))) * cos;
  }
  sin *= x;
  switch (quarter % 4) {
    case 0:
      return [cos, sin];
    case 1:
      return [-sin, cos];
    case 2:
      return [-cos, -sin];
    default:
      return [sin, -cos];
  }
}

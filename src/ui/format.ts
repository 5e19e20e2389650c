/** Bytes as megabytes, with one digit below ten. */
export function megabytes(bytes: number): string {
  return oneDigitBelowTen(bytes / 1e6);
}

/** Milliseconds as seconds, with one digit below ten. */
export function seconds(ms: number): string {
  return oneDigitBelowTen(ms / 1000);
}

function oneDigitBelowTen(value: number): string {
  return value < 9.95 ? value.toFixed(1) : Math.round(value).toString();
}

/** A size as its simplest ratio: 768 × 512 is "3:2". */
export function ratio(width: number, height: number): string {
  const common = greatestCommonDivisor(width, height);
  return `${width / common}:${height / common}`;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

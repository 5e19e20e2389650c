/** Bytes as megabytes, with one digit below ten. */
export function megabytes(bytes: number): string {
  const value = bytes / 1e6;
  return value < 10 ? value.toFixed(1) : Math.round(value).toString();
}

/** Milliseconds as seconds, with one digit below ten. */
export function seconds(ms: number): string {
  const value = ms / 1000;
  return value < 10 ? value.toFixed(1) : Math.round(value).toString();
}

/** A size as its simplest ratio: 768 × 512 is "3:2". */
export function ratio(width: number, height: number): string {
  const common = greatestCommonDivisor(width, height);
  return `${width / common}:${height / common}`;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

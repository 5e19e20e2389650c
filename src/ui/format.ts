/** Bytes as megabytes, with one digit below ten. */
export function megabytes(bytes: number): string {
  return oneDigitBelowTen(bytes / 1e6);
}

/** Bytes as kilobytes, with one digit below ten. */
export function kilobytes(bytes: number): string {
  return oneDigitBelowTen(bytes / 1e3);
}

/** Milliseconds as seconds, with one digit below ten. */
export function seconds(ms: number): string {
  return oneDigitBelowTen(ms / 1000);
}

/** Bytes as gigabytes, with one digit below ten. */
export function gigabytes(bytes: number): string {
  return oneDigitBelowTen(bytes / 1e9);
}

/** Milliseconds as seconds, minutes or hours, whichever is read at a glance. */
export function duration(ms: number): string {
  if (ms < 90e3) return `${seconds(ms)} s`;
  return ms < 90 * 60e3 ? `${Math.round(ms / 60e3)} min` : `${Math.round(ms / 3600e3)} h`;
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

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

/** A length of time in the words of a language and the unit that is read at a glance. */
export function span(ms: number, locale: string): string {
  const [value, unit] =
    ms < 90e3 ? [ms / 1e3, 'second'] : ms < 90 * 60e3 ? [ms / 60e3, 'minute'] : [ms / 3600e3, 'hour'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(
    value,
  );
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

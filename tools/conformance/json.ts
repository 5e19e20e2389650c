/** Reads a parsed JSON value by type, and says where it is not what it should be. */
export type Json = Readonly<Record<string, unknown>>;

export function object(value: unknown, name: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${name} is not an object`);
  return value as Json; // checked above
}

export function array(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error(`${name} is not a list`);
  return value;
}

/** Strict JSON has no infinities: the generators write them as strings. */
export function number(value: unknown, name: string): number {
  if (value === 'Infinity' || value === '-Infinity' || value === 'NaN') return Number(value);
  if (typeof value !== 'number') throw new Error(`${name} is not a number`);
  return value;
}

export function string(value: unknown, name: string): string {
  if (typeof value !== 'string') throw new Error(`${name} is not a string`);
  return value;
}

export function numbers(value: unknown, name: string): number[] {
  return array(value, name).map((item) => number(item, name));
}

/** `undefined` where the field is absent or null. */
export function optional<T>(value: unknown, name: string, read: (value: unknown, name: string) => T): T | undefined {
  return value == null ? undefined : read(value, name);
}

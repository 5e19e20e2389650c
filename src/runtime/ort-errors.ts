import { namedError } from '../contract/errors';

const unsupported = [
  /could not find an implementation/i,
  /no op registered/i,
  /not implemented/i,
  /failed to find kernel/i,
];
const unreadable = [/protobuf parsing failed/i, /invalid model/i, /model file is invalid/i, /no graph was found/i];
const outOfMemory = [/bad_alloc/i, /out of memory/i, /allocation failed/i, /failed to allocate/i, /memory\.grow/i];

/** onnxruntime reports in prose. Names the reasons that a visitor can act on; leaves the rest as they are. */
export function errorFromOrt(thrown: unknown): unknown {
  // A wasm abort may arrive as a bare number (the address of a C++ exception).
  if (typeof thrown === 'number')
    return namedError('OutOfMemoryError', 'the runtime gave up, most often for want of memory');
  if (!(thrown instanceof Error)) return thrown;
  const says = (patterns: readonly RegExp[]) => patterns.some((pattern) => pattern.test(thrown.message));
  if (says(outOfMemory)) return namedError('OutOfMemoryError', thrown.message);
  if (says(unsupported)) return namedError('ModelUnsupportedError', thrown.message);
  if (says(unreadable)) return namedError('ModelIntegrityError', thrown.message);
  return thrown;
}

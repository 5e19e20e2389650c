/** Every error name that may cross the worker boundary. `ui/describe-error.ts` has a sentence for each. */
export const errorNames = [
  'AbortError',
  'BadRequestError',
  'ModelIntegrityError',
  'ModelMissingError',
  'ModelUnsupportedError',
  'NetworkError',
  'OutOfMemoryError',
  'DeviceLostError',
  'WrongResultError',
  'SafetyError',
  'PictureUnreadableError',
  'NoFaceError',
  'EncodingError',
  'WorkerCrashedError',
  'UnknownError',
] as const;

export type ErrorName = (typeof errorNames)[number];

/** An error told apart by its name: classes do not survive the worker boundary. The message never holds user content. */
export function namedError(name: ErrorName, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

/** The name of anything thrown; what we do not know is 'UnknownError'. */
export function errorNameOf(thrown: unknown): ErrorName {
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  return (errorNames as readonly string[]).includes(name) ? (name as ErrorName) : 'UnknownError';
}

import type { ErrorName } from '../contract/errors';
import type { Messages } from './messages/en';

/** A sentence with a next step for every error there is; the compiler checks that none is missing. */
export function describeError(name: ErrorName, detail: string, t: Messages): string {
  // A refusal's message is its `RefusalId`.
  const refusals: Readonly<Record<string, string>> = t.refusals;
  const sentences: Record<ErrorName, string> = {
    AbortError: t.statusCancelled(0),
    BadRequestError: t.errorBadRequest(detail),
    ModelIntegrityError: t.errorModelIntegrity,
    ModelMissingError: t.errorModelMissing,
    ModelUnsupportedError: t.errorModelUnsupported,
    NetworkError: t.errorNetwork,
    OutOfMemoryError: t.errorOutOfMemory,
    DeviceLostError: t.errorDeviceLost,
    WrongResultError: t.errorWrongResult,
    SafetyError: t.errorSafety(refusals[detail] ?? ''),
    PictureUnreadableError: t.errorPictureUnreadable,
    NoFaceError: t.errorNoFace,
    EncodingError: t.errorEncoding,
    // A worker that cannot be fetched ends as one that broke.
    WorkerCrashedError: globalThis.navigator?.onLine === false ? t.errorPart : t.errorWorkerCrashed,
    UnknownError: t.errorUnknown,
  };
  return sentences[name];
}

import type { ErrorName } from '../contract/errors';
import type { Messages } from './messages/en';

/** What happened, of a fault that a job survives. */
export function describeFault(fault: ErrorName, t: Messages): string {
  switch (fault) {
    case 'DeviceLostError':
      return t.faultDeviceLost;
    case 'OutOfMemoryError':
      return t.faultOutOfMemory;
    case 'WrongResultError':
      return t.faultWrongResult;
    default:
      return t.faultStopped;
  }
}

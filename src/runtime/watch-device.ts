import { namedError } from '../contract/errors';

/** Of a GPUDevice, what tells of trouble. */
export interface TroubledDevice {
  readonly lost: Promise<{ readonly message: string }>;
  addEventListener(
    type: 'uncapturederror',
    listener: (event: { readonly error: { readonly message: string } }) => void,
  ): void;
}

/** How long a failed call waits for the loss of the device that may have caused it: the two come in any order. */
const lossComesWithinMs = 100;

/**
 * Returns what every call to a network on this device goes through. A call rejects when the device is lost, even one that
 * will never answer, and when the device reported an error meanwhile: validation errors end as black pictures and fake
 * speed. An error that comes late fails the next call; after one, the worker is not used any more.
 */
export function watchDevice(device: TroubledDevice): <T>(call: Promise<T>) => Promise<T> {
  let invalid: Error | undefined;
  let lost: Error | undefined;
  const waiting = new Set<(reason: Error) => void>();

  device.addEventListener('uncapturederror', ({ error }) => {
    const name = error.constructor.name === 'GPUOutOfMemoryError' ? 'OutOfMemoryError' : 'WrongResultError';
    invalid ??= namedError(name, error.message);
  });
  void device.lost.then(({ message }) => {
    lost = namedError('DeviceLostError', message);
    for (const reject of waiting) reject(lost);
  });

  return (call) =>
    new Promise((resolve, reject) => {
      waiting.add(reject);
      const settle = (act: () => void) => {
        waiting.delete(reject);
        act();
      };
      call.then(
        (result) => settle(() => (invalid ? reject(invalid) : resolve(result))),
        (error: unknown) => setTimeout(() => settle(() => reject(lost ?? invalid ?? error)), lossComesWithinMs),
      );
    });
}

import { beforeEach, expect, test } from 'vitest';
import { watchDevice } from '../../../src/runtime/watch-device';

class GPUValidationError {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}
class GPUOutOfMemoryError extends GPUValidationError {}

let lose: (why: string) => void;
let report: (error: GPUValidationError) => void;
let watched: ReturnType<typeof watchDevice>;

beforeEach(() => {
  let listener: (event: { error: { message: string } }) => void;
  watched = watchDevice({
    lost: new Promise((resolve) => {
      lose = (message) => resolve({ message });
    }),
    addEventListener: (_, given) => {
      listener = given;
    },
  });
  report = (error) => listener({ error });
});

const never = new Promise<never>(() => undefined);
const later = <T>(value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), 5));

test('gives what the call gives', async () => {
  expect(await watched(later(3))).toBe(3);
});

test('a call that will never answer ends when the device goes', async () => {
  const call = watched(never);

  lose('the driver was reset');

  await expect(call).rejects.toMatchObject({ name: 'DeviceLostError', message: 'the driver was reset' });
});

test('a call that fails just before the loss is heard of failed for it', async () => {
  const call = watched(Promise.reject(new Error('mapAsync was aborted')));

  setTimeout(() => lose('gone'), 20);

  await expect(call).rejects.toMatchObject({ name: 'DeviceLostError' });
});

test('a failure without a loss keeps its own error', async () => {
  await expect(watched(Promise.reject(new Error('no such kernel')))).rejects.toThrow('no such kernel');
});

test('a validation error makes the result of the call a wrong one', async () => {
  const call = watched(later(3));

  report(new GPUValidationError('binding too large'));

  await expect(call).rejects.toMatchObject({ name: 'WrongResultError', message: 'binding too large' });
});

test('and one that comes after the call fails the next', async () => {
  await watched(later(3));
  report(new GPUValidationError('late'));

  await expect(watched(later(4))).rejects.toMatchObject({ name: 'WrongResultError' });
});

test('a device without room says that it has none', async () => {
  report(new GPUOutOfMemoryError('no room'));

  await expect(watched(later(3))).rejects.toMatchObject({ name: 'OutOfMemoryError' });
});

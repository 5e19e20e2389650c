import { errorNameOf } from '../contract/errors';
import type { ModelFile } from '../contract/model-file';
import { download } from './download';

/** Before each further try: the shorter list where nothing has come yet. Every byte that comes starts the list anew. */
export interface Pauses {
  readonly beforeFirstByteMs: readonly number[];
  readonly afterwardsMs: readonly number[];
}

/** A network that changes, or comes back as a laptop wakes, takes some seconds. */
export const usualPauses: Pauses = {
  beforeFirstByteMs: [500, 1000],
  afterwardsMs: [500, 1000, 2000, 4000, 8000],
};

/**
 * `download`, which goes on where it was when the connection breaks, with pauses that end early when the browser says it is
 * online again. A network that stays away ends in the NetworkError of the last try.
 */
export async function* downloadPatiently(
  file: ModelFile,
  signal: AbortSignal,
  fromByte = 0,
  { beforeFirstByteMs, afterwardsMs }: Pauses = usualPauses,
): AsyncGenerator<Uint8Array> {
  let at = fromByte;
  let tries = 0;
  for (;;) {
    const begunAt = at;
    try {
      for await (const part of download(file, signal, at)) {
        at += part.length;
        tries = 0;
        yield part;
      }
      // A host in between may end an answer early without an error; what brings nothing is not asked again.
      if (at >= file.bytes || at === begunAt) return;
    } catch (error) {
      const pauseMs = (at === fromByte ? beforeFirstByteMs : afterwardsMs)[tries++];
      if (errorNameOf(error) !== 'NetworkError' || pauseMs === undefined) throw error;
      await pause(pauseMs, signal);
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', end); // Node has no such event
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    globalThis.addEventListener?.('online', end);
    signal.addEventListener('abort', end);
  });
  signal.throwIfAborted();
}

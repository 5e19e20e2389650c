import type { Backend } from '../contract/request';
import { toRequest } from './request';
import type { Session } from './session.svelte';
import { initialSettings, settingsFor } from './settings';

/** What the model that the page opens with takes on this device. Shown to the visitor, and sent nowhere. */
export interface DeviceFigures {
  readonly modelTitle: string;
  readonly backend: Backend;
  readonly threads: number;
  /** Milliseconds: fetching and compiling the runtime. */
  readonly startMs: number;
  /** Reading and opening the model, after that. */
  readonly openMs: number;
  readonly firstPictureMs: number;
  /** Medians of the pictures after the first. */
  readonly pictureMs: number;
  readonly stepMs: number;
  /** Decoding and checking. */
  readonly decodeMs: number;
  /** Bytes of the page and its workers, where the browser tells. */
  readonly memoryBytes?: number;
}

const warmPictures = 3;
const memoryPatienceMs = 5000;

/**
 * Draws a few pictures in a worker of its own and times them: neither the visitor's content nor their engine is touched,
 * and the pictures are dropped. Forget everything ends it.
 */
export async function measureDevice(session: Session, signal: AbortSignal): Promise<DeviceFigures> {
  const model = session.models[0]!; // a copy has at least one
  const engine = session.startEngine();
  const end = () => engine.terminate();
  const forgetNoMore = session.onForget(() => {
    end();
    return 1;
  });
  signal.addEventListener('abort', end, { once: true });
  try {
    const startedAt = performance.now();
    const report = await engine.warm(model.id, () => undefined, signal);
    const openMs = performance.now() - startedAt - report.startMs;
    const settings = settingsFor(model, initialSettings());
    const prompt = model.examples?.[0] ?? 'a red apple';
    const times: { pictureMs: number; stepMs: number; decodeMs: number }[] = [];
    for (let i = 0; i <= warmPictures; i++) {
      const request = toRequest({ prompt, negativePrompt: '', settings, reference: undefined }, model, i);
      const began = performance.now();
      let decodingAt = began;
      const { stepMs } = await engine.generate(
        request,
        ({ stage }) => {
          if (stage === 'decoding') decodingAt = performance.now();
        },
        signal,
      );
      const endedAt = performance.now();
      times.push({ pictureMs: endedAt - began, stepMs, decodeMs: endedAt - decodingAt });
    }
    const memoryBytes = await memoryInUse();
    const [first, ...warm] = times;
    const middle = (pick: (time: (typeof times)[number]) => number) =>
      warm.map(pick).sort((a, b) => a - b)[warmPictures >> 1]!;
    return {
      ...{ modelTitle: model.title, backend: report.backend, threads: report.threads, startMs: report.startMs, openMs },
      firstPictureMs: first!.pictureMs,
      pictureMs: middle(({ pictureMs }) => pictureMs),
      stepMs: middle(({ stepMs }) => stepMs),
      decodeMs: middle(({ decodeMs }) => decodeMs),
      ...(memoryBytes !== undefined && { memoryBytes }),
    };
  } finally {
    signal.removeEventListener('abort', end);
    forgetNoMore();
    end();
  }
}

/** Only Chromium tells, only an isolated page, and in its own time. */
async function memoryInUse(): Promise<number | undefined> {
  const { measureUserAgentSpecificMemory } = performance as {
    measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
  }; // not in TypeScript's DOM library
  if (!measureUserAgentSpecificMemory || !globalThis.crossOriginIsolated) return undefined;
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), memoryPatienceMs));
  return Promise.race([
    measureUserAgentSpecificMemory.call(performance).then(
      ({ bytes }) => bytes,
      () => undefined,
    ),
    late,
  ]);
}

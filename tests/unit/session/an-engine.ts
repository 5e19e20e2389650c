import type { ProbeResult } from '../../../src/contract/forecast';
import { defaultHostConfig } from '../../../src/contract/host';
import { vi } from 'vitest';
import { allRead, type GenerateRequest, type GenerateResult } from '../../../src/contract/request';
import type { OnProgress } from '../../../src/contract/progress';
import type { Engine } from '../../../src/engine/client';
import { Session, type SessionOptions } from '../../../src/session/session.svelte';
import { aModel } from '../a-model';

export function aResult(request: GenerateRequest): GenerateResult {
  return {
    pixels: { width: 1, height: 1, data: Uint8ClampedArray.of(request.seed & 255, 0, 0, 255) },
    leanedOn: [],
    notRead: allRead,
    safety: { flagged: false },
    elapsedMs: 5,
    loadMs: 0,
    stepMs: 1,
    backend: 'wasm',
  };
}

/** A processor that does a billion of everything a second. */
export const aProbe: ProbeResult = {
  backend: 'wasm',
  convolutionPerSecond: 1e9,
  productPerSecond: 1e9,
  features: [],
  unusable: {},
  tookMs: 5,
};

type Generate = (request: GenerateRequest, onProgress: OnProgress, signal: AbortSignal) => Promise<GenerateResult>;

/** An engine at the end of no channel: draws one pixel a picture, or does what the test says. */
export function anEngine(generate: Generate = async (request) => aResult(request)) {
  return {
    warm: vi.fn<Engine['warm']>(async () => ({ backend: 'wasm', threads: 1, startMs: 1, storageRefused: false })),
    probe: vi.fn<Engine['probe']>(async () => aProbe),
    download: vi.fn<Engine['download']>(async () => true),
    generate: vi.fn(generate),
    countPrompt: vi.fn<Engine['countPrompt']>(async () => undefined),
    enlarge: vi.fn<Engine['enlarge']>(async ({ width, height }, factor) => ({
      width: factor * width,
      height: factor * height,
      data: new Uint8ClampedArray(4 * factor ** 2 * width * height),
    })),
    motion: vi.fn<Engine['motion']>(async () => undefined),
    check: vi.fn<Engine['check']>(async () => ({ flagged: false })),
    requests: vi.fn<Engine['requests']>(async () => []),
    rest: vi.fn(() => false),
    terminate: vi.fn(),
  } satisfies Engine;
}

export function aSession(engine: Engine = anEngine(), model = aModel(), more: Partial<SessionOptions> = {}) {
  const startEngine = vi.fn(() => engine);
  const session = new Session({
    models: [model],
    host: defaultHostConfig,
    startEngine,
    baseUrl: 'https://host.test/',
    maxThreads: 1,
    ...more,
  });
  return { session, startEngine };
}

/** Draws until it is cancelled: one step a task, as the pipelines do. */
export const drawsUntilCancelled: Generate = async (_, onProgress, signal) => {
  for (let step = 1; ; step++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    signal.throwIfAborted();
    onProgress({ stage: 'denoising', step: Math.min(step, 50), steps: 50, elapsedMs: step });
  }
};

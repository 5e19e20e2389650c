import { createPipeline } from '../../src/pipelines/create';
import { initialSettings, settingsFor } from '../../src/session/settings';
import { toRequest } from '../../src/session/request';
import { openPlainFolder } from '../conformance/plain-folder';
import { openModelFolder } from '../model-folder';
import { nodeRuntime } from '../node-runtime';
import { median, rounded, type Measurement } from './measurement';

const threads = 2;
const repeats = 3;

/**
 * How cost grows: one line for each value, compared with the first of its table. `value` is milliseconds; the comparison
 * says how many times as much work was asked for, and how many times as long it took.
 */
export async function* growth(): AsyncGenerator<Measurement> {
  const runtime = nodeRuntime(threads);
  const sticker = await openModelFolder('models/sticker', runtime);
  const settings = { ...settingsFor(sticker.manifest, initialSettings()), seed: 1 };
  const pipeline = createPipeline(sticker.manifest.family);
  const draw = async (prompt: string, steps: number, pictures: number) => {
    const asked = { prompt, negativePrompt: '', reference: undefined };
    for (let i = 0; i < pictures; i++) {
      const own = { ...asked, settings: { ...settings, numInferenceSteps: steps } };
      await pipeline(sticker, toRequest(own, sticker.manifest, i), () => undefined, new AbortController().signal);
    }
  };
  await draw('a red apple', 1, 1); // opens the networks
  const apple = 'a red apple';
  yield* table('steps', [2, 4, 8, 16, 32], (steps) => draw(apple, steps, 1));
  yield* table('pictures', [1, 2, 4, 8], (pictures) => draw(apple, 4, pictures));
  // Words beyond those the model reads cost reading only.
  yield* table('prompt-words', [3, 19, 100, 1000], (words) => draw(Array(words).fill('apple').join(' '), 4, 1));
  await sticker.dispose();

  const folder = openPlainFolder('tests/golden/models/tiny-sdturbo', runtime);
  const diffusion = createPipeline(folder.manifest.family);
  const side = async (edge: number) => {
    const request = {
      ...{ modelId: 'folder', prompt: 'a cat', negativePrompt: '', seed: 1 },
      ...{ width: edge, height: edge, numInferenceSteps: 1, guidanceScale: 0 },
    };
    await diffusion(folder, request, () => undefined, new AbortController().signal);
  };
  await side(64);
  yield* table('picture-side', [64, 128, 256, 512], side, (edge) => edge ** 2);
  await folder.dispose();
}

async function* table(
  name: string,
  values: readonly number[],
  run: (value: number) => Promise<void>,
  work: (value: number) => number = (value) => value,
): AsyncGenerator<Measurement> {
  const times = new Map<number, number[]>(values.map((value) => [value, []]));
  // In turns, so that what else the machine does falls on all alike.
  for (let i = 0; i < repeats; i++) {
    for (const value of values) {
      const started = performance.now();
      await run(value);
      times.get(value)!.push(performance.now() - started);
    }
  }
  const [first] = values;
  const base = median(times.get(first!)!);
  for (const value of values) {
    const ms = median(times.get(value)!);
    yield {
      name: `growth-${name}-${value}`,
      value: rounded(ms),
      unit: 'ms',
      comparedWith: `${rounded(work(value) / work(first!))} × the work of ${first} in ${rounded(ms / base)} × its time`,
      note: `median of ${repeats} in turns, WASM in Node, ${threads} threads`,
    };
  }
}

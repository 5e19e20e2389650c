import { afterAll, expect, test, vi } from 'vitest';
import type { MotionRequest } from '../../../src/contract/motion';
import { prepareScene } from '../../../src/engine/motion-scene';
import { manifest, sticker } from '../sticker';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // real networks, on a machine that may be busy

const model = sticker();
afterAll(() => model.dispose());
const { width, height } = manifest.defaults;

const zoom: MotionRequest & { kind: 'camera' } = {
  ...{ modelId: manifest.id, negativePrompt: '', width, height, numInferenceSteps: 2, guidanceScale: 1 },
  ...{ kind: 'camera', move: 'endless-zoom', reach: 1, loop: false, seconds: 1, framesPerSecond: 6 },
  ...{ easing: 'linear', drawEvery: 1, between: 'blend', smoothing: 0 },
  keyFrames: [{ prompt: 'a red apple', seed: 7 }],
};

test('an endless zoom of one key frame goes on with its ground: the subject is not drawn again around itself', async () => {
  const { nested } = await prepareScene(model, zoom, () => undefined, new AbortController().signal);

  const outer = nested![1]!.whole;
  let red = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isMiddle = Math.abs(x - width / 2) < width / 4 && Math.abs(y - height / 2) < height / 4;
      const at = 4 * (y * width + x);
      if (!isMiddle && outer.data[at]! > outer.data[at + 2]! + 40) red++;
    }
  }
  expect(nested).toHaveLength(3);
  expect(red / (0.75 * width * height)).toBeLessThan(0.005);
});

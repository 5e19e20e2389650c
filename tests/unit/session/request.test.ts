import { describe, expect, test } from 'vitest';
import type { Pixels } from '../../../src/contract/pixels';
import { toRequest } from '../../../src/session/request';
import { initialSettings, settingsFor, type Settings } from '../../../src/session/settings';
import { aModel } from '../a-model';

const model = aModel();
const picture: Pixels = { width: 1, height: 1, data: new Uint8ClampedArray(4) };

function asked(changes: Partial<Settings> = {}, reference?: Pixels) {
  const settings = { ...settingsFor(model, initialSettings()), seed: 3, ...changes };
  return { prompt: ' a fox ', negativePrompt: ' blue ', settings, reference };
}

test('takes the model’s defaults', () => {
  expect(toRequest(asked(), model, 0)).toEqual({
    modelId: 'tiny',
    prompt: 'a fox',
    negativePrompt: 'blue',
    width: 256,
    height: 256,
    numInferenceSteps: 4,
    guidanceScale: 1,
    seed: 3,
  });
});

test('puts a style’s phrase behind the prompt', () => {
  expect(toRequest(asked({ styleId: 'flat' }), model, 0).prompt).toBe('a fox, flat style');
});

test('seeds count up, and the last one is followed by the first', () => {
  expect(toRequest(asked(), model, 2).seed).toBe(5);
  expect(toRequest(asked({ seed: 2 ** 32 - 1 }), model, 1).seed).toBe(0);
});

test('zero is a seed and a guidance scale', () => {
  expect(toRequest(asked({ seed: 0, guidanceScale: 0 }), model, 0)).toMatchObject({ seed: 0, guidanceScale: 0 });
});

test('leaves out a negative prompt that the model cannot take', () => {
  const limits = { ...model.limits, negative_prompt: false };

  expect(toRequest(asked(), aModel({ limits }), 0).negativePrompt).toBe('');
});

test('names a scheduler only when the visitor chose one', () => {
  expect(toRequest(asked({ scheduler: 'LCMScheduler' }), model, 0).scheduler).toBe('LCMScheduler');
  expect(toRequest(asked(), model, 0)).not.toHaveProperty('scheduler');
});

describe('the visitor’s own picture', () => {
  const memory = { index: 'memory/index.json', latents: 'memory/latents.bin' };

  test('is where an image-to-image model starts', () => {
    expect(toRequest(asked({ strength: 0.4 }, picture), model, 0)).toMatchObject({ image: picture, strength: 0.4 });
    expect(toRequest(asked({}, picture), model, 0)).not.toHaveProperty('references');
  });

  test('is a reference for a model with an artwork memory: strength says how much of it may change', () => {
    const request = toRequest(asked({ strength: 0.5 }, picture), aModel({ memory }), 0);

    expect(request).toMatchObject({ references: [picture], strength: 0.5 });
    expect(request).not.toHaveProperty('image');
  });

  test('may be given without a word, in a style too; nothing at all, or to a model that only knows text, may not', () => {
    const wordless = (changes: Partial<Settings> = {}) => ({ ...asked(changes, picture), prompt: '  ' });
    const stickers = aModel({ memory });

    expect(toRequest(wordless(), stickers, 0)).toMatchObject({ prompt: 'this', references: [picture] });
    expect(toRequest(wordless({ styleId: 'flat' }), stickers, 0)).toMatchObject({ prompt: 'this, flat style' });
    expect(() => toRequest({ ...asked(), prompt: ' ' }, stickers, 0)).toThrow('the prompt is empty');
    expect(() => toRequest(wordless(), aModel({ tasks: ['text-to-image'] }), 0)).toThrow('the prompt is empty');
  });

  test('is left out by a model that only knows text', () => {
    expect(toRequest(asked({}, picture), aModel({ tasks: ['text-to-image'] }), 0)).not.toHaveProperty('image');
  });
});

test('a refusal names the field and its range', () => {
  const says = (changes: Partial<Settings>) => {
    try {
      toRequest(asked(changes), model, 0);
    } catch (error) {
      return (error as Error).message;
    }
  };

  expect(says({ numInferenceSteps: 21 })).toBe('steps must be from 1 to 20');
  expect(says({ seed: 1.5 })).toBe('seed must be a whole number');
  expect(says({ guidanceScale: 11 })).toBe('guidance must be from 0 to 10');
  expect(says({ width: 300 })).toBe('this model draws 256 × 256, 256 × 320');
  expect(says({ numPictures: 17 })).toBe('number of pictures must be from 1 to 16');
});

import { expect, test, vi } from 'vitest';
import type { Preferences } from '../../../src/contract/preferences';
import { dropPreferences, keepPreferences, readPreferences } from '../../../src/storage/preferences';
import { aModel } from '../a-model';
import { withLocalStorage } from '../local-storage';

const models = [aModel()];
const [width, height] = models[0]!.limits.sizes[0]!;
const kept = withLocalStorage();

test('what was kept is read back, and gone when dropped', () => {
  const preferences: Preferences = {
    theme: 'dark',
    movement: 'reduced',
    language: 'ar',
    modelId: models[0]!.id,
    width,
    height,
  };

  expect(readPreferences(models)).toBeUndefined();
  expect(keepPreferences(preferences, models)).toBe(true);
  expect(readPreferences(models)).toEqual(preferences);

  dropPreferences();
  expect(readPreferences(models)).toBeUndefined();
  expect(kept.size).toBe(0);
});

const content = 'qqmarkerqq a fox';
const wrong: readonly (readonly [string, unknown])[] = [
  ...['theme', 'movement', 'language', 'modelId', 'width', 'height', 'prompt', content].map(
    (name) => [`${content} as ${name}`, { [name]: content }] as const,
  ),
  ['content beside the rest', { theme: 'dark', prompt: content, history: [content] }],
  ['content inside a setting', { theme: { name: content }, language: [content] }],
  ['a text', content],
  ['a list', [content]],
  ['a size that no model draws', { modelId: models[0]!.id, width: 31337, height: 1 }],
];

test.each(wrong)('no content can be kept: %s', (_, value) => {
  keepPreferences(value as Preferences, models);

  expect([...kept.keys()]).toEqual(['ephemera-settings']);
  expect([...kept.values()].join()).not.toMatch(/qqmarkerqq|31337/);
});

test.each([...wrong.map(([, value]) => JSON.stringify(value)), 'no JSON {', 'null', ''])(
  'what somebody else put there is not believed: %s',
  (text) => {
    kept.set('ephemera-settings', text);

    const read = readPreferences(models);

    expect(JSON.stringify(read ?? null)).not.toMatch(/qqmarkerqq|31337/);
  },
);

test('a browser that refuses storage says so, and nothing is thrown', () => {
  vi.stubGlobal('localStorage', undefined);

  expect(keepPreferences({ theme: 'dark' }, models)).toBe(false);
  expect(readPreferences(models)).toBeUndefined();
  expect(dropPreferences).not.toThrow();
});

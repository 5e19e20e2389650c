import { expect, test } from 'vitest';
import { languageCodes } from '../../../src/contract/preferences';
import { en } from '../../../src/ui/messages/en';
import { languages, preferredLanguage } from '../../../src/ui/messages/messages.svelte';

/** Every message by its path; functions are called with numbers. */
function flat(value: unknown, path = ''): Map<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value === 'function') {
    if (path === '.inspect.finding') return new Map(); // takes findings; its words are the compiler's business
    return new Map([[path, String((value as (...args: unknown[]) => unknown)(3, 5, 7))]]);
  }
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...flat(inner, `${path}.${key}`)]));
}

const english = flat(en);
/** Names, formats and numbers, and words that several languages share with English. */
const mayStay = /^\P{L}*$|^\P{L}*(MB|KB|MP4 \(H\.264\)|WebM|GIF|PNG|Ephemera|Ctrl \+ Enter)\P{L}*$/u;

test.each(languageCodes.filter((code) => code !== 'en'))('%s says everything, in its own words', async (code) => {
  const own = flat(await languages[code].load());

  expect([...own.keys()].sort()).toEqual([...english.keys()].sort());
  const untranslated = [...own].filter(([path, text]) => text === english.get(path) && !mayStay.test(text));
  const long = untranslated.filter(([, text]) => text.length > 20 || /[^\p{Script=Latin}\P{L}]/u.test(text));
  expect(long).toEqual([]);
  // Prompt, Zoom, Clip … are the same word in some languages, a whole page of them is not.
  expect(untranslated.length / english.size).toBeLessThan(0.08);
  expect([...own.values()].filter((text) => text.trim() === '')).toEqual([]);
  expect([...own].filter(([path, text]) => /undefined|NaN/.test(text) && !path.includes('.inspect.'))).toEqual([]);
});

test('the first language of the visitor that is here is used, else English', () => {
  expect(preferredLanguage(['nl-BE', 'fr-CA', 'de'])).toBe('fr');
  expect(preferredLanguage(['zh-Hans-CN'])).toBe('zh');
  expect(preferredLanguage(['tlh'])).toBe('en');
  expect(preferredLanguage([])).toBe('en');
});

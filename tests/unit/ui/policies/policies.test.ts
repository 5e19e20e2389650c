import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withPrivacyBlocks } from '../../../../tools/privacy-lib';
import { languageCodes } from '../../../../src/contract/preferences';
import { policies as english } from '../../../../src/ui/policies/en';
import { policyTexts } from '../../../../src/ui/policies/texts';
import { refusedHere } from '../../../../src/session/content-rules';

const sentences = (texts: typeof english) =>
  [texts.promises, texts.limits, texts.ruleSentences, texts.rightTexts].flatMap((group) => Object.entries(group));

test('PRIVACY.md and the page say the same', () => {
  const text = readFileSync(join(import.meta.dirname, '../../../../PRIVACY.md'), 'utf8');

  expect(withPrivacyBlocks(text)).toBe(text);
});

test.each(languageCodes.filter((code) => code !== 'en'))('%s says all of it, in its own words', async (code) => {
  const own = sentences(await policyTexts[code]());

  expect(own.map(([id]) => id)).toEqual(sentences(english).map(([id]) => id));
  const same = new Set(sentences(english).map(([, text]) => text));
  expect(own.filter(([, text]) => text.trim() === '' || same.has(text))).toEqual([]);
});

test('a stricter host refuses more', () => {
  const [open, standard, strict] = (['open', 'standard', 'strict'] as const).map((level) => refusedHere(level).length);

  expect(open).toBeGreaterThan(0);
  expect(standard).toBeGreaterThan(open!);
  expect(strict).toBeGreaterThan(standard!);
});

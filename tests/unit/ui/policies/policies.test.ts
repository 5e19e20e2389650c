import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withPrivacyBlocks } from '../../../../tools/privacy-lib';
import { languageCodes } from '../../../../src/contract/preferences';
import { policies as english } from '../../../../src/ui/policies/en';
import { promises } from '../../../../src/ui/policies/promises';
import { policyTexts } from '../../../../src/ui/policies/texts';
import { refusedHere } from '../../../../src/session/content-rules';

const sentences = (texts: typeof english) =>
  [texts.promises, texts.limits, texts.ruleSentences, texts.rightTexts, texts.rightButtons, texts.rightDone].flatMap(
    (group) => Object.entries(group),
  );

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

test('every promise names files that exist, and a test that a run of the tests takes in', () => {
  const root = join(import.meta.dirname, '../../../..');
  for (const { keptBy, provedBy } of promises) {
    expect(keptBy.length).toBeGreaterThan(0);
    expect(provedBy.length).toBeGreaterThan(0);
    for (const path of [...keptBy, ...provedBy]) expect(existsSync(join(root, path)), path).toBe(true);
    for (const path of provedBy) {
      expect(path).toMatch(/^tests\/(unit\/.*\.test|browser\/.*\.spec)\.ts$/);
      const text = readFileSync(join(root, path), 'utf8');
      expect(text, path).toMatch(/\b(test|plain)(\.\w+)*[(<]/);
      expect(text, path).not.toMatch(/\b(test|plain)\.(only|fixme)\b/);
    }
  }
});

test('a stricter host refuses more', () => {
  const [open, standard, strict] = (['open', 'standard', 'strict'] as const).map((level) => refusedHere(level).length);

  expect(open).toBeGreaterThan(0);
  expect(standard).toBeGreaterThan(open!);
  expect(strict).toBeGreaterThan(standard!);
});

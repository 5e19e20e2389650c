import { describe, expect, test } from 'vitest';
import { errorNameOf, errorNames, namedError } from '../../../src/contract/errors';
import { languageCodes } from '../../../src/contract/preferences';
import { refusal, ruleIds } from '../../../src/contract/refusals';
import { describeError } from '../../../src/ui/describe-error';
import { en } from '../../../src/ui/messages/en';
import { languages } from '../../../src/ui/messages/messages.svelte';

describe.each(errorNames)('%s', (name) => {
  test('has a sentence of its own', () => {
    const detail = name === 'SafetyError' ? 'minors' : 'steps must be from 1 to 20';
    const sentence = describeError(name, detail, en);

    expect(sentence).toMatch(/^[A-Z].{15,}\.$/s);
    const others = errorNames.filter((other) => other !== name);
    expect(others.map((other) => describeError(other, detail, en))).not.toContain(sentence);
  });
});

test('an error of the request says which setting is wrong', () => {
  expect(describeError('BadRequestError', 'steps must be from 1 to 20', en)).toContain('steps must be from 1 to 20');
});

test('what is thrown and unknown has a name, and shows nothing of itself', () => {
  const secret = new TypeError('a secret prompt');

  expect(errorNameOf(secret)).toBe('UnknownError');
  expect(errorNameOf('a secret prompt')).toBe('UnknownError');
  expect(errorNameOf(new DOMException('stop', 'AbortError'))).toBe('AbortError');
  expect(errorNameOf(namedError('NoFaceError', 'none'))).toBe('NoFaceError');
  expect(describeError(errorNameOf(secret), secret.message, en)).not.toContain('secret');
});

test.each(languageCodes)('a refusal names its rule in %s', async (code) => {
  const t = await languages[code].load();

  for (const id of [...ruleIds, 'nude-photo', 'explicit-film'] as const) {
    const sentence = describeError('SafetyError', refusal(id).message, t);
    expect(sentence).toContain(t.refusals[id]);
    expect(sentence).toMatch(/[.。]$/);
    expect(sentence).not.toMatch(/[.。]{2}$/);
    if (code !== 'en') expect(t.refusals[id]).not.toBe(en.refusals[id]);
  }
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultHostConfig, mostThreshold, readHostConfig } from '../../../src/contract/host';

test('an empty host.json gives the defaults', () => {
  expect(readHostConfig({})).toEqual(defaultHostConfig);
});

test('the host.json that ships says what the defaults are', () => {
  expect(readHostConfig(JSON.parse(readFileSync('public/host.json', 'utf8')))).toEqual(defaultHostConfig);
});

test('what a host sets is kept', () => {
  const set = {
    level: 'strict',
    pictureCheck: { threshold: 0.4, revealForAdults: false },
    contact: 'mail@example.org',
    contentRules: 'Be kind.',
  };

  expect(readHostConfig(set)).toEqual(set);
});

test.each([
  ['a level that does not exist', { level: 'off' }, 'level'],
  ['a picture check turned off', { pictureCheck: { threshold: 1 } }, 'threshold'],
  ['a threshold of no number', { pictureCheck: { threshold: '0.5' } }, 'threshold'],
  ['a threshold of nothing', { pictureCheck: { threshold: NaN } }, 'threshold'],
  ['a rule that is not for hosts', { minors: false }, 'minors'],
  ['a misspelt field', { pictureCheck: { treshold: 0.5 } }, 'treshold'],
  ['text that is none', { contact: 5 }, 'contact'],
  ['a list', [], 'object'],
  ['null', null, 'object'],
])('%s is refused, and the message names it', (_, json, named) => {
  expect(() => readHostConfig(json)).toThrow(named);
});

test('the laxest threshold still flags what the network is sure of', () => {
  expect(mostThreshold).toBeLessThan(1);
});

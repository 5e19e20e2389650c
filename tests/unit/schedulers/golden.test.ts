import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { passes } from '../../../tools/conformance/finding';
import { checkScheduler } from '../../../tools/conformance/schedulers';

const folder = new URL('../../golden/schedulers/', import.meta.url);
const names = readdirSync(folder).filter((name) => name !== 'index.json');
const read = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

test.each(names)('%s: every step is what diffusers computes', (name) => {
  const finding = checkScheduler(read(name));

  expect(passes(finding), JSON.stringify(finding)).toBe(true);
});

test('a wrong number in a golden is found', () => {
  const golden = read('ddim_leading_eps_10.json');
  golden.steps[4].prev_sample[7] += 0.001;

  expect(passes(checkScheduler(golden))).toBe(false);
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { portableCosSinTurns, portableLog } from '../../../src/tensor/portable-math';
import { normalSource, randomNormal } from '../../../src/tensor/random';

interface Case {
  readonly seed: number;
  readonly shape: number[];
  readonly values: number[];
  readonly next16: number[];
}
const golden = JSON.parse(readFileSync(new URL('../../golden/misc/torch_cpu_randn.json', import.meta.url), 'utf8'));

test.each(golden.cases as Case[])('seed $seed draws what torch draws, $shape', ({ seed, shape, values, next16 }) => {
  const draw = normalSource(seed);
  const drawn = [...draw(shape).data, ...draw([16]).data];

  for (const [i, value] of [...values, ...next16].entries()) expect(drawn[i]).toBeCloseTo(value, 5);
});

test('noise has mean 0 and spread 1, and another seed gives other noise', () => {
  const { data } = randomNormal([100_000], 5);
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;

  expect(Math.abs(mean)).toBeLessThan(0.01);
  expect(Math.abs(variance - 1)).toBeLessThan(0.01);
  expect(randomNormal([16], 6).data).not.toEqual(randomNormal([16], 5).data);
});

test('the portable functions are the engine’s own to 1e-13', () => {
  for (let i = 1; i < 2000; i++) {
    const u = i / 2000;
    const [cos, sin] = portableCosSinTurns(u);
    expect(Math.abs(portableLog(u) - Math.log(u))).toBeLessThan(1e-13);
    expect(Math.abs(cos - Math.cos(2 * Math.PI * u))).toBeLessThan(1e-13);
    expect(Math.abs(sin - Math.sin(2 * Math.PI * u))).toBeLessThan(1e-13);
  }
  expect(portableLog(2 ** -24)).toBeCloseTo(-24 * Math.LN2, 12);
});

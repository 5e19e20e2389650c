import { expect, test } from 'vitest';
import { absoluteError, equality, passes, relativeError, worst } from '../../../tools/conformance/finding';

test('the worst finding is the one furthest over its tolerance, behind exact ones too', () => {
  const small = { where: 'small', error: 1e-6, tolerance: 1e-4 };
  const large = { where: 'large', error: 1e-3, tolerance: 1e-4 };

  expect(worst([equality('ids', [1], [1]), small, large])).toBe(large);
  expect(worst([small, equality('ids', [1], [2])]).where).toBe('ids');
  expect(worst([equality('ids', [1], [1]), { where: 'nan', error: NaN, tolerance: 1 }]).where).toBe('nan');
});

test('NaN, a missing value and a value too many never pass', () => {
  for (const error of [
    absoluteError([NaN], [0]),
    absoluteError([0], [NaN]),
    relativeError([0, 0], [0]),
    relativeError([], [0]),
  ]) {
    expect(passes({ where: '', error, tolerance: 1e30 })).toBe(false);
  }
});

test('a case that compares nothing is no pass', () => {
  expect(() => worst([])).toThrow('compares nothing');
});

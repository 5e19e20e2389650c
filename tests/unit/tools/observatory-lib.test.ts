import { expect, test } from 'vitest';
import { gradeOf, type Scan } from '../../../tools/observatory-lib';

const csp = { pass: true, result: 'csp-implemented-with-no-unsafe-default-src-none', scoreModifier: 10 };
const top: Scan = {
  scan: { grade: 'A+', score: 135, testsPassed: 1, testsQuantity: 1 },
  tests: { 'content-security-policy': csp },
};

test('the top grade is one only where every test passed', () => {
  expect(gradeOf(top)).toEqual({
    lines: [
      '✓ content-security-policy: csp-implemented-with-no-unsafe-default-src-none (10)',
      'Grade A+, 135 points, 1 of 1 tests.',
    ],
    isTop: true,
  });
});

test.each([
  ['a lower grade', { ...top, scan: { ...top.scan, grade: 'A' } }],
  ['a test that failed', { ...top, tests: { ...top.tests, redirection: { ...csp, pass: false } } }],
  ['no test at all', { ...top, tests: {} }],
])('%s is not the top', (_, scan) => {
  expect(gradeOf(scan).isTop).toBe(false);
});

/** What Mozilla's scorer answers, as far as it is read here. */
export interface Scan {
  readonly scan: {
    readonly grade: string;
    readonly score: number;
    readonly testsPassed: number;
    readonly testsQuantity: number;
  };
  readonly tests: Readonly<
    Record<string, { readonly pass: boolean; readonly result: string; readonly scoreModifier: number }>
  >;
}

/** A line a test, the grade, and whether it is the top one with every test passed. */
export function gradeOf({ scan, tests }: Scan): { readonly lines: string[]; readonly isTop: boolean } {
  const all = Object.entries(tests);
  const lines = all.map(
    ([name, { pass, result, scoreModifier }]) => `${pass ? '✓' : '✗'} ${name}: ${result} (${scoreModifier})`,
  );
  const { grade, score, testsPassed, testsQuantity } = scan;
  lines.push(`Grade ${grade}, ${score} points, ${testsPassed} of ${testsQuantity} tests.`);
  return { lines, isTop: grade === 'A+' && all.length > 0 && all.every(([, { pass }]) => pass) };
}

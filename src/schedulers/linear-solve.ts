/** Solves `matrix · x = wanted` by Gaussian elimination with partial pivoting; `matrix` has rows. For a handful of unknowns. */
export function solveLinear(matrix: readonly (readonly number[])[], wanted: readonly number[]): number[] {
  const size = wanted.length;
  const rows = matrix.map((row, i) => [...row, wanted[i]!]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column; i < size; i++) if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let i = column + 1; i < size; i++) {
      const factor = rows[i]![column]! / rows[column]![column]!;
      for (let k = column; k <= size; k++) rows[i]![k]! -= factor * rows[column]![k]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    const known = solution.reduce((sum, value, k) => (k > i ? sum + rows[i]![k]! * value : sum), 0);
    solution[i] = (rows[i]![size]! - known) / rows[i]![i]!;
  }
  return solution;
}

export interface Finding {
  /** What is wrong, as a claim about files: `Content-Type is text/plain`. */
  readonly problem: string;
  readonly fix: string;
  /** The files it was seen on. */
  readonly where: readonly string[];
}

/** Collects what is found; the same problem on many files is one finding. */
export function findings() {
  const found = new Map<string, { problem: string; fix: string; where: string[] }>();
  let checks = 0;
  return {
    /** Counts a check, and its finding when it does not hold. */
    check(holds: boolean, where: string, problem: string, fix: string): void {
      checks++;
      if (holds) return;
      const key = `${problem}\n${fix}`;
      const known = found.get(key) ?? { problem, fix, where: [] };
      known.where.push(where);
      found.set(key, known);
    },
    count: () => checks,
    all: (): readonly Finding[] => [...found.values()],
  };
}

export type Findings = ReturnType<typeof findings>;

/** `Problem, on a.js and 12 more.` and, on the next line, what to do. */
export function findingText({ problem, fix, where }: Finding): string {
  const more = where.length > 1 ? ` and ${where.length - 1} more` : '';
  return `✗ ${problem}: ${where[0] ?? ''}${more}\n  → ${fix}`;
}

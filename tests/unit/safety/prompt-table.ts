import { readFileSync } from 'node:fs';
import { checkPrompt } from '../../../src/safety/check-prompt';
import type { SafetyLevel } from '../../../src/contract/host';

/** A row of prompts.tsv or known-errors.tsv: what should come of a prompt, and what came. */
export interface Row {
  readonly expected: string;
  readonly language: string;
  readonly level: SafetyLevel;
  readonly place: 'text' | 'photo';
  /** `plain`; `evasion`: written so as to slip through; `twin`: innocent, with a word that looks guilty. */
  readonly kind: string;
  readonly prompt: string;
  readonly got: string;
}

export function promptTable(file = 'prompts.tsv'): Row[] {
  const lines = readFileSync(`tests/unit/safety/${file}`, 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => {
    // The columns are ours, and the test that counts them fails on a malformed line.
    const [expected, language, level, place, kind, written] = line.split('\t') as [
      string,
      string,
      SafetyLevel,
      Row['place'],
      string,
      string,
    ];
    const prompt = written.replace(/\\u([\da-f]{4})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    const verdict = checkPrompt(prompt, { photo: place === 'photo' }, level);
    return { expected, language, level, place, kind, prompt, got: verdict.allowed ? 'allowed' : verdict.rule };
  });
}

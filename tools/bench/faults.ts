import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from './measurement';

/** The fault loop of the unit tests, longer and in another order. */
export async function* faults(count = 240, seed = 2026): AsyncGenerator<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'ephemera-faults-'));
  try {
    const report = join(folder, 'totals.json');
    await run('npx', ['vitest', 'run', 'tests/unit/faults', '--silent'], {
      EPHEMERA_FAULTS: String(count),
      EPHEMERA_FAULTS_SEED: String(seed),
      EPHEMERA_FAULTS_REPORT: report,
    });
    const totals = JSON.parse(await readFile(report, 'utf8')) as {
      injected: number;
      recovered: number;
      reported: number;
      failed: string[];
    };
    const note = `seed ${seed}; the default model at 2 steps in Node, workers, host, storage and card broken at every stage`;
    yield { name: 'faults-injected', value: totals.injected, unit: 'faults', note };
    yield {
      name: 'faults-recovered',
      value: totals.recovered,
      unit: 'faults',
      note: 'with the right picture to the byte',
    };
    yield {
      name: 'faults-reported',
      value: totals.reported,
      unit: 'faults',
      note: 'faults that nothing can get around: a sentence, nothing lost, and the next picture is right',
    };
    yield {
      name: 'faults-failed',
      value: totals.failed.length,
      unit: 'faults',
      note: totals.failed.join('; ') || 'must be 0',
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Fails only if it cannot be started: what the test found is in its report. */
function run(command: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runConformance } from '../../../tools/conformance/run';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // the runtime takes its time on a busy machine

const golden = new URL('../../golden/', import.meta.url).pathname;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  mkdirSync(join(folder, 'schedulers'));
  cpSync(join(golden, 'schedulers', 'lcm_4.json'), join(folder, 'schedulers', 'renamed.json'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run() {
  const lines: string[] = [];
  const counts = await runConformance(folder, ['schedulers', 'misc', 'e2e'], (line) => lines.push(line));
  return { ...counts, lines };
}

test('whatever lies in the folder is a case, by its file’s own name', async () => {
  expect(await run()).toEqual({ passed: 1, failed: 0, lines: [] });
});

test('a malformed case fails with its name, and the others go on', async () => {
  writeFileSync(join(folder, 'schedulers', 'broken.json'), '{"name": "broken", ');
  writeFileSync(join(folder, 'schedulers', 'empty.json'), '{}');
  writeFileSync(join(folder, 'schedulers', 'index.json'), '{"cases": [{"name": "renamed"}, {"name": "missing"}]}');
  mkdirSync(join(folder, 'misc'));
  writeFileSync(join(folder, 'misc', 'unheard-of.json'), '{}');

  const { passed, failed, lines } = await run();

  expect([passed, failed]).toEqual([1, 4]);
  for (const name of ['schedulers/broken', 'schedulers/empty', 'schedulers/missing', 'misc/unheard-of.json']) {
    expect(lines.filter((line) => line.startsWith(`FAILED ${name}:`))).toHaveLength(1);
  }
});

test('an index that cannot be read fails its part, and the other parts go on', async () => {
  writeFileSync(join(folder, 'schedulers', 'index.json'), 'not JSON');
  mkdirSync(join(folder, 'misc'));
  cpSync(join(golden, 'misc', 'cfg.json'), join(folder, 'misc', 'cfg.json'));

  const { passed, failed, lines } = await run();

  expect([passed, failed]).toEqual([4, 1]);
  expect(lines[0]).toMatch(/^FAILED schedulers:/);
});

test('a picture that differs from the reference fails with error and tolerance', async () => {
  mkdirSync(join(folder, 'e2e'));
  cpSync(join(golden, 'e2e', 'sdturbo_t2i_1'), join(folder, 'e2e', 'turbo'), { recursive: true });
  cpSync(join(golden, 'e2e', 'sdturbo_t2i_1'), join(folder, 'e2e', 'wrong'), { recursive: true });
  cpSync(join(golden, 'models', 'tiny-sdturbo'), join(folder, 'models', 'tiny-sdturbo'), { recursive: true });
  cpSync(join(golden, 'e2e', 'sdturbo_fp16_t2i_1', 'noise_0.npy'), join(folder, 'e2e', 'wrong', 'final_latents.npy'));

  const { passed, failed, lines } = await run();

  expect([passed, failed]).toEqual([2, 1]);
  expect(lines[0]).toMatch(/^FAILED e2e\/wrong: worst error [\d.]+ in final_latents, tolerance [\d.]+$/);
});

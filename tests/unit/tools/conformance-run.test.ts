import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runConformance } from '../../../tools/conformance/run';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // the runtime takes its time on a busy machine

const here = new URL('../../golden/', import.meta.url).pathname;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  mkdirSync(join(folder, 'schedulers'));
  cpSync(join(here, 'schedulers', 'lcm_4.json'), join(folder, 'schedulers', 'renamed.json'));
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

test('an index that cannot be read fails in one line, and what lies in the folder is checked all the same', async () => {
  writeFileSync(join(folder, 'schedulers', 'index.json'), 'not\nJSON');
  mkdirSync(join(folder, 'misc'));
  cpSync(join(here, 'misc', 'cfg.json'), join(folder, 'misc', 'cfg.json'));

  const { passed, failed, lines } = await run();

  expect([passed, failed]).toEqual([5, 1]);
  expect(lines[0]).toMatch(/^FAILED schedulers\/index\.json: .*$/);
});

test('a seed of 64 bits loses none of them', async () => {
  mkdirSync(join(folder, 'misc'));
  const golden = JSON.parse(readFileSync(join(here, 'misc', 'torch_cpu_randn.json'), 'utf8')) as {
    cases: { seed: number }[];
  };
  const wide = golden.cases.filter(({ seed }) => seed === 2 ** 32 - 1); // the generator takes the lower 32 bits
  const text = JSON.stringify({ ...golden, cases: wide }).replace('4294967295', String(2n ** 63n - 1n));
  writeFileSync(join(folder, 'misc', 'torch_cpu_randn.json'), text);

  expect(await run()).toEqual({ passed: 2, failed: 0, lines: [] });
});

test('a picture that differs from the reference fails with error and tolerance', async () => {
  mkdirSync(join(folder, 'e2e'));
  cpSync(join(here, 'e2e', 'sdturbo_t2i_1'), join(folder, 'e2e', 'turbo'), { recursive: true });
  cpSync(join(here, 'e2e', 'sdturbo_t2i_1'), join(folder, 'e2e', 'wrong'), { recursive: true });
  cpSync(join(here, 'models', 'tiny-sdturbo'), join(folder, 'models', 'tiny-sdturbo'), { recursive: true });
  cpSync(join(here, 'e2e', 'sdturbo_fp16_t2i_1', 'noise_0.npy'), join(folder, 'e2e', 'wrong', 'final_latents.npy'));

  const { passed, failed, lines } = await run();

  expect([passed, failed]).toEqual([2, 1]);
  expect(lines[0]).toMatch(/^FAILED e2e\/wrong: worst error [\d.]+ in final_latents, tolerance [\d.]+$/);
});

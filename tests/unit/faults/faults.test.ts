import 'fake-indexeddb/auto';
import { writeFileSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { modelFile } from '../../../src/catalog/catalog';
import { defaultHostConfig } from '../../../src/contract/host';
import { startEngine } from '../../../src/engine/client';
import { ask } from '../../../src/session/ask';
import { Session } from '../../../src/session/session.svelte';
import { forgetAllModels, getChunk, putChunk } from '../../../src/storage/model-cache';
import { manifest } from '../sticker';
import { faultsFor, type Fault } from './faults';
import { baseUrl, FaultyWorld } from './faulty-world';

vi.mock('../../../src/engine/diffusion.worker?worker&url', () => ({ default: '/worker.js' }));
// As it is, but open to a fault: a module's own names cannot be changed from outside.
vi.mock('../../../src/storage/model-cache', async (original) => ({
  ...(await original<typeof import('../../../src/storage/model-cache')>()),
}));

/** `npm run bench -- --only faults` asks for more, and for another order. */
const count = Number(process.env['EPHEMERA_FAULTS'] ?? 16);
const seed = Number(process.env['EPHEMERA_FAULTS_SEED'] ?? 1);
const report = process.env['EPHEMERA_FAULTS_REPORT'];
vi.setConfig({ testTimeout: 120_000 + count * 30_000 }); // real networks, on a machine that may be busy

const steps = 2;
const world = new FaultyWorld();
const jobs = [
  { prompt: 'a red apple', seed: 7 },
  { prompt: 'a blue whale', seed: 8 },
];
const references = new Map<number, Uint8ClampedArray>();
const patience = { tickMs: 20, ticksToStart: 100, ticksAtFirst: 100, times: 5, leastTicks: 60 };
const earlier = { width: 1, height: 1, data: Uint8ClampedArray.of(1, 2, 3, 255) };

afterAll(() => world.end());

function newSession(job: (typeof jobs)[number], keepModels: boolean): Session {
  const session = new Session({
    models: [manifest],
    host: defaultHostConfig,
    startEngine: (options, verdict) => startEngine(options, verdict, patience),
    baseUrl,
    maxThreads: 1,
  });
  session.chooseKeepModels(keepModels);
  session.addPicture({ pixels: earlier }, { label: 'an earlier picture', sourceType: 'trainedAlgorithmicMedia' });
  session.content.prompt = job.prompt;
  Object.assign(session.content.settings, { seed: job.seed, isSeedLocked: true, numInferenceSteps: steps });
  return session;
}

/** Draws, and says what became of the job: 'right', 'wrong', or an error's name; with what is missing of what was there. */
async function draw(session: Session, expected: Uint8ClampedArray | undefined) {
  const before = { prompt: session.content.prompt, settings: { ...session.content.settings } };
  const pictures = session.content.pictures.length;
  await ask(session);
  const { content, job } = session;
  const isKept =
    content.pictures[0]!.pixels.data === earlier.data &&
    earlier.data.join() === '1,2,3,255' &&
    content.prompt === before.prompt &&
    JSON.stringify(content.settings) === JSON.stringify(before.settings);
  const made = content.pictures[pictures]?.pixels.data;
  if (!isKept) return 'lost something';
  if (job.state === 'failed') return made ? 'failed with a picture' : job.errorName;
  if (job.state !== 'done' || !made) return job.state;
  if (!expected) return 'right';
  return made.every((value, i) => value === expected[i]) ? 'right' : 'wrong picture';
}

async function referenceOf(i: number): Promise<Uint8ClampedArray> {
  const known = references.get(i);
  if (known) return known;
  world.fault = undefined;
  const session = newSession(jobs[i]!, false);
  expect(await draw(session, undefined)).toBe('right');
  const { data } = session.content.pictures.at(-1)!.pixels;
  session.forget();
  references.set(i, data);
  return data;
}

/** A changed byte in what the browser keeps. */
async function corruptStorage(session: Session): Promise<void> {
  await session.warm();
  const file = modelFile(manifest, manifest.components['transformer']!.file, baseUrl);
  const chunk = (await getChunk(file, 0))!;
  chunk[1000]! ^= 1;
  await putChunk(file, 0, chunk);
  session.chooseKeepModels(true); // ends the worker: the next one reads what is kept
}

async function inject(fault: Fault, i: number): Promise<string | undefined> {
  const expected = await referenceOf(i % jobs.length);
  const session = newSession(jobs[i % jobs.length]!, fault.place === 'storage');
  if (fault.kind === 'cache-corrupted') await corruptStorage(session);
  world.fault = fault;
  const became = await draw(session, expected);
  const wasPassed = world.passed > 0 || fault.place === 'storage';
  world.fault = undefined;
  // Whatever it was, the session is as good as new.
  const after = fault.outcome === 'reported' ? await draw(session, expected) : 'right';
  session.forget();
  world.endWorkers();
  await forgetAllModels(); // the next one is to fetch again
  if (!wasPassed) return 'the fault did not come about';
  if (after !== 'right') return `the next picture: ${after}`;
  if (fault.outcome === 'recovered') return became === 'right' ? undefined : became;
  return /Error$/.test(became) && became !== 'AbortError' ? undefined : became;
}

test(`${count} faults at every stage of a job: the right picture, or a sentence with nothing lost`, async () => {
  const totals = { injected: 0, recovered: 0, reported: 0, failed: [] as string[] };

  for (const [i, fault] of faultsFor(seed, count, steps).entries()) {
    const failure = await inject(fault, i);
    totals.injected++;
    if (failure === undefined) totals[fault.outcome]++;
    else totals.failed.push(`${fault.kind} at ${fault.place}, ${fault.lasting}: ${failure}`);
    if (report) writeFileSync(report, JSON.stringify(totals)); // as it goes: a long run can be watched
  }

  expect(totals.failed).toEqual([]);
  expect(totals.recovered + totals.reported).toBe(count);
});

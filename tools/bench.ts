import { writeFile } from 'node:fs/promises';
import { motionBenchmarks } from './bench-motion';
import { visitTimes } from './bench/visits';
import { faults } from './bench/faults';
import { filmWatermark } from './bench/film-watermark';
import type { Benchmark, Measurement } from './bench/measurement';
import { forecasts } from './bench/forecast';
import { fullSize } from './bench/full-size';
import { growth } from './bench/growth';
import { nativeRatio } from './bench/native';
import { peers } from './bench/peers/peers';
import { pageBytes } from './bench/page-bytes';
import { pipelineOverhead } from './bench/pipeline-overhead';
import { portraitCheck } from './bench/portrait-check';
import { responsiveness } from './bench/responsiveness';
import { safety } from './bench/safety';
import { soak } from './bench/soak';
import { timeLeft } from './bench/time-left';
import { upscaling } from './bench/upscale';
import { vaeTiling } from './bench/vae-tiling';
import { readArguments, UsageError } from './command-line';

/** `npm run bench [-- --only NAME --json FILE]`: one JSON object a line. Needs a build (npm run build) for the page's. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  'page-bytes': () => pageBytes(),
  visits: () => visitTimes(),
  'pipeline-overhead': () => pipelineOverhead(),
  growth: () => growth(),
  forecast: () => forecasts(),
  responsiveness: () => responsiveness(),
  'time-left': () => timeLeft(),
  safety: () => safety(),
  'film-watermark': () => filmWatermark(),
  portraits: () => portraitCheck(),
  'vae-tiling': () => vaeTiling(),
  upscale: () => upscaling(),
  motion: () => motionBenchmarks(),
};

/** Only when asked for by name: they fetch what they compare with into .cache/peers, take gigabytes, or many minutes. */
const onRequest: Readonly<Record<string, Benchmark>> = {
  native: () => nativeRatio(),
  peers: () => peers(),
  'full-size': () => fullSize(),
  soak: () => soak(),
  faults: () => faults(),
};

const usage = `npm run bench [-- --only NAME --json FILE]
    NAME: ${Object.keys(benchmarks).join(', ')}; and by name only: ${Object.keys(onRequest).join(', ')}`;
async function main(): Promise<void> {
  const { values } = readArguments(usage, { options: { only: { type: 'string' }, json: { type: 'string' } } });
  const all = { ...benchmarks, ...onRequest };
  const lines: Measurement[] = [];
  for (const name of values.only === undefined ? Object.keys(benchmarks) : [values.only]) {
    const run = all[name];
    if (!run) throw new UsageError(`There is no benchmark "${name}".`, usage);
    for await (const measurement of run()) {
      lines.push(measurement);
      process.stdout.write(`${JSON.stringify(measurement)}\n`);
    }
  }
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(lines, null, 2)}\n`);
}

main().catch((error: unknown) => {
  // What a benchmark threw has its place in the stack; what was typed wrongly has not.
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 1;
});

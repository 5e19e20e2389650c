import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
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
import { upscaling } from './bench/upscale';
import { vaeTiling } from './bench/vae-tiling';

/** `npm run bench [-- --only NAME --json FILE]`: one JSON object a line. Needs a build (npm run build) for the page's. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  'page-bytes': () => pageBytes(),
  visits: () => visitTimes(),
  'pipeline-overhead': () => pipelineOverhead(),
  growth: () => growth(),
  forecast: () => forecasts(),
  responsiveness: () => responsiveness(),
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

const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
const chosen = values.only === undefined ? Object.keys(benchmarks) : [values.only];
const lines: Measurement[] = [];
for (const name of chosen) {
  const all = { ...benchmarks, ...onRequest };
  const run = all[name];
  if (!run) {
    process.stderr.write(`There is no benchmark "${name}". There are: ${Object.keys(all).join(', ')}.\n`);
    process.exitCode = 1;
    break;
  }
  for await (const measurement of run()) {
    lines.push(measurement);
    process.stdout.write(`${JSON.stringify(measurement)}\n`);
  }
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(lines, null, 2)}\n`);

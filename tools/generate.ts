import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ModelManifest } from '../src/contract/manifest';
import type { Progress } from '../src/contract/progress';
import { createPipeline } from '../src/pipelines/create';
import type { LoadedModel } from '../src/models/loaded-model';
import { hasReferenceSlots, toRequest } from '../src/session/request';
import { initialSettings, settingsFor } from '../src/session/settings';
import { readArguments, UsageError } from './command-line';
import { openModelFolder } from './model-folder';
import { nodeRuntime } from './node-runtime';
import { fitPixels, readPng, writePng } from './png';

const usage = `npm run generate -- --model ID --prompt "…" --out FILE.png
  [--seed N] [--steps N] [--guidance G] [--size WxH] [--scheduler NAME]
  [--image FILE.png] [--mask FILE.png] [--strength S] [--reference FILE.png [--whole]] [--negative "…"]
npm run generate -- --model ID --batch FILE.jsonl --out FOLDER
  one JSON object a line: { "prompt", "seed", "steps", "guidance", "image", "reference", "whole", "strength", "out" }`;

/** One picture as it was asked for, on the command line or in a line of a batch. */
interface Asked {
  readonly prompt?: string;
  readonly negative?: string;
  readonly seed?: number;
  readonly steps?: number;
  readonly guidance?: number;
  readonly size?: string;
  readonly scheduler?: string;
  readonly image?: string;
  readonly mask?: string;
  readonly reference?: string;
  /** As Portrait gives it: nothing is cut out of the reference. */
  readonly whole?: true;
  readonly strength?: number;
  readonly out: string;
}

async function main(): Promise<void> {
  const { values } = readArguments(usage, {
    options: {
      model: { type: 'string', default: 'sticker' },
      models: { type: 'string', default: 'models' },
      out: { type: 'string' },
      batch: { type: 'string' },
      threads: { type: 'string', default: '2' },
      prompt: { type: 'string' },
      negative: { type: 'string' },
      seed: { type: 'string' },
      steps: { type: 'string' },
      guidance: { type: 'string' },
      size: { type: 'string' },
      scheduler: { type: 'string' },
      image: { type: 'string' },
      mask: { type: 'string' },
      reference: { type: 'string' },
      whole: { type: 'boolean' },
      strength: { type: 'string' },
    },
  });
  if (values.out === undefined) throw new UsageError('--out is missing.', usage);
  const asked: Asked[] = values.batch ? await readBatch(values.batch, values.out) : [askedOnce(values, values.out)];

  const folder = resolve(values.models, values.model);
  const model = await openModelFolder(folder, nodeRuntime(Number(values.threads)));
  for (const [i, one] of asked.entries()) {
    const say = (text: string) =>
      process.stderr.write(`${asked.length > 1 ? `${i + 1}/${asked.length} ` : ''}${text}\n`);
    await generateOne(model, model.manifest, one, say);
  }
  await model.dispose();
}

function askedOnce(values: Readonly<Record<string, string | boolean | undefined>>, out: string): Asked {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const numbers = new Set(['seed', 'steps', 'guidance', 'strength']);
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, numbers.has(name) ? Number(value) : value])),
    out,
  };
}

async function readBatch(file: string, folder: string): Promise<Asked[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, i) => {
    const one = JSON.parse(line) as Asked; // checked field by field in generateOne
    return { ...one, out: join(folder, one.out ?? `${String(i).padStart(4, '0')}.png`) };
  });
}

async function generateOne(model: LoadedModel, manifest: ModelManifest, asked: Asked, say: (text: string) => void) {
  const settings = settingsFor(manifest, initialSettings());
  const [width, height] = asked.size?.split('x').map(Number) ?? [settings.width, settings.height];
  const picture = async (path: string | undefined) =>
    path === undefined ? undefined : fitPixels(await readPng(path), width!, height!);
  const [image, mask, reference] = await Promise.all([asked.image, asked.mask, asked.reference].map(picture));
  const request = toRequest(
    {
      prompt: asked.prompt ?? '',
      negativePrompt: asked.negative ?? '',
      reference: undefined,
      settings: {
        ...settings,
        width: width!,
        height: height!,
        seed: asked.seed ?? settings.seed,
        numInferenceSteps: asked.steps ?? settings.numInferenceSteps,
        guidanceScale: asked.guidance ?? settings.guidanceScale,
        scheduler: asked.scheduler ?? '',
      },
    },
    manifest,
    0,
  );

  const started = performance.now();
  const onProgress = (progress: Progress) => {
    if (progress.stage === 'denoising') say(`step ${progress.step} of ${progress.steps}`);
  };
  const result = await createPipeline(manifest.family)(
    model,
    {
      ...request,
      ...(image && { image }),
      ...(mask && { mask }),
      ...(mask && !reference && hasReferenceSlots(manifest) && { isLocal: true }),
      ...(reference && { references: [reference] }),
      ...(asked.whole && { isWhole: true }),
      ...((image ?? reference) && { strength: asked.strength ?? manifest.defaults.strength ?? 0.7 }),
    },
    onProgress,
    new AbortController().signal,
  );
  await mkdir(dirname(resolve(asked.out)), { recursive: true });
  await writePng(asked.out, result.pixels);
  const leanedOn = result.leanedOn.map(({ name, source }) => `${name} (${source})`).join(', ');
  say(
    `${asked.out}: ${Math.round(performance.now() - started)} ms, seed ${request.seed}, leaned on ${leanedOn || 'no artwork'}`,
  );
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});

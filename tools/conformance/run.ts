import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedModel } from '../../src/models/loaded-model';
import { familyOf, openPlainFolder } from './plain-folder';
import { nodeRuntime } from '../node-runtime';
import { checkEndToEnd, type ReadCaseFile } from './e2e';
import { passes, type Finding } from './finding';
import { array, numbers, object, string, type Json } from './json';
import { miscChecks } from './misc';
import { checkPrompt, checkWeightedEmbedding } from './prompt-weights';
import { checkScheduler } from './schedulers';
import { checkTokens, tokenizerAt } from './tokenizers';

export const conformanceParts = ['schedulers', 'tokenizer', 'prompt_weights', 'misc', 'e2e'] as const;
export type Part = (typeof conformanceParts)[number];

interface Case {
  readonly name: string;
  readonly check: () => Finding | Promise<Finding>;
}

/** Runs every case found under `folder`; `print` gets a line for each that fails. */
export async function runConformance(folder: string, parts: readonly Part[], print: (line: string) => void) {
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder}`);
  const models = modelCache(join(folder, 'models'));
  const finders: Readonly<Record<Part, () => Case[]>> = {
    schedulers: () => schedulerCases(folder),
    tokenizer: () => tokenizerCases(folder),
    prompt_weights: () => promptWeightCases(folder),
    misc: () => miscCases(folder),
    e2e: () => endToEndCases(folder, models.open),
  };
  let passed = 0;
  let failed = 0;
  for (const part of parts.filter((name) => existsSync(join(folder, name)))) {
    for (const { name, check } of casesOfFile(part, finders[part])) {
      const line = await failureOf(check);
      if (line === undefined) passed++;
      else {
        failed++;
        print(`FAILED ${name}: ${line}`);
      }
    }
  }
  await models.close();
  return { passed, failed };
}

/** What is wrong, or undefined. */
async function failureOf(check: Case['check']): Promise<string | undefined> {
  try {
    const finding = await check();
    if (passes(finding)) return undefined;
    return `worst error ${finding.error} in ${finding.where}, tolerance ${finding.tolerance}`;
  } catch (thrown) {
    return (thrown instanceof Error ? thrown.message : String(thrown)).replaceAll(/\s+/g, ' '); // one line a case
  }
}

function schedulerCases(folder: string): Case[] {
  return namedCases(
    folder,
    'schedulers',
    (file) => /^(.*)\.json$/.exec(file)?.[1],
    (name) => checkScheduler(readJson(join(folder, 'schedulers', `${name}.json`))),
  );
}

function endToEndCases(folder: string, open: (model: string, pipeline: string) => LoadedModel): Case[] {
  return namedCases(
    folder,
    'e2e',
    (entry) => (statSync(join(folder, 'e2e', entry)).isDirectory() ? entry : undefined),
    (name) => {
      const golden = readJson(join(folder, 'e2e', name, 'case.json'));
      const model = string(object(golden.case, 'case').model, 'case.model');
      return checkEndToEnd(
        fileReader(join(folder, 'e2e', name)),
        golden,
        open(model, string(golden.pipeline, 'pipeline')),
      );
    },
  );
}

function tokenizerCases(folder: string): Case[] {
  return jsonFiles(join(folder, 'tokenizer')).flatMap((file) =>
    casesOfFile(`tokenizer/${file}`, () => {
      const golden = readJson(join(folder, 'tokenizer', file));
      const tokenizer = once(() => tokenizerAt(join(folder, 'vocabs', string(golden.tokenizer, 'tokenizer'))));
      return array(golden.cases, 'cases').map((row, i) => ({
        name: `tokenizer/${file}#${i}`,
        check: async () => checkTokens(await tokenizer(), object(row, `cases[${i}]`)),
      }));
    }),
  );
}

function promptWeightCases(folder: string): Case[] {
  return jsonFiles(join(folder, 'prompt_weights')).flatMap((file) =>
    casesOfFile(`prompt_weights/${file}`, () => {
      const golden = readJson(join(folder, 'prompt_weights', file));
      const tokenizer = once(() => tokenizerAt(join(folder, 'vocabs', string(golden.vocab, 'vocab'))));
      const embedding = object(golden.embedding ?? {}, 'embedding');
      const prompts = array(golden.cases, 'cases').map((row, i) => ({
        name: `prompt_weights/${file}#${i}`,
        check: async () => checkPrompt(await tokenizer(), object(row, `cases[${i}]`)),
      }));
      const embeddings = array(embedding.cases ?? [], 'embedding.cases').map((row, i) => ({
        name: `prompt_weights/${file}#embedding-${i}`,
        check: async () =>
          checkWeightedEmbedding(
            await tokenizer(),
            numbers(embedding.shape, 'shape'),
            numbers(embedding.z, 'z'),
            object(row, `embedding.cases[${i}]`),
          ),
      }));
      return [...prompts, ...embeddings];
    }),
  );
}

function miscCases(folder: string): Case[] {
  return jsonFiles(join(folder, 'misc')).flatMap((file) =>
    casesOfFile(`misc/${file}`, () =>
      miscChecks(file, readJson(join(folder, 'misc', file))).map(({ name, check }) => ({
        name: `misc/${file}#${name}`,
        check,
      })),
    ),
  );
}

/** What cannot be read as cases is one case, which fails. */
function casesOfFile(name: string, read: () => Case[]): Case[] {
  try {
    return read();
  } catch (thrown) {
    return [
      {
        name,
        check: () => {
          throw thrown;
        },
      },
    ];
  }
}

/** What the part's index lists, and what lies there besides. An index that cannot be read is one case more, which fails. */
function namedCases(
  folder: string,
  part: Part,
  nameOf: (entry: string) => string | undefined,
  check: (name: string) => Finding | Promise<Finding>,
): Case[] {
  const toCase = (name: string): Case => ({ name: `${part}/${name}`, check: () => check(name) });
  const there = readdirSync(join(folder, part)).flatMap((entry) =>
    entry === 'index.json' ? [] : (nameOf(entry) ?? []),
  );
  const listed = casesOfFile(`${part}/index.json`, () => listedIn(join(folder, part)).map(toCase));
  const known = new Set(listed.map(({ name }) => name));
  return [...listed, ...there.map(toCase).filter(({ name }) => !known.has(name))];
}

function listedIn(folder: string): string[] {
  const file = join(folder, 'index.json');
  if (!existsSync(file)) return [];
  return array(readJson(file).cases, 'index.json cases').map((entry) => string(object(entry, 'case').name, 'name'));
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder).filter((file) => file.endsWith('.json') && file !== 'index.json');
}

function fileReader(folder: string): ReadCaseFile {
  return async (name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name)) : undefined);
}

function readJson(file: string): Json {
  // A seed has up to 64 bits, more than a number here: written as text, none of them is lost.
  const text = readFileSync(file, 'utf8').replace(/("seed"\s*:\s*)(\d{16,})/g, '$1"$2"');
  return object(JSON.parse(text), file);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Models stay open: cases share them, and fixtures are small. */
function modelCache(folder: string) {
  const runtime = nodeRuntime();
  const open = new Map<string, ReturnType<typeof openPlainFolder>>();
  return {
    open(name: string, pipeline: string): LoadedModel {
      const key = `${name} ${familyOf(pipeline)}`;
      const model = open.get(key) ?? openPlainFolder(join(folder, name), runtime, familyOf(pipeline));
      open.set(key, model);
      return model;
    },
    async close() {
      for (const model of open.values()) await model.dispose();
    },
  };
}

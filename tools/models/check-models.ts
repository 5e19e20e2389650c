import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelManifest } from '../../src/contract/manifest.ts';
import { sha256Of } from '../build/files-of.ts';
import { manifestProblems } from './check-manifest.ts';

/**
 * Checks every model of the folder, or one: its manifest, each file's size and SHA-256, and that its graphs open.
 * @returns how many problems were found; each is written with its model's name.
 */
export async function checkModels(
  modelsFolder: string,
  id: string | undefined,
  tryOpening: (manifest: ModelManifest, folder: string) => Promise<void>,
  write: (line: string) => void,
): Promise<number> {
  const all = readdirSync(modelsFolder).filter((name) => existsSync(join(modelsFolder, name, 'manifest.json')));
  const chosen = id === undefined ? all.sort() : [id];
  let count = 0;
  for (const name of chosen) {
    const problems = await problemsOf(join(modelsFolder, name), name, tryOpening);
    for (const problem of problems) write(`${name}: ${problem}`);
    if (problems.length === 0) write(`${name}: good`);
    count += problems.length;
  }
  return count;
}

async function problemsOf(
  folder: string,
  name: string,
  tryOpening: (manifest: ModelManifest, folder: string) => Promise<void>,
): Promise<string[]> {
  if (!existsSync(join(folder, 'manifest.json'))) return ['there is no such model'];
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  } catch {
    return ['its manifest.json is not JSON'];
  }
  const problems = manifestProblems(value);
  if (problems.length > 0) return problems;
  const manifest = value as ModelManifest; // the schema says so
  if (manifest.id !== name) problems.push(`its manifest says its id is "${manifest.id}"`);
  for (const { path, bytes, sha256 } of manifest.files) {
    const file = join(folder, path);
    if (!existsSync(file)) problems.push(`${path} is missing`);
    else if (statSync(file).size !== bytes) problems.push(`${path} has ${statSync(file).size} bytes, not ${bytes}`);
    else if ((await sha256Of(file)) !== sha256) problems.push(`${path} has another SHA-256 than its manifest says`);
  }
  if (problems.length > 0) return problems;
  try {
    await tryOpening(manifest, folder);
  } catch (error) {
    problems.push((error as Error).message); // only Errors are thrown there
  }
  return problems;
}

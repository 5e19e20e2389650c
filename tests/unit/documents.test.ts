import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { mayImport } from '../../.dependency-cruiser.js';
import { graphBlock } from '../../tools/graph-lib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /^([A-Z]+|hosting\/README|models\/(sticker\/README|FORMAT))\.md$/.test(file));
const manifest = JSON.parse(read('package.json')) as Record<
  'scripts' | 'dependencies' | 'devDependencies',
  Record<string, string>
>; // our own package.json

/** Paths of this repository in backticks, and files that links point to. */
function namedPaths(file: string): string[] {
  const text = read(file);
  const quoted = [...text.matchAll(/`((?:src|tests|tools|hosting|docs|public|models)\/[\w./-]+|\.[\w-]+\.js)`/g)];
  const linked = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path]) =>
    join(dirname(file), path!),
  );
  return [...quoted.map(([, path]) => path!), ...linked];
}

test('the documents that a project needs are there', () => {
  for (const file of ['README', 'ARCHITECTURE', 'PRIVACY', 'CONVENTIONS', 'CONTRIBUTING', 'SECURITY']) {
    expect(documents).toContain(`${file}.md`);
  }
  expect(existsSync(join(root, 'LICENSE'))).toBe(true);
});

describe.each(documents)('%s', (file) => {
  test('names only paths that exist', () => {
    expect(namedPaths(file).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test('names only commands that exist', () => {
    const commands = [...read(file).matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => name!);

    expect(commands.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([]);
  });
});

describe('PRIVACY.md', () => {
  const rows = read('PRIVACY.md')
    .split('<!-- /promises -->')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| ') && line.includes('`'));

  test('has, for each promise, a file that keeps it', () => {
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows) expect(row.split('|')[2], row).toMatch(/`(src|tools)\//);
  });

  test('has, for each promise, a test that proves it, or says that none does', () => {
    for (const row of rows) expect(row.split('|')[3], row).toMatch(/`tests\/[\w./-]+\.(test|spec)\.ts`|not tested: /);
  });
});

describe('ARCHITECTURE.md', () => {
  test('shows the import table as it is', () => {
    expect(read('ARCHITECTURE.md')).toContain(graphBlock(mayImport));
  });

  test('gives a reason for every dependency', () => {
    const reasons = read('ARCHITECTURE.md');
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });

    expect(names.filter((name) => !new RegExp(`(\\| |, )${name}( [\\d.]+)?( \\||,)`).test(reasons))).toEqual([]);
  });
});

test('every source file stays under 400 lines', () => {
  const files = execFileSync('git', ['ls-files', 'src'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.(ts|svelte)$/.test(file) && existsSync(join(root, file)));

  expect(files.filter((file) => read(file).split('\n').length > 400)).toEqual([]);
});

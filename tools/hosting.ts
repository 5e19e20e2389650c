import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostingFiles } from './hosting-lib.ts';

/** Writes the headers into the configurations of `hosting/`; with `--check`, says which are stale. */
const folder = join(import.meta.dirname, '..', 'hosting');
const isCheck = process.argv.includes('--check');
for (const [name, text] of Object.entries(hostingFiles())) {
  const file = join(folder, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (isCheck) {
    console.error(`hosting/${name} is not what tools/headers.ts says. Run npx tsx tools/hosting.ts.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
  }
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayImport } from '../.dependency-cruiser.js';
import { graphBlock, withGraph } from './graph-lib.ts';

const file = join(import.meta.dirname, '..', 'ARCHITECTURE.md');
const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
const after = withGraph(before, graphBlock(mayImport));

if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error('ARCHITECTURE.md does not show the import table of .dependency-cruiser.js. Run npm run graph.');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, after);
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withPrivacyBlocks } from './privacy-lib.ts';

/** Writes the list of promises into PRIVACY.md. A test fails when it is stale. */
const file = join(import.meta.dirname, '..', 'PRIVACY.md');
writeFileSync(file, withPrivacyBlocks(readFileSync(file, 'utf8')));

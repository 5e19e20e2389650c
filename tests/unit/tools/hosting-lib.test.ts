import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostingFiles } from '../../../tools/hosting-lib.ts';
import { responseHeaders } from '../../../tools/headers.ts';

test.each(Object.entries(hostingFiles()))('hosting/%s is what tools/headers.ts says', (name, text) => {
  expect(readFileSync(join(import.meta.dirname, '../../../hosting', name), 'utf8')).toBe(text);
});

test.each(['headers.caddy', 'headers.nginx.conf'])('%s holds every header', (name) => {
  for (const [header, value] of Object.entries(responseHeaders())) {
    expect(hostingFiles()[name]).toContain(`${header} "${value}"`);
  }
});

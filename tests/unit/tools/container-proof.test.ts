import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { basesOf, proveContainer, whyNot } from '../../../tools/container-proof.ts';

const text = readFileSync(join(import.meta.dirname, '../../../hosting/Containerfile'), 'utf8');

test('the image is made from two others, and its last stage is empty but for what is copied', () => {
  const last = text.slice(text.lastIndexOf('\nFROM '));

  expect(basesOf(text)).toHaveLength(2);
  expect(last).toMatch(/^\nFROM scratch\n/);
  expect(last).not.toMatch(/^(RUN|ADD) /m);
  expect(last).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m);
});

// Minutes, and an installation of every package: only when asked for.
test.skipIf(process.env['EPHEMERA_CONTAINER'] === undefined)(
  'the image is built, and serves a clean copy without root, capabilities or a place to write',
  { timeout: 1_800_000 },
  async () => {
    expect(whyNot()).toBeUndefined();

    const proof = await proveContainer();

    expect(proof).toMatchObject({ uid: 65534, noNewPrivileges: true, canWrite: false, findings: [], differences: 0 });
    expect(proof.capabilities).toMatch(/^0+ of 0+$/);
    expect(proof.filesBesideTheBuild).toEqual([
      '/caddy',
      '/etc/caddy/Caddyfile',
      '/etc/caddy/files.caddy',
      '/etc/caddy/headers.caddy',
    ]);
  },
);

import { existsSync, readFileSync } from 'node:fs';
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

const root = join(import.meta.dirname, '../../..');

test('the container holds Caddy, its configuration and the build, and runs as nobody on the configuration’s own port', () => {
  const lines = readFileSync(join(root, 'hosting/Containerfile'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const image = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
  const caddyfile = readFileSync(join(root, 'hosting/Caddyfile'), 'utf8');
  const copied = image.filter((line) => line.startsWith('COPY ')).flatMap((line) => line.split(' ').slice(2, -1));

  expect(image[0]).toBe('FROM scratch'); // no shell, no package, nothing to write with
  expect(image.map((line) => line.split(' ')[0]).toSorted()).toEqual([
    ...['COPY', 'COPY', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'USER'],
  ]);
  expect(image).toContain('USER 65534:65534');
  expect(image).toContain(`EXPOSE ${/:(\d+)\} \{/.exec(caddyfile)![1]}`);
  for (const path of copied.filter((path) => path.startsWith('/ephemera/hosting/'))) {
    expect(existsSync(join(root, path.replace('/ephemera/', '')))).toBe(true);
  }
  for (const [, file] of caddyfile.matchAll(/import (\S+)/g)) {
    expect(copied).toContain(`/ephemera/hosting/${file}`);
  }
  expect(image.at(-1)).toBe('ENTRYPOINT ["/caddy", "run", "--config", "/etc/caddy/Caddyfile"]');
  expect(caddyfile).toContain('admin off'); // or Caddy would write its last configuration
});

test('what a container build copies in is what a checkout has: no secret and no built thing comes along', () => {
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');

  for (const name of ['.git', 'node_modules', 'dist', '.cache']) expect(ignored).toContain(name);
});

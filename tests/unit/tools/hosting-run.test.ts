import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { examine } from '../../../tools/doctor/examine.ts';
import { findingText } from '../../../tools/doctor/findings.ts';
import { readBuildManifest } from '../../../tools/build/build-manifest.ts';
import { compareServed } from '../../../tools/verify/compare.ts';
import { smallBuild } from './small-build.ts';

/** The real servers, with the real configurations of `hosting/`; .ci/run installs them, elsewhere they may be missing. */
const isInstalled = (program: string) => spawnSync(program, ['-h'], { stdio: 'ignore' }).error === undefined;
const hosting = join(import.meta.dirname, '../../../hosting');
/** What the README says for a copy under a path: for Caddy, for nginx. */
const [caddyUnderPath, nginxUnderPath] = [
  ...readFileSync(join(hosting, 'README.md'), 'utf8')
    .split('\n## Under a path')[1]!
    .matchAll(/^```\n([^]*?)^```/gm),
].map(([, block]) => block!);

let folder: string;
let build: Awaited<ReturnType<typeof smallBuild>>;
let server: ChildProcess | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hosting-'));
  cpSync(hosting, join(folder, 'hosting'), { recursive: true });
  build = await smallBuild();
});

afterEach(async () => {
  const stopped = new Promise((resolve) => server?.once('exit', resolve) ?? resolve(undefined));
  server?.kill();
  await stopped;
  build.remove();
  rmSync(folder, { recursive: true });
});

function edit(file: string, change: (text: string) => string): void {
  const path = join(folder, 'hosting', file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing to change in ${file}`);
  writeFileSync(path, after);
}

async function startCaddy(path = ''): Promise<string> {
  const port = await freePort();
  const env = {
    ...process.env,
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_DATA_HOME: folder,
    EPHEMERA_SITE: `:${port}`,
    EPHEMERA_ROOT: build.dist,
  };
  server = spawn('caddy', ['run', '--config', join(folder, 'hosting/Caddyfile')], { env, stdio: 'ignore' });
  return answering(`http://127.0.0.1:${port}/${path}`);
}

async function startCaddyUnderPath(): Promise<string> {
  writeFileSync(
    join(folder, 'hosting/Caddyfile'),
    `{\nadmin off\n}\n{$EPHEMERA_SITE} {\n${caddyUnderPath!.replace('/srv/ephemera', build.dist)}\n}\n`,
  );
  return startCaddy(underPath);
}

async function startNginxUnderPath(): Promise<string> {
  edit('nginx.conf', (text) => text.replace('root /srv/ephemera;', nginxUnderPath!));
  return startNginx(underPath);
}

async function startNginx(path = ''): Promise<string> {
  const port = await freePort();
  edit('nginx.conf', (text) =>
    text
      .replace('listen 8080', `listen ${port}`)
      .replace('/srv/ephemera', build.dist)
      .replaceAll('/tmp/ephemera-nginx', join(folder, 'nginx'))
      .replace('worker_processes auto', 'user root;\nworker_processes 1'),
  );
  server = spawn('nginx', ['-c', join(folder, 'hosting/nginx.conf'), '-e', 'stderr'], { stdio: 'ignore' });
  return answering(`http://127.0.0.1:${port}/${path}`);
}

async function findingsAt(address: string): Promise<string> {
  return (await examine(address)).findings.map(findingText).join('\n');
}

const underPath = 'tools/ephemera/';
const servers = [
  {
    name: 'caddy',
    start: startCaddy,
    startUnderPath: startCaddyUnderPath,
    headers: 'headers.caddy',
    types: 'files.caddy',
    wasmType: 'header @wasm Content-Type "application/wasm"',
  },
  {
    name: 'nginx',
    start: startNginx,
    startUnderPath: startNginxUnderPath,
    headers: 'headers.nginx.conf',
    types: 'types.nginx.conf',
    wasmType: 'application/wasm wasm;',
  },
];

for (const { name, start, startUnderPath, headers, types, wasmType } of servers) {
  const run = test.skipIf(!isInstalled(name));

  run(`${name} with its configuration of hosting/ serves a clean copy`, async () => {
    const address = await start();

    expect(await findingsAt(address)).toBe('');
    expect(await compareServed(address, readBuildManifest(join(build.dist, 'build-manifest.json')))).toEqual([]);
  });

  run(`${name} as the README has it under a path serves a clean copy`, async () => {
    expect(await findingsAt(await startUnderPath())).toBe('');
  });

  run.each(['Content-Security-Policy', 'Cross-Origin-Embedder-Policy', 'Permissions-Policy'])(
    `${name} without %s is found out`,
    async (header) => {
      edit(headers, (text) => text.replace(new RegExp(`^.*${header} .*\n`, 'm'), ''));

      expect(await findingsAt(await start())).toContain(`${header} is missing`);
    },
  );

  run(`${name} with one changed byte is found out, by the doctor and by verify`, async () => {
    const path = 'assets/app-12345678.js';
    const bytes = readFileSync(join(build.dist, path));
    bytes[10] = bytes[10]! ^ 1;
    writeFileSync(join(build.dist, path), bytes);
    for (const suffix of ['.br', '.gz']) rmSync(join(build.dist, path) + suffix, { force: true });
    const address = await start();

    expect(await findingsAt(address)).toContain(`the content is not that of the build: ${path}`);
    const differing = await compareServed(address, readBuildManifest(join(build.dist, 'build-manifest.json')));
    expect(differing.map((one) => one.path)).toEqual([path]);
  });

  run(`${name} with the wrong type for wasm is found out`, async () => {
    edit(types, (text) => text.replace(wasmType, wasmType.replace('application/wasm', 'text/plain')));

    expect(await findingsAt(await start())).toContain('Content-Type is text/plain, not application/wasm');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function answering(address: string): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (
      await fetch(address).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return address;
    await sleep(100);
  }
  throw new Error(`no server came up at ${address}`);
}

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { writeBuildManifest } from '../../../tools/build/build-manifest.ts';
import { compressFolder } from '../../../tools/build/compress.ts';
import { writeHostFiles } from '../../../tools/build/host-files.ts';
import { responseHeaders } from '../../../tools/headers.ts';
import { staticHandler } from '../../../tools/serve-lib.ts';

/** A folder that is a build in all but its content. */
export async function smallBuild(): Promise<{ dist: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'copy-'));
  const dist = join(folder, 'dist');
  const weights = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i) % 251));
  const sha256 = createHash('sha256').update(weights).digest('hex');
  const files: Record<string, string | Buffer> = {
    'index.html': '<!doctype html><p>Hello</p>',
    'assets/app-12345678.js': 'export const answer = 42;\n'.repeat(1000),
    'assets/runtime-12345678.wasm': Buffer.alloc(20_000, 1),
    'assets/runtime-12345678.mjs': 'export {};\n',
    'host.json': '{}',
    'notices.txt': 'None.\n',
    'models/tiny/unet/model.onnx': weights,
    'models/index.json': JSON.stringify({
      models: [{ id: 'tiny', files: [{ path: 'unet/model.onnx', bytes: weights.length, sha256 }] }],
    }),
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), content);
  }
  await writeBuildManifest(dist);
  writeHostFiles(dist);
  await compressFolder(dist, join(folder, 'cache'));
  return { dist, remove: () => rmSync(folder, { recursive: true }) };
}

/** Runs before the file server; true when it has answered itself. */
export type Spoil = (request: IncomingMessage, response: ServerResponse) => boolean | void;

/** Serves a folder with the production headers, except for what `spoil` does. */
export async function serveSpoiled(
  root: string,
  spoil: Spoil = () => {},
): Promise<{ address: string; close: () => void }> {
  const serveFile = staticHandler({ root, headers: responseHeaders() });
  const server = createServer((request, response) => {
    if (spoil(request, response) !== true) serveFile(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    address: `http://127.0.0.1:${address.port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Makes every answer for `path` (or for every path) say something else in one header; undefined leaves it out. */
export function withHeader(name: string, value: string | undefined, path?: string): Spoil {
  return (request, response) => {
    if (path !== undefined && request.url !== path) return;
    const writeHead = response.writeHead.bind(response);
    response.writeHead = ((status: number, headers: Record<string, string | number> = {}) => {
      for (const [key, content] of Object.entries(headers)) response.setHeader(key, content);
      if (value === undefined) response.removeHeader(name);
      else response.setHeader(name, value);
      return writeHead(status);
    }) as typeof response.writeHead; // the one overload that the server uses
  };
}

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { modelFile } from '../../src/catalog/catalog';
import type { ModelFile } from '../../src/contract/model-file';

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A host on this machine that answers every request as told, and remembers what it was asked. */
export async function startHost(answer: Answer) {
  const asked: { url: string; headers: IncomingMessage['headers'] }[] = [];
  const host = {
    answer,
    asked,
    baseUrl: '',
    /** A file of the model "tiny" on this host, as the catalog would make it. */
    file(path: string, content: Uint8Array, promised: { bytes?: number; sha256?: string } = {}): ModelFile {
      const entry = { path, bytes: content.length, sha256: sha256(content), ...promised };
      return modelFile({ id: 'tiny', files: [entry] }, path, host.baseUrl);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer((request, response) => {
    asked.push({ url: request.url!, headers: request.headers });
    host.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`; // a TCP server has one
  return host;
}

export type Host = Awaited<ReturnType<typeof startHost>>;

export function sha256(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Answers with the file, or with the part of it that was asked for. */
export const serve =
  (content: Uint8Array): Answer =>
  (request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = content.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': rest.length,
    });
    response.end(rest);
  };

/** Sends the first `bytes` of the file, then breaks the connection. */
export const breakAfter =
  (content: Uint8Array, bytes: number): Answer =>
  (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': content.length });
    response.write(content.subarray(0, bytes), () => setTimeout(() => response.destroy(), 50));
  };

/** A repeatable file of any length. */
export function someBytes(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => (state = (state * 16807) % 2147483647) & 255);
}

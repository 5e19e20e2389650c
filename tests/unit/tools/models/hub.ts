import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';

/** How the hub treats a file; the first entry is used for the first request, the last for all that follow. */
export type Manner =
  | 'plain'
  | 'redirect'
  | 'break' // ends the connection after half of what was asked for
  | 'stall' // sends half, then nothing
  | 'slow' // a few bytes at a time
  | 'no-range' // ignores ranges
  | 'page' // HTML with its own type
  | 'page-as-bytes' // HTML without saying so
  | 'wrong-hash' // announces another SHA-256
  | 'busy' // 503
  | 'gated'; // 401

export interface Hub {
  readonly address: string;
  /** Path to content and manners. A path that is not there gives 404. */
  readonly files: Map<string, { content: Buffer; manners?: Manner[]; etag?: string }>;
  /** `path range` of every request that came. */
  readonly requests: string[];
  close(): void;
}

/** A local server that mimics a hub of models: redirects to a store, ranges, and everything that goes wrong. */
export async function startHub(): Promise<Hub> {
  const files: Hub['files'] = new Map();
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://hub');
    const path = url.pathname.slice(1).replace(/^store\//, '');
    const isStore = url.pathname.startsWith('/store/');
    const { range } = request.headers;
    if (!isStore) requests.push(`${path} ${range ?? ''}`.trim());
    const file = files.get(path);
    if (!file) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Entry not found');
      return;
    }
    const isWhole = request.method === 'GET' && !/^bytes=\d+-\d+$/.test(range ?? ''); // looking at a part always works
    const next = (file.manners?.length ?? 0) > 1 && isWhole ? file.manners?.shift() : file.manners?.[0];
    const manner = (isWhole || next === 'page' || next === 'redirect') && !isStore ? (next ?? 'plain') : 'plain';
    const sha256 = createHash('sha256').update(file.content).digest('hex');
    if (manner === 'redirect') {
      response.writeHead(302, { Location: `/store/${path}`, 'X-Linked-ETag': `"${sha256}"` }).end();
      return;
    }
    if (manner === 'busy') return void response.writeHead(503).end();
    if (manner === 'gated') return void response.writeHead(401).end();
    if (manner === 'page' || manner === 'page-as-bytes') {
      const type = manner === 'page' ? 'text/html' : 'application/octet-stream';
      response.writeHead(200, { 'Content-Type': type }).end('<!DOCTYPE html><p>Sorry</p>');
      return;
    }
    const etag =
      manner === 'wrong-hash' ? `"${'0'.repeat(64)}"` : (file.etag ?? (isStore ? '"store-1"' : `"${sha256}"`));
    response.setHeader('ETag', etag);
    response.setHeader('Content-Type', 'application/octet-stream');
    const match = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
    const ifRange = request.headers['if-range'];
    const honours = match && manner !== 'no-range' && (ifRange === undefined || ifRange === etag);
    const start = honours ? Number(match[1]) : 0;
    if (honours && start >= file.content.length) {
      response.writeHead(416, { 'Content-Range': `bytes */${file.content.length}` }).end();
      return;
    }
    const end = honours && match[2] ? Number(match[2]) + 1 : file.content.length;
    const body = file.content.subarray(start, end);
    if (honours)
      response.setHeader('Content-Range', `bytes ${start}-${start + body.length - 1}/${file.content.length}`);
    response.writeHead(honours ? 206 : 200, { 'Content-Length': body.length });
    if (manner === 'break') {
      response.write(body.subarray(0, body.length / 2), () => setTimeout(() => response.destroy(), 20));
    } else if (manner === 'stall') {
      response.write(body.subarray(0, body.length / 2));
    } else if (manner === 'slow') {
      let sent = 0;
      const timer = setInterval(() => {
        response.write(body.subarray(sent, sent + Math.ceil(body.length / 8)));
        sent += Math.ceil(body.length / 8);
        if (sent < body.length) return;
        clearInterval(timer);
        response.end();
      }, 30);
    } else {
      response.end(body);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    address: `http://127.0.0.1:${address.port}/`,
    files,
    requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

import { createReadStream, existsSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { cacheControl, contentType } from './headers.ts';

export interface StaticSite {
  /** The folder to serve. Nothing outside it is reachable. */
  readonly root: string;
  /** Sent with every response, errors included. */
  readonly headers: Readonly<Record<string, string>>;
  /** The path under which the site lives, beginning and ending with a slash. Default `/`. */
  readonly base?: string;
}

interface Found {
  readonly file: string;
  readonly path: string;
  readonly stats: Stats;
}

const encodings = [
  { name: 'br', suffix: '.br' },
  { name: 'gzip', suffix: '.gz' },
] as const;

/** A request handler for a folder of static files. It writes no log. */
export function staticHandler(site: StaticSite): (request: IncomingMessage, response: ServerResponse) => void {
  const base = site.base ?? '/';
  const hashOf = hashesOfBuild(site.root);
  return (request, response) => {
    for (const [name, value] of Object.entries(site.headers)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return sendText(response, 405, 'Only GET and HEAD are answered here.');
    }
    const pathname = pathOf(request.url ?? '/');
    if (pathname !== undefined && `${pathname}/` === base) {
      response.setHeader('Location', base);
      return sendText(response, 308, `This lives at ${base}`);
    }
    const found = pathname?.startsWith(base) ? find(site.root, pathname.slice(base.length)) : undefined;
    if (!found) return sendText(response, 404, 'Not found.');
    sendFile(request, response, found, hashOf(found));
  };
}

export function createStaticServer(site: StaticSite): Server {
  return createServer(staticHandler(site));
}

/**
 * Starts listening; port 0 takes any free one.
 * @throws an Error that says so when the port is in use.
 */
export function listen(server: Server, port: number, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is in use. Choose another with --port N.`)
          : new Error(`Cannot listen on ${host}:${port}: ${error.message}`),
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': contentType('.txt'), 'Cache-Control': 'no-store' });
  response.end(response.req.method === 'HEAD' ? undefined : `${text}\n`);
}

function sendFile(request: IncomingMessage, response: ServerResponse, found: Found, hash: string): void {
  response.setHeader('Content-Type', contentType(found.path));
  response.setHeader('Cache-Control', cacheControl(found.path));
  response.setHeader('Accept-Ranges', 'bytes');
  const encoding = request.headers.range === undefined ? chosenEncoding(request, response, found.file) : undefined;
  const file = found.file + (encoding?.suffix ?? '');
  const { size } = encoding ? statSync(file) : found.stats;
  const etag = encoding ? `"${hash}-${encoding.name}"` : `"${hash}"`;
  response.setHeader('ETag', etag);
  if (matches(request.headers['if-none-match'], hash)) {
    response.removeHeader('Content-Type');
    response.writeHead(304).end();
    return;
  }
  if (encoding) response.setHeader('Content-Encoding', encoding.name);
  const range = rangeOf(request, size, etag);
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${size}`);
    return sendText(response, 416, 'That range is outside the file.');
  }
  const [start, end] = range ?? [0, size - 1];
  if (range) response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
  response.writeHead(range ? 206 : 200, { 'Content-Length': end - start + 1 });
  if (request.method === 'HEAD' || size === 0) {
    response.end();
    return;
  }
  // A visitor who leaves in the middle ends the stream; there is nobody left to tell.
  pipeline(createReadStream(file, { start, end }), response, () => {});
}

function pathOf(url: string): string | undefined {
  try {
    const pathname = decodeURIComponent(url.split(/[?#]/, 1)[0]!);
    return pathname.startsWith('/') && !/[\0\\]/.test(pathname) ? pathname : undefined;
  } catch {
    return undefined; // not valid percent-encoding
  }
}

function find(root: string, path: string): Found | undefined {
  if (path.split('/').includes('..')) return undefined;
  const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  const file = join(root, name);
  if (!existsSync(file)) return undefined;
  const real = realpathSync(file); // a link may point anywhere
  if (!real.startsWith(realpathSync(root) + sep)) return undefined;
  const stats = statSync(real);
  return stats.isFile() ? { file: real, path: name, stats } : undefined;
}

/** SHA-256 of each file from the build's own manifest; for a file that it does not list, size and time of change. */
function hashesOfBuild(root: string): (found: Found) => string {
  const manifest = join(root, 'build-manifest.json');
  let readAt = -1;
  let hashes = new Map<string, string>();
  return ({ path, stats }) => {
    const changedAt = existsSync(manifest) ? statSync(manifest).mtimeMs : 0;
    if (changedAt !== readAt) {
      readAt = changedAt;
      hashes = changedAt === 0 ? new Map() : readHashes(manifest);
    }
    return hashes.get(path) ?? `${stats.size.toString(16)}-${Math.trunc(stats.mtimeMs).toString(16)}`;
  };
}

function readHashes(manifest: string): Map<string, string> {
  // Written by tools/build/build-manifest.ts, in the folder that we built.
  const { files } = JSON.parse(readFileSync(manifest, 'utf8')) as { files: { path: string; sha256: string }[] };
  return new Map(files.map(({ path, sha256 }) => [path, sha256]));
}

function chosenEncoding(request: IncomingMessage, response: ServerResponse, file: string) {
  const present = encodings.filter(({ suffix }) => existsSync(file + suffix));
  if (present.length > 0) response.setHeader('Vary', 'Accept-Encoding');
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.split(';')[0]!.trim());
  return present.find(({ name }) => accepted.includes(name));
}

/** Whichever encoding the client holds, the content is the same, so the part before `-br` or `-gzip` decides. */
function matches(ifNoneMatch: string | undefined, hash: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === '*' || tag === `"${hash}"` || encodings.some(({ name }) => tag === `"${hash}-${name}"`));
}

function rangeOf(request: IncomingMessage, size: number, etag: string): [number, number] | 'unsatisfiable' | undefined {
  const ifRange = request.headers['if-range'];
  if (ifRange !== undefined && ifRange !== etag) return undefined;
  const match = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [first, last] = [match[1]!, match[2]!];
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? 'unsatisfiable' : [start, end];
}

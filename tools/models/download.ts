import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';

export interface DownloadOptions {
  /** Hears of bytes present of bytes in all, where the host says how many. */
  readonly onProgress?: (presentBytes: number, totalBytes: number | undefined) => void;
  /** In hexadecimal. A file with another is refused. Where it is not given, what the host announces is used. */
  readonly sha256?: string;
  /** How often a broken or stalled transfer is taken up again without a new byte having come. */
  readonly retries?: number;
  /** A transfer without a byte for so long is taken up again. A slow one that goes on is left alone. */
  readonly stallMs?: number;
  readonly retryDelayMs?: number;
}

export interface Downloaded {
  readonly bytes: number;
  readonly sha256: string;
}

/** Trying again will not help. */
export class RefusedError extends Error {}
/** The host does not have the file: it says so, or sends a page in its place. */
export class MissingError extends RefusedError {}

/**
 * Downloads a file, through redirects, to `target`. What has come is kept in `<target>.part`, so a later call goes on
 * from there, as long as the host still offers the same file (by its ETag or date). A file that came whole is not
 * fetched again either, until `forgetDownload` is called.
 * @throws MissingError, RefusedError (a page in its place, a wrong hash, access denied), Error after the last retry.
 */
export async function downloadFile(url: string, target: string, options: DownloadOptions = {}): Promise<Downloaded> {
  const { retries = 5, retryDelayMs = 1000 } = options;
  mkdirSync(dirname(target), { recursive: true });
  const part = `${target}.part`;
  const earlier = await finishedEarlier(url, target);
  if (earlier) return earlier;
  for (let failures = 0; ;) {
    const before = sizeOf(part);
    try {
      const expected = await transfer(url, part, options);
      return await accept(url, part, target, options.sha256 ?? expected);
    } catch (error) {
      if (error instanceof RefusedError) {
        discard(part);
        throw error;
      }
      failures = sizeOf(part) > before ? 0 : failures + 1;
      if (failures > retries) {
        throw new Error(`${nameOf(url)}: ${messageOf(error)}. What has come is kept; run the command again to go on.`, {
          cause: error,
        });
      }
      await sleep(retryDelayMs * 2 ** Math.max(0, failures - 1));
    }
  }
}

/** One attempt, from where the part ends. @returns the SHA-256 that the host announces, if it does. */
async function transfer(url: string, part: string, options: DownloadOptions): Promise<string | undefined> {
  const { stallMs = 60_000, onProgress } = options;
  const stall = new AbortController();
  let timer = setTimeout(() => stall.abort(new Error('no byte came for a while')), stallMs);
  const awake = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(new Error('no byte came for a while')), stallMs);
  };
  try {
    const known = readNote(part);
    const start = known ? sizeOf(part) : 0;
    const headers: Record<string, string> = { 'Accept-Encoding': 'identity' };
    if (known && start > 0) Object.assign(headers, { Range: `bytes=${start}-`, 'If-Range': known.validator });
    const { response, linkedSha256 } = await follow(url, headers, stall.signal);
    awake();
    if (response.status === 416 && known) {
      // All of it is here already, or more than all.
      await response.body?.cancel();
      if (Number(/\*\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1]) === start) return known.sha256;
      discard(part);
      throw new Error('the part that was here does not fit the file');
    }
    refuseBadAnswer(url, response);
    const resumes = response.status === 206 && rangeStart(response) === start;
    if (response.status === 206 && !resumes) throw new Error('the host sent another part than asked for');
    const announced = linkedSha256 ?? sha256InTag(response.headers.get('etag'));
    const validator = validatorOf(response);
    if (!resumes) discard(part);
    if (validator !== undefined) writeNote(noteOf(part), { validator, ...(announced && { sha256: announced }) });
    let present = resumes ? start : 0;
    const length = response.headers.get('content-length');
    const total = length === null ? undefined : present + Number(length);
    let first = !resumes;
    if (response.body === null) throw new Error('the host sent no content');
    // Written one by one, not piped: a pipe that breaks throws away what it has not written yet.
    const file = await open(part, resumes ? 'a' : 'w');
    try {
      // Node's stream can be iterated; the DOM's type does not say so.
      for await (const chunk of response.body as WebStream<Uint8Array>) {
        if (first) refusePage(url, chunk);
        first = false;
        awake();
        await file.writeFile(chunk);
        present += chunk.length;
        onProgress?.(present, total);
      }
    } finally {
      await file.close();
    }
    if (total !== undefined && present !== total)
      throw new Error(`the connection broke after ${present} of ${total} bytes`);
    return announced ?? known?.sha256;
  } finally {
    clearTimeout(timer);
  }
}

async function accept(url: string, part: string, target: string, expected: string | undefined): Promise<Downloaded> {
  if (!existsSync(part)) writeFileSync(part, '');
  const hash = createHash('sha256');
  await pipeline(createReadStream(part, { highWaterMark: 1 << 20 }), hash);
  const sha256 = hash.digest('hex');
  if (expected !== undefined && sha256 !== expected.toLowerCase()) {
    discard(part);
    throw new RefusedError(
      `${nameOf(url)}: its SHA-256 is ${sha256}, but ${expected.toLowerCase()} is promised. Refused.`,
    );
  }
  const bytes = sizeOf(part);
  const note = readNote(part);
  if (note) writeNote(noteOf(target), { ...note, sha256 });
  rmSync(noteOf(part), { force: true });
  renameSync(part, target);
  return { bytes, sha256 };
}

/** Removes the note beside a finished download. */
export function forgetDownload(target: string): void {
  rmSync(noteOf(target), { force: true });
}

async function finishedEarlier(url: string, target: string): Promise<Downloaded | undefined> {
  const note = readNote(target);
  if (note?.sha256 === undefined) return undefined;
  const answer = await fetch(url, { method: 'HEAD', headers: { 'Accept-Encoding': 'identity' } }).catch(
    () => undefined,
  );
  if (answer?.ok && validatorOf(answer) === note.validator) return { bytes: sizeOf(target), sha256: note.sha256 };
  discard(target);
  return undefined;
}

/** What tells whether the host still has the same file: a strong ETag, or the date of its last change. */
function validatorOf({ headers }: Response): string | undefined {
  const etag = headers.get('etag');
  if (etag !== null && !etag.startsWith('W/')) return etag;
  return headers.get('last-modified') ?? undefined;
}

function refuseBadAnswer(url: string, response: Response): void {
  const { status } = response;
  const name = nameOf(url);
  if (status === 404 || status === 410) throw new MissingError(`${name}: the host does not have it (${status}).`);
  if (status === 401 || status === 403) {
    throw new RefusedError(`${name}: the host asks for an account or a licence to be accepted (${status}).`);
  }
  if (status === 429 || status >= 500) throw new Error(`the host answered ${status}`);
  if (status !== 200 && status !== 206) throw new RefusedError(`${name}: the host answered ${status}.`);
  if ((response.headers.get('content-type') ?? '').includes('text/html')) {
    throw new MissingError(`${name}: the host sent a page in place of the file.`);
  }
}

/** Some hosts send a page with another type. No graph, configuration or vocabulary begins like one. */
function refusePage(url: string, chunk: Uint8Array): void {
  if (/^\s*<(!doctype|html)/i.test(Buffer.from(chunk.subarray(0, 64)).toString('latin1'))) {
    throw new MissingError(`${nameOf(url)}: the host sent a page in place of the file.`);
  }
}

function rangeStart(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? NaN);
}

/**
 * Follows redirects by hand: hubs give the SHA-256 of a large file as X-Linked-ETag on the redirect to their store.
 * @throws RefusedError when a redirect leaves https, or never ends.
 */
async function follow(url: string, headers: Record<string, string>, signal: AbortSignal) {
  let linkedSha256: string | undefined;
  let address = url;
  for (let hops = 0; hops < 10; hops++) {
    const response = await fetch(address, { headers, signal, redirect: 'manual' });
    linkedSha256 = sha256InTag(response.headers.get('x-linked-etag')) ?? linkedSha256;
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || response.status === 304 || location === null) {
      return { response, linkedSha256 };
    }
    await response.body?.cancel();
    const next = new URL(location, address);
    if (next.protocol !== 'https:' && next.protocol !== new URL(address).protocol) {
      throw new RefusedError(`${nameOf(url)}: the host redirects to ${next.protocol}//, which is not safe.`);
    }
    address = next.href;
  }
  throw new RefusedError(`${nameOf(url)}: the host redirects without end.`);
}

function sha256InTag(tag: string | null): string | undefined {
  return /^(?:W\/)?"?([0-9a-f]{64})"?$/i.exec(tag ?? '')?.[1]?.toLowerCase();
}

interface Note {
  /** ETag or Last-Modified. */
  readonly validator: string;
  readonly sha256?: string;
}

const noteOf = (file: string) => `${file}.note`;

function readNote(part: string): Note | undefined {
  if (!existsSync(part) || !existsSync(noteOf(part))) return undefined;
  return JSON.parse(readFileSync(noteOf(part), 'utf8')) as Note; // written by the next function
}

function writeNote(file: string, note: Note): void {
  writeFileSync(file, JSON.stringify(note));
}

function discard(part: string): void {
  rmSync(part, { force: true });
  rmSync(noteOf(part), { force: true });
}

const sizeOf = (file: string) => (existsSync(file) ? statSync(file).size : 0);
const nameOf = (url: string) => new URL(url).pathname;

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // fetch says only "fetch failed" or "terminated"; what happened is in its cause.
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}

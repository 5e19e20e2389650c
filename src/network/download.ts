import { namedError } from '../contract/errors';
import type { BuildFile } from '../contract/build-manifest';
import type { ModelFile } from '../contract/model-file';

/**
 * The only network access: a GET for a file of this site, without credentials, referrer or query string.
 * Yields the bytes from `fromByte` on, as they arrive; a host that knows no ranges sends all, and what is here is skipped.
 * @throws ModelMissingError (404, or a page in place of the file), ModelIntegrityError (the file ends before `fromByte`),
 * NetworkError (anything else).
 */
export async function* download(file: ModelFile, signal: AbortSignal, fromByte = 0): AsyncGenerator<Uint8Array> {
  const response = await get(file.url, signal, fromByte > 0 ? { Range: `bytes=${fromByte}-` } : {});
  refuseHtml(response, file.path);
  yield* parts(response, file.path, fromByte);
}

/** A file of this build, as it is served now. `file` comes from the build's own list, never from a visitor. */
export async function* downloadBuildFile(
  file: BuildFile,
  baseUrl: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  yield* parts(await get(new URL(file.path, baseUrl).href, signal, {}), file.path, 0);
}

async function* parts(response: Response, path: string, fromByte: number): AsyncGenerator<Uint8Array> {
  let toSkip = response.status === 206 ? 0 : fromByte;
  const reader = response.body!.getReader(); // a GET that succeeded has a body
  try {
    for (;;) {
      const { done, value } = await read(reader, path);
      if (done) return;
      const part = value.subarray(Math.min(toSkip, value.length));
      toSkip -= value.length - part.length;
      if (part.length > 0) yield part;
    }
  } finally {
    reader.cancel().catch(() => undefined); // the stream may be broken already
  }
}

/** A small JSON file of this site, named by the program and never by a visitor. */
export async function fetchJson(url: string, signal: AbortSignal): Promise<unknown> {
  const response = await get(url, signal, {});
  refuseHtml(response, 'the list of models');
  try {
    return await response.json();
  } catch {
    throw namedError('ModelIntegrityError', 'the list of models is not JSON');
  }
}

async function get(url: string, signal: AbortSignal, headers: Record<string, string>): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      signal,
      headers,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    });
  } catch (error) {
    signal.throwIfAborted();
    throw namedError('NetworkError', `no answer: ${(error as Error).message}`); // fetch throws only Errors
  }
  if (response.status === 404) throw namedError('ModelMissingError', 'the host does not have this file (404)');
  if (response.status === 416) throw namedError('ModelIntegrityError', 'the file is shorter than promised (416)');
  if (!response.ok) throw namedError('NetworkError', `the host answered ${response.status}`);
  return response;
}

/** Many hosts answer a missing file with a page and 200. */
function refuseHtml(response: Response, what: string): void {
  if ((response.headers.get('Content-Type') ?? '').includes('text/html')) {
    throw namedError('ModelMissingError', `the host sent a page in place of ${what}`);
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>, path: string) {
  try {
    return await reader.read();
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw namedError('NetworkError', `the connection broke while ${path} was arriving`);
  }
}

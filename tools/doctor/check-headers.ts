import { cacheControl, contentType, responseHeaders } from '../headers.ts';
import type { Findings } from './findings.ts';

const configurations = 'hosting/ has ready configurations; headers.ts is their source.';

/** Checks that an answer carries every header of the design, whatever its status. */
export function checkHeaders(found: Findings, path: string, headers: Headers): void {
  for (const [name, expected] of Object.entries(responseHeaders())) {
    const actual = headers.get(name);
    found.check(
      actual !== null,
      path,
      `${name} is missing`,
      `Send it on every response, errors included: ${configurations}`,
    );
    if (actual === null) continue;
    found.check(
      sayTheSame(name, actual, expected),
      path,
      `${name} is not what this version needs (it says "${shortened(actual)}")`,
      `It should say: ${expected}`,
    );
  }
  for (const name of ['Set-Cookie', 'Access-Control-Allow-Origin', 'Reporting-Endpoints', 'Report-To', 'NEL']) {
    found.check(
      !headers.has(name),
      path,
      `${name} is sent`,
      'Nothing here needs it, and it can tell visitors apart, open the files to other sites, or make browsers report. Take it out.',
    );
  }
}

export function checkType(found: Findings, path: string, headers: Headers): void {
  const [actual, expected] = [headers.get('content-type') ?? 'missing', contentType(path)].map((type) =>
    type.split(';')[0]!.trim().toLowerCase(),
  );
  const allowed = [expected, ...(equivalents.get(expected!) ?? [])];
  found.check(
    allowed.includes(actual),
    path,
    `Content-Type is ${actual}, not ${expected}`,
    `Serve .${path.split('.').at(-1)} as ${expected}: with nosniff, browsers refuse what has another type.`,
  );
}

export function checkCaching(found: Findings, path: string, headers: Headers): void {
  const actual = headers.get('cache-control') ?? '';
  if (cacheControl(path).includes('immutable')) {
    found.check(
      actual.includes('immutable') && Number(/max-age=(\d+)/.exec(actual)?.[1] ?? 0) >= 2_592_000,
      path,
      `Cache-Control is "${actual}"`,
      `Files under assets/ never change: send "${cacheControl(path)}", and visitors fetch them once.`,
    );
  } else {
    found.check(
      /no-cache|max-age=0/.test(actual) && !actual.includes('immutable'),
      path,
      `Cache-Control is "${actual}"`,
      `This file keeps its name when it changes: send "${cacheControl(path)}" with an ETag, so that no visitor mixes two versions.`,
    );
  }
  found.check(
    headers.has('etag') || headers.has('last-modified'),
    path,
    'there is neither ETag nor Last-Modified',
    'Let the server send ETags, so that a visitor who comes back fetches nothing twice and a broken download can go on.',
  );
}

/** Two names for one thing. */
const equivalents = new Map([
  ['text/javascript', ['application/javascript']],
  ['image/x-icon', ['image/vnd.microsoft.icon']],
  ['application/octet-stream', ['application/vnd.onnx', 'application/onnx']],
]);

function sayTheSame(name: string, actual: string, expected: string): boolean {
  if (name === 'Strict-Transport-Security') return Number(/max-age=(\d+)/.exec(actual)?.[1] ?? 0) >= 15_768_000;
  if (name === 'Content-Security-Policy') return policyIsAsStrict(actual, expected);
  return tidy(actual) === tidy(expected);
}

/** The same directives with the same sources; `connect-src` may name https origins that the host configured. */
function policyIsAsStrict(actual: string, expected: string): boolean {
  const [given, wanted] = [directivesOf(actual), directivesOf(expected)];
  if (given.size !== wanted.size) return false;
  return [...wanted].every(([name, sources]) => {
    const others = new Set(given.get(name) ?? ['missing']);
    for (const source of sources) if (!others.delete(source)) return false;
    return [...others].every((source) => name === 'connect-src' && /^https:\/\/[^*/]+$/.test(source));
  });
}

function directivesOf(policy: string): Map<string, string[]> {
  const parts = policy.split(';').map((part) => tidy(part).split(' '));
  return new Map(parts.filter(([name]) => name !== '').map(([name, ...sources]) => [name!, sources]));
}

const tidy = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
const shortened = (text: string) => (text.length > 100 ? `${text.slice(0, 100)}…` : text);

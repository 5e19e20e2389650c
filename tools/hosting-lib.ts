import { contentTypes, immutable, responseHeaders, revalidated } from './headers.ts';
import { hostFiles } from './build/host-files.ts';

const note = 'Written by `npx tsx tools/hosting.ts` from tools/headers.ts: change it there.';

/** Files of `hosting/` that hold the headers: name to text. */
export function hostingFiles(): Readonly<Record<string, string>> {
  return {
    'headers.caddy': caddyHeaders(),
    'files.caddy': caddyFiles(),
    'headers.nginx.conf': nginxHeaders(),
    'types.nginx.conf': nginxTypes(),
  };
}

function caddyHeaders(): string {
  return [
    `# ${note}`,
    'header {',
    ...Object.entries(responseHeaders()).map(([name, value]) => `\t${name} "${value}"`),
    '\t-Server',
    '}',
    '',
  ].join('\n');
}

function caddyFiles(): string {
  const hidden = Object.keys(hostFiles()).map((name) => `*/${name}`);
  return [
    `# ${note}`,
    '@hashed path_regexp /assets/[^/]+$',
    `header ?Cache-Control "${revalidated}"`,
    `header @hashed Cache-Control "${immutable}"`,
    'header ?Content-Type application/octet-stream',
    ...Object.entries(contentTypes).flatMap(([extension, type]) => [
      `@${extension} path *.${extension}`,
      `header @${extension} Content-Type "${type}"`,
    ]),
    `@host_files path ${hidden.join(' ')}`,
    'error @host_files 404',
    '',
  ].join('\n');
}

function nginxHeaders(): string {
  return [
    `# ${note}`,
    '# "always": errors carry them too. A location with an add_header of its own would lose all of these: have none.',
    ...Object.entries(responseHeaders()).map(([name, value]) => `add_header ${name} "${value}" always;`),
    'add_header Cache-Control $ephemera_cache;',
    '',
  ].join('\n');
}

function nginxTypes(): string {
  return [
    `# ${note}`,
    'types {',
    ...Object.entries(contentTypes).map(([extension, type]) => `  ${type.split(';')[0]} ${extension};`),
    '}',
    'default_type application/octet-stream;',
    'charset utf-8;',
    'map $uri $ephemera_cache {',
    `  default "${revalidated}";`,
    `  ~/assets/[^/]+$ "${immutable}";`,
    '}',
    '',
  ].join('\n');
}

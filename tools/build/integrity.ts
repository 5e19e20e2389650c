import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Adds Subresource Integrity to the scripts and style sheets of the page. Workers and wasm have no such attribute. */
export function addIntegrity(dist: string): void {
  const page = join(dist, 'index.html');
  if (!existsSync(page)) return;
  const html = readFileSync(page, 'utf8').replace(/<(script|link)\b[^>]*>/g, (tag) => withIntegrity(tag, dist));
  writeFileSync(page, html);
}

function withIntegrity(tag: string, dist: string): string {
  const path = /\s(?:src|href)="(?:\.?\/)?(assets\/[^"]+\.(?:js|mjs|css))"/.exec(tag)?.[1];
  if (path === undefined || tag.includes(' integrity=')) return tag;
  const digest = createHash('sha384')
    .update(readFileSync(join(dist, path)))
    .digest('base64');
  return tag.replace(/\s*\/?>$/, ` integrity="sha384-${digest}">`);
}

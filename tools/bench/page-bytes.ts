import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measurement } from './measurement';

const budget = 120 * 1024;

/** JavaScript that a visitor's page loads before any model runtime: the entry and everything it imports at once. */
export async function* pageBytes(dist = 'dist'): AsyncGenerator<Measurement> {
  const html = await readFile(join(dist, 'index.html'), 'utf8');
  const queue = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path!);
  const seen = new Set<string>();
  let bytes = 0;
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const source = await readFile(join(dist, path), 'utf8');
    const imports = source.matchAll(/(?:^|[;}\n])(?:import|export)(?:[^'"()]*?from)?["']\.\/([^"']+\.js)["']/g);
    for (const [, name] of imports) queue.push(`assets/${name!}`);
    const compressed = await stat(join(dist, `${path}.br`)).catch(() => stat(join(dist, path)));
    bytes += compressed.size;
  }
  yield {
    name: 'page-javascript-before-runtime',
    value: bytes,
    unit: 'bytes (brotli)',
    comparedWith: `budget ${budget}`,
    note: `${seen.size} files`,
  };
}

/** Each folder of src, and the folders it may import. */
export type ImportTable = Readonly<Record<string, readonly string[]>>;

const start = '<!-- graph: written by `npm run graph` from .dependency-cruiser.js -->';
const end = '<!-- /graph -->';

/** The block for ARCHITECTURE.md: a drawing, and every row of the table. */
export function graphBlock(table: ImportTable): string {
  const arrows = drawnArrows(table).map(([from, to]) => `  ${nodeOf(from)} --> ${nodeOf(to)}`);
  const rows = Object.entries(table).map(([folder, allowed]) => `| ${folder} | ${allowed.join(', ') || 'nothing'} |`);
  return [
    start,
    '```mermaid',
    'graph TD',
    ...arrows,
    '```',
    '',
    'An arrow that follows from others is not drawn; these are all of them:',
    '',
    '| folder of `src/` | may import |',
    '| --- | --- |',
    ...rows,
    end,
  ].join('\n');
}

/** The document with its block replaced, or with one added at its end. */
export function withGraph(document: string, block: string): string {
  const from = document.indexOf(start);
  const to = document.indexOf(end);
  if (from === -1 || to === -1) return `${document.trimEnd()}\n\n${block}\n`.trimStart();
  return document.slice(0, from) + block + document.slice(to + end.length);
}

/** Arrows without those that a longer way round also gives: the table has too many to read as a drawing. */
function drawnArrows(table: ImportTable): [string, string][] {
  return Object.entries(table).flatMap(([from, allowed]) =>
    allowed
      .filter((to) => !allowed.some((other) => other !== to && reaches(table, other, to)))
      .map((to): [string, string] => [from, to]),
  );
}

function reaches(table: ImportTable, from: string, to: string, seen = new Set<string>()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return (table[from] ?? []).some((next) => next === to || reaches(table, next, to, seen));
}

// Mermaid reads some words as its own (`end`, `graph`), so nodes are not named by the folder alone.
const nodeOf = (folder: string) => `${folder}_["${folder}"]`;

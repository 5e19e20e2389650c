import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mayImport } from '../../../.dependency-cruiser.js';
import { graphBlock, withGraph } from '../../../tools/graph-lib.ts';

test('an arrow that follows from others is not drawn, but is in the table', () => {
  const block = graphBlock({ ui: ['session', 'contract'], session: ['contract'], contract: [] });

  expect(block).toContain('ui_["ui"] --> session_["session"]');
  expect(block).not.toContain('ui_["ui"] --> contract_["contract"]');
  expect(block).toContain('| ui | session, contract |');
  expect(block).toContain('| contract | nothing |');
});

test('drawing again changes only the block', () => {
  const old = withGraph('# Title\n\nText.\n', graphBlock({ a: ['b'], b: [] }));
  const renewed = withGraph(`${old}\nMore text.\n`, graphBlock({ a: [], b: [] }));

  expect(renewed).toContain('# Title\n\nText.\n');
  expect(renewed).toContain('\nMore text.\n');
  expect(renewed).not.toContain('-->\n  a');
  expect(withGraph(renewed, graphBlock({ a: [], b: [] }))).toBe(renewed);
});

test('ARCHITECTURE.md shows the import table as it is now', () => {
  const document = readFileSync(join(import.meta.dirname, '../../../ARCHITECTURE.md'), 'utf8');

  expect(withGraph(document, graphBlock(mayImport))).toBe(document);
});

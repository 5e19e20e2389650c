import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { pressed, shortcuts } from '../../../src/ui/shortcuts';

const sources = readdirSync('src/ui', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(svelte|ts)$/.test(name) && !name.startsWith('messages') && name !== 'shortcuts.ts')
  .map((name) => ({ name, text: readFileSync(`src/ui/${name}`, 'utf8') }));

test('no part of the page listens to a key that is not in the table of shortcuts', () => {
  const reads = /\b(event|e)\.(key|code|keyCode|which)\b|accesskey|\{ ?(key|code)\b[^}]*\}: KeyboardEvent/;

  expect(sources.filter(({ text }) => reads.test(text)).map(({ name }) => name)).toEqual([]);
  expect(sources.filter(({ text }) => text.includes('KeyboardEvent')).length).toBeGreaterThan(3); // they are looked at
});

test('every shortcut of the table is listened to', () => {
  const all = sources.map(({ text }) => text).join('\n');
  const heard = Object.keys(shortcuts).filter((id) => all.includes(`pressed(event, '${id}')`));

  expect([...heard, 'paste'].sort()).toEqual(Object.keys(shortcuts).sort());
  expect(all).toContain('{onpaste}');
});

const key = (name: string, more: Partial<KeyboardEvent> = {}) =>
  ({ key: name, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...more }) as KeyboardEvent;

test.each([
  [key('Enter', { ctrlKey: true }), 'generate', 'Enter'],
  [key('Enter', { metaKey: true }), 'generate', 'Enter'],
  [key('Enter'), 'generate', undefined],
  [key('ArrowUp', { ctrlKey: true }), 'history', undefined],
  [key('ArrowUp', { isComposing: true }), 'history', undefined],
  [key('Z', { shiftKey: true }), 'undo', 'Z'],
  [key('?', { altKey: true }), 'list', undefined],
] as const)('%# a shortcut is its own keys, with Ctrl where it says so and else without', (event, id, expected) => {
  expect(pressed(event, id)).toBe(expected);
});

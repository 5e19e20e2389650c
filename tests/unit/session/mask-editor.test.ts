import { expect, test } from 'vitest';
import { MaskEditor } from '../../../src/session/mask-editor.svelte';

const painted = (editor: MaskEditor) => editor.mask.filter((value) => value === 255).length;

test('a stroke is round at its ends and as wide as the brush', () => {
  const editor = new MaskEditor(64, 64);
  editor.begin();
  editor.stroke({ x: 20, y: 32 }, { x: 44, y: 32 }, 5, 255);

  const column = Array.from({ length: 64 }, (_, y) => editor.mask[y * 64 + 32]!);
  expect(column.filter((value) => value === 255)).toHaveLength(11);
  const expected = Math.PI * 25 + 24 * 11;
  expect(Math.abs(painted(editor) - expected)).toBeLessThan(0.1 * expected);
});

test('undo takes a stroke back whole, redo brings it back, a new stroke ends redo', () => {
  const editor = new MaskEditor(32, 32);
  editor.begin();
  editor.stroke({ x: 4, y: 4 }, { x: 8, y: 8 }, 2, 255);
  editor.stroke({ x: 8, y: 8 }, { x: 12, y: 8 }, 2, 255);
  const whole = editor.mask;

  editor.undo();
  expect(painted(editor)).toBe(0);
  editor.redo();
  expect(editor.mask).toEqual(whole);

  editor.undo();
  editor.begin();
  editor.stroke({ x: 1, y: 1 }, { x: 1, y: 1 }, 1, 255);
  expect(editor.canRedo).toBe(false);
});

test('the lasso fills what it goes around and nothing else', () => {
  const editor = new MaskEditor(32, 32);
  editor.begin();
  editor.fill([
    { x: 8, y: 8 },
    { x: 24, y: 8 },
    { x: 24, y: 16 },
    { x: 8, y: 16 },
  ]);

  expect(painted(editor)).toBe(16 * 8);
  expect(editor.mask[12 * 32 + 12]).toBe(255);
  expect(editor.mask[20 * 32 + 12]).toBe(0);
});

test('strokes beyond the border, and lassos of two points, do no harm', () => {
  const editor = new MaskEditor(16, 16);
  editor.begin();
  editor.stroke({ x: -50, y: -50 }, { x: 90, y: 90 }, 3, 255);
  editor.fill([
    { x: 1, y: 1 },
    { x: 2, y: 2 },
  ]);

  expect(editor.mask).toHaveLength(256);
  expect(painted(editor)).toBeGreaterThan(16);
});

import { describe, expect, test } from 'vitest';
import { placeReferences, type Recolour, type SlotShape } from '../../../src/retrieval/references';
import { stickerMemory, stickerReader, stickerTokenizer } from '../sticker';

const memory = stickerMemory();
const tokenizer = stickerTokenizer();
const reader = stickerReader();
const shape: SlotShape = { slots: 3, channels: 12, grid: 16, flags: 6 };
const cells = shape.grid * shape.grid;
const planes = shape.channels + 1;
const firstOf = () => 0;

/** Paints by numbers: every latent is the colour's blue. */
const paint: Recolour = (art, [, , blue]) =>
  Promise.resolve({ ...art, latents: art.latents.map((value) => (value === 0 ? 0 : blue)) });

async function place(
  prompt: string,
  choose: (count: number) => number = firstOf,
  own?: Parameters<typeof placeReferences>[3],
) {
  const references = await placeReferences(memory, tokenizer, reader.read(prompt), own, shape, choose, paint);
  const coverage = (slot: number) =>
    references.referenceLatents.data.subarray((slot * planes + shape.channels) * cells, (slot + 1) * planes * cells);
  const flags = (slot: number) => [...references.referenceFlags.data.subarray(slot * 6, slot * 6 + 6)];
  return { ...references, coverage, flags, mask: [...references.referenceMask.data] };
}

/** Mean row and column of what a slot covers. */
function middle(coverage: Float32Array): { x: number; y: number } {
  let [x, y, sum] = [0, 0, 0];
  coverage.forEach((value, cell) => {
    x += value * (cell % shape.grid);
    y += value * Math.floor(cell / shape.grid);
    sum += value;
  });
  return { x: x / sum, y: y / sum };
}

test('the tensors have the shapes of models/FORMAT.md', async () => {
  const { referenceLatents, referenceNames, referenceMask, referenceFlags } = await place('a cat and a dog on navy');

  expect([referenceLatents, referenceNames, referenceMask, referenceFlags].map(({ dims }) => dims)).toEqual([
    [1, 3, 13, 16, 16],
    [1, 3, 100],
    [1, 3],
    [1, 3, 6],
  ]);
});

describe('slots', () => {
  test.each([
    ['nothing at all', [0, 0, 0]],
    ['a cat', [1, 0, 0]],
    ['a cat and a dog', [1, 1, 0]],
    ['a cat on a navy background', [1, 0, 1]],
    ['a cat and a dog on navy', [1, 1, 1]],
  ])('%s fills %j', async (prompt, mask) => {
    expect((await place(prompt === 'nothing at all' ? '' : prompt)).mask).toEqual(mask);
  });

  test('a slot that is not filled is zero', async () => {
    const { referenceLatents, coverage } = await place('a cat');

    expect(referenceLatents.data.subarray(planes * cells).every((value) => value === 0)).toBe(true);
    expect(coverage(0).some((value) => value > 0)).toBe(true);
  });

  test('a background covers every cell of the last slot', async () => {
    expect((await place('a cat on navy')).coverage(2).every((value) => value === 1)).toBe(true);
  });
});

describe('places', () => {
  test('beside: the first left, the second right', async () => {
    const { coverage } = await place('a cat next to a dog');

    expect(middle(coverage(0)).x).toBeLessThan(middle(coverage(1)).x);
  });

  test('above: the first higher', async () => {
    const { coverage } = await place('a bird above a house');

    expect(middle(coverage(0)).y).toBeLessThan(middle(coverage(1)).y);
  });

  test('a hat sits in the upper half of who wears it', async () => {
    const { coverage } = await place('a cat wearing a top hat');

    expect(middle(coverage(1)).y).toBeLessThan(middle(coverage(0)).y);
  });

  test('two are as much again as one, more or less', async () => {
    const covered = async (prompt: string) => (await place(prompt)).coverage(0).filter((value) => value > 0.5).length;

    expect(await covered('two cats')).toBeGreaterThan((await covered('a small cat')) * 1.3);
  });
});

describe('flags', () => {
  test('of the style asked for', async () => {
    expect((await place('a cat')).flags(0)).toEqual([1, 0, 0, 0, 0, 0]);
  });

  test('another colour is in the artwork itself, so that the network has nothing to recolour', async () => {
    const { rgb } = memory.index.colours['blue']!;
    const { flags, coverage, referenceLatents } = await place('a blue cat');

    const whole = coverage(0).indexOf(1);
    expect(flags(0)).toEqual([1, 0, 0, 0, 0, 0]);
    expect(referenceLatents.data[whole]).toBe(rgb[2]);
  });

  test.each(memory.index.styles.map(({ id, words }) => [words[0]!, id] as const))(
    'asked for %s, artwork of that style is taken',
    async (word, style) => {
      const { leanedOn, flags } = await place(`${word} red apple`);
      const source = memory.index.sources.find(({ title }) => title === leanedOn[0]!.source);

      expect([source!.style, flags(0)[0]]).toEqual([style, 1]);
    },
  );
});

test('seeds choose among artworks: another choice, another picture to lean on', async () => {
  const references = await Promise.all(
    [0, 1, 2].map((pick) => place('a red apple', (count) => Math.min(pick, count - 1))),
  );
  const sources = references.map(({ leanedOn }) => leanedOn[0]!.source);

  expect(new Set(sources).size).toBeGreaterThan(1);
});

test('every artwork leaned on is credited', async () => {
  expect((await place('a cat wearing a top hat')).leanedOn.map(({ name }) => name)).toEqual(['cat face', 'top hat']);
  expect((await place('')).leanedOn).toEqual([]);
});

test('the visitor’s own picture takes the first slot and is nobody’s artwork', async () => {
  const own = {
    latents: new Float32Array(shape.channels * cells).fill(0.5),
    coverage: new Float32Array(cells).fill(1),
  };

  const { flags, coverage, leanedOn, mask } = await place('a cat', firstOf, own);

  expect(mask).toEqual([1, 0, 0]);
  expect(flags(0).slice(0, 2)).toEqual([1, 1]);
  expect(coverage(0).every((value) => value === 1)).toBe(true);
  expect(leanedOn).toEqual([]);
});

test('what the visitor’s own picture is to wear goes to the second slot, onto its upper half', async () => {
  const coverage = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const [x, y] = [cell % shape.grid, Math.floor(cell / shape.grid)];
    if (x >= 4 && x < 12 && y >= 5) coverage[cell] = 1;
  }
  const own = { latents: new Float32Array(shape.channels * cells).fill(0.5), coverage };

  const placed = await place('this wearing a crown', firstOf, own);

  expect(placed.mask).toEqual([1, 1, 0]);
  expect(placed.leanedOn.map(({ name }) => name)).toEqual(['crown']);
  const crown = middle(placed.coverage(1));
  expect(Math.abs(crown.x - 7.5)).toBeLessThan(1.5);
  expect(crown.y).toBeLessThan(7);
});

test.each(['wearing-head', 'wearing-eyes', 'wearing-neck'])(
  '%s: no wearer is without a place to stand',
  async (layout) => {
    const wear = layout.slice('wearing-'.length);
    const worn = memory.index.subjects.findIndex((subject) => subject.wear === wear);
    for (let subject = 0; subject < memory.index.subjects.length; subject += 50) {
      const reading = { subjects: [{ subject }, { subject: worn }], layout };
      const placed = placeReferences(memory, tokenizer, reading, undefined, shape, firstOf, paint);
      await expect(placed).resolves.toBeDefined();
    }
  },
);

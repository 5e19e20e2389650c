import { describe, expect, test } from 'vitest';
import { arrange, fillSlots, type SlotShape } from '../../../src/retrieval/references';
import { meanVector } from '../../../src/retrieval/subject-vectors';
import { tensor } from '../../../src/tensor/tensor';
import { stickerMemory, stickerReader, stickerTokenizer } from '../sticker';

const memory = stickerMemory();
const tokenizer = stickerTokenizer();
const reader = stickerReader();
const shape: SlotShape = { slots: 3, channels: 12, grid: 16, flags: 6 };
const cells = shape.grid * shape.grid;
const planes = shape.channels + 1;
const firstOf = () => 0;

function place(prompt: string, choose: (count: number) => number = firstOf, own?: Float32Array) {
  const arrangement = arrange(memory, tokenizer, reader.read(prompt), own, shape, choose);
  const composed = tensor(new Float32Array(shape.channels * cells).fill(0.5), [1, shape.channels, 16, 16]);
  const ground = arrangement.background === undefined ? {} : { ground: new Float32Array(shape.channels * cells) };
  const referenceLatents = fillSlots(memory, arrangement, own, { composed, ...ground }, shape);
  const coverage = (slot: number) =>
    referenceLatents.data.subarray((slot * planes + shape.channels) * cells, (slot + 1) * planes * cells);
  const flags = (slot: number) => [...arrangement.referenceFlags.data.subarray(slot * 6, slot * 6 + 6)];
  return { ...arrangement, referenceLatents, coverage, flags, mask: [...arrangement.referenceMask.data] };
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

test('the tensors have the shapes of models/FORMAT.md', () => {
  const { referenceLatents, referenceNames, referenceMask, referenceFlags } = place('a cat and a dog on navy');

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
  ])('%s fills %j', (prompt, mask) => {
    expect(place(prompt === 'nothing at all' ? '' : prompt).mask).toEqual(mask);
  });

  test('a slot that is not filled is zero', () => {
    const { referenceLatents, coverage } = place('a cat');

    expect(referenceLatents.data.subarray(planes * cells).every((value) => value === 0)).toBe(true);
    expect(coverage(0).some((value) => value > 0)).toBe(true);
  });

  test('a background covers every cell of the last slot', () => {
    expect(
      place('a cat on navy')
        .coverage(2)
        .every((value) => value === 1),
    ).toBe(true);
  });
});

describe('places', () => {
  test('beside: the first left, the second right', () => {
    const { coverage } = place('a cat next to a dog');

    expect(middle(coverage(0)).x).toBeLessThan(middle(coverage(1)).x);
  });

  test('above: the first higher', () => {
    const { coverage } = place('a bird above a house');

    expect(middle(coverage(0)).y).toBeLessThan(middle(coverage(1)).y);
  });

  test('a hat sits in the upper half of who wears it', () => {
    const { coverage } = place('a cat wearing a top hat');

    expect(middle(coverage(1)).y).toBeLessThan(middle(coverage(0)).y);
  });

  const lowest = (coverage: Float32Array) => Math.max(...[...coverage.keys()].filter((i) => coverage[i]! > 0)) >> 4;
  const highest = (coverage: Float32Array) => coverage.findIndex((value) => value > 0) >> 4;

  test('a rider sinks into what it rides', () => {
    const { coverage } = place('a cat riding a bicycle');

    expect(lowest(coverage(0))).toBeGreaterThan(highest(coverage(1)) + 1);
    expect(middle(coverage(0)).y).toBeLessThan(middle(coverage(1)).y);
  });

  test('a skateboard slopes, and does not hide who stands on it', () => {
    const { coverage, placed } = place('a bear on a skateboard');
    const [bear] = placed;
    const cells = memory.coverage(bear!.artwork, bear!.grid).filter((value) => value > 0.5).length;
    const hidden = coverage(0).filter((value, cell) => value > 0 && coverage(1)[cell]! > 0).length;

    expect(hidden / cells).toBeLessThan(0.35);
  });

  test('a scarf leaves the mouth free, a hat the eyes', () => {
    const top = (prompt: string) => {
      const { placed } = place(prompt);
      const [wearer, worn] = placed;
      return (worn!.at[1] + worn!.grid / 16 - wearer!.at[1]) / wearer!.grid;
    };

    expect(top('a bear with a scarf')).toBeGreaterThan(0.75);
    expect(top('a boy wearing a scarf')).toBeGreaterThan(0.75);
    expect(top('a penguin with a hat')).toBeLessThan(-0.3);
  });

  test('who is on something stands on it, not on the lamp beside it', () => {
    for (const prompt of ['santa on a sled', 'a cat on a couch', 'a frog on a mushroom']) {
      for (const variant of [0, 1]) {
        const { placed } = place(prompt, (count) => variant % count);
        const [rider, ground] = placed;
        const rows = (one: typeof rider) =>
          [...memory.coverage(one!.artwork, one!.grid).keys()]
            .filter((cell) => memory.coverage(one!.artwork, one!.grid)[cell]! > 0.5)
            .map((cell) => one!.at[1] + Math.floor(cell / one!.grid));

        const foot = Math.max(...rows(rider)) + 1;

        expect(foot).toBeGreaterThan(Math.min(...rows(ground)));
        expect(foot).toBeLessThan((Math.min(...rows(ground)) + Math.max(...rows(ground))) / 2 + 2);
        expect(Math.min(...rows(rider))).toBeGreaterThanOrEqual(-1);
      }
    }
  });

  test('a bird that is asked for in hat and scarf wears both, in every style', () => {
    for (const style of ['flat', '3d', 'cartoon']) {
      const { placed } = place(`a penguin with a scarf and a hat, ${style}`);
      const [penguin, ...worn] = placed;

      for (const thing of worn) {
        expect(Math.abs(thing.at[0] + thing.grid / 2 - penguin!.at[0] - penguin!.grid / 2)).toBeLessThan(2.5);
        expect(thing.at[1] + thing.grid).toBeGreaterThan(penguin!.at[1]);
      }
      expect(worn).toHaveLength(2);
    }
  });

  test('three birds come down onto their tree each for itself', () => {
    const { placed } = place('three birds on a tree');
    const [left, top, right, tree] = placed;

    expect(placed).toHaveLength(4);
    expect(top!.at[1]).toBeLessThan(left!.at[1]);
    expect(left!.at[0]).toBeLessThan(tree!.at[0] + tree!.grid / 2);
    expect(right!.at[0]).toBeGreaterThan(top!.at[0]);
  });

  test('a third subject shares the second’s slot, under both names', () => {
    const { leanedOn, placed, mask, referenceNames } = place('a lion and a tiger and a bear');
    const mean = (name: string) => meanVector(tokenizer, tokenizer.words(name));

    expect(leanedOn.map(({ name }) => name)).toEqual(['lion', 'tiger', 'bear']);
    expect(placed.map(({ slot }) => slot)).toEqual([0, 1, 1]);
    expect(mask).toEqual([1, 1, 0]);
    expect([...referenceNames.data.subarray(100, 200)]).toEqual([...mean('tiger bear')]);
  });

  test('a hat and sunglasses both sit on who wears them, in proportion', () => {
    const { placed } = place('a cat with a hat and sunglasses');
    const [cat, hat, glasses] = placed;

    expect(hat!.at[1]).toBeLessThan(glasses!.at[1]);
    expect(glasses!.grid).toBe((cat!.grid * 12) / 16);
  });

  test('what there is no place to wear is drawn all the same', () => {
    const faceless = memory.index.artworks.findIndex((_, i) => !memory.index.anchors[i]?.neck);
    const subject = memory.index.artworks[faceless]![0];
    const named = (name: string) => ({ subject: memory.index.subjects.findIndex((one) => one.name === name) });
    const reading = { subjects: [{ subject }, named('top hat'), named('scarf')], layout: 'wearing-two-neck' };
    const { placed, leanedOn } = arrange(memory, tokenizer, reading, undefined, shape, firstOf);

    expect(leanedOn).toHaveLength(3);
    expect(placed).toHaveLength(3);
  });

  test('seeds differ in which way round a place is', () => {
    const ways = new Set([0, 1].map((way) => place('a fox at night', (count) => way % count).isMirrored));

    expect(ways.size).toBe(2);
  });

  test('seven frogs are seven', () => {
    expect(place('seven frogs').placed).toHaveLength(7);
  });

  test('two are as much again as one, more or less', () => {
    const covered = (prompt: string) =>
      place(prompt)
        .coverage(0)
        .filter((value) => value > 0).length;

    expect(covered('two cats')).toBeGreaterThan(covered('a small cat') * 1.3);
  });
});

describe('flags', () => {
  test('of the style asked for', () => {
    expect(place('a cat').flags(0)).toEqual([1, 0, 0, 0, 0, 0]);
  });

  test('another colour is given to the artwork, so that the network has nothing to recolour', () => {
    const { rgb } = memory.index.colours['blue']!;
    const { flags, placed } = place('a blue cat');

    expect(flags(0)).toEqual([1, 0, 0, 0, 0, 0]);
    expect(placed.map((one) => one.rgb)).toEqual([rgb]);
  });

  test.each(memory.index.styles.map(({ id, words }) => [words[0]!, id] as const))(
    'asked for %s, artwork of that style is taken',
    (word, style) => {
      const { leanedOn, flags } = place(`${word} red apple`);
      const source = memory.index.sources.find(({ title }) => title === leanedOn[0]!.source);

      expect([source!.style, flags(0)[0]]).toEqual([style, 1]);
    },
  );
});

test('what was restyled may be redrawn, an own picture in a style that was asked for is to be kept', () => {
  const { index } = memory;
  const lacking = index.subjects.findIndex((_, subject) => {
    const own = index.artworks.filter(([of]) => of === subject);
    return own.length > 0 && own.every(([, source]) => index.sources[source]!.style !== 'noto');
  });

  const { flags, leanedOn } = place(`${index.subjects[lacking]!.name}, cartoon`);

  expect(leanedOn[0]).toMatchObject({ isRestyled: true });
  expect(flags(0)[0]).toBe(0);
  expect(place('a cat, cartoon', firstOf, new Float32Array(cells).fill(1)).flags(0).slice(0, 2)).toEqual([1, 1]);
});

test('seeds choose among artworks: another choice, another picture to lean on', () => {
  const references = [0, 1, 2].map((pick) => place('a red apple', (count) => Math.min(pick, count - 1)));
  const sources = references.map(({ leanedOn }) => leanedOn[0]!.source);

  expect(new Set(sources).size).toBeGreaterThan(1);
});

test('two subjects are drawn in one style, whichever it is', () => {
  for (const pick of [0, 1, 2]) {
    const { leanedOn } = place('a red apple and a dog', (count) => Math.min(pick, count - 1));

    expect(leanedOn[1]!.source).toBe(leanedOn[0]!.source);
  }
});

test('a sticker has its border, and nothing else has', () => {
  expect(place('a fox sticker on teal').isSticker).toBe(true);
  expect(place('a fox on teal')).not.toHaveProperty('isSticker');
});

test('every artwork leaned on is credited', () => {
  expect(place('a cat wearing a top hat').leanedOn.map(({ name }) => name)).toEqual(['cat face', 'top hat']);
  expect(place('').leanedOn).toEqual([]);
});

test('the visitor’s own picture takes the first slot and is nobody’s artwork', () => {
  const own = new Float32Array(cells).fill(1);

  const { flags, coverage, leanedOn, mask } = place('a cat', firstOf, own);

  expect(mask).toEqual([1, 0, 0]);
  expect(flags(0).slice(0, 2)).toEqual([1, 1]);
  expect(coverage(0).every((value) => value === 1)).toBe(true);
  expect(leanedOn).toEqual([]);
});

test('what the visitor’s own picture rides reaches up to it, and stands in the second slot', () => {
  const coverage = Float32Array.from({ length: cells }, (_, cell) =>
    Number(cell < 5 * shape.grid && cell % shape.grid > 5),
  );

  const placed = place('this riding a bicycle', firstOf, coverage);

  expect(placed.leanedOn.map(({ name }) => name)).toEqual(['bicycle']);
  const rows = [...placed.coverage(1)].flatMap((value, cell) => (value > 0.5 ? [Math.floor(cell / shape.grid)] : []));
  expect(Math.min(...rows)).toBeLessThan(5);
});

test('what the visitor’s own picture is to wear goes to the second slot, onto its upper half', () => {
  const coverage = new Float32Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const [x, y] = [cell % shape.grid, Math.floor(cell / shape.grid)];
    if (x >= 4 && x < 12 && y >= 5) coverage[cell] = 1;
  }

  const placed = place('this wearing a crown', firstOf, coverage);

  expect(placed.mask).toEqual([1, 1, 0]);
  expect(placed.leanedOn.map(({ name }) => name)).toEqual(['crown']);
  const crown = middle(placed.coverage(1));
  expect(Math.abs(crown.x - 7.5)).toBeLessThan(1.5);
  expect(crown.y).toBeLessThan(7);
});

test.each(['wearing-head', 'wearing-eyes', 'wearing-neck'])('%s: no wearer is without a place to stand', (layout) => {
  const wear = layout.slice('wearing-'.length);
  const worn = memory.index.subjects.findIndex((subject) => subject.wear === wear);
  for (let subject = 0; subject < memory.index.subjects.length; subject += 50) {
    const reading = { subjects: [{ subject }, { subject: worn }], layout };
    const { placed } = arrange(memory, tokenizer, reading, undefined, shape, firstOf);
    expect(placed.map(({ slot }) => slot)).toEqual([0, 1]);
  }
});

import { describe, expect, test } from 'vitest';
import { singular, wordTokenizer } from '../../../src/tokenizers/words';
import { stickerTokenizer } from '../sticker';

const config = {
  max_length: 5,
  pad_id: 0,
  cls_id: 1,
  unk_id: 2,
  vector_length: 2,
  replace: [
    ['3d', ' threed '],
    ['’', ''],
    ["'", ''],
  ] as const,
};
const list = ['apple', 'cat', 'threed', 'fox', 'tiger', 'house', 'giraffe', 'cafe'];

/** Word k has the vector (k + 1, −(k + 1)) / 2: scale ½, then the values. */
function vectorBytes(): Uint8Array {
  const bytes = new Uint8Array(list.length * 6);
  const view = new DataView(bytes.buffer);
  for (const k of list.keys()) {
    view.setFloat32(6 * k, 0.5, true);
    view.setInt8(6 * k + 4, k + 1);
    view.setInt8(6 * k + 5, -(k + 1));
  }
  return bytes;
}

const tiny = wordTokenizer(config, list.join('\n') + '\n', vectorBytes());

describe('words', () => {
  test.each([
    ['A Cat', ['a', 'cat']],
    ['a 3D cat’s 2 hats', ['a', 'threed', 'cats', '2', 'hats']],
    ['Ｆｕｌｌ ｗｉｄｔｈ', ['full', 'width']],
    ['a café, a piñata', ['a', 'cafe', 'a', 'pinata']],
    ['<b>fox</b>\n\tfox', ['b', 'fox', 'b', 'fox']],
    ['🦊 שועל \u0000', []],
    ['', []],
  ])('%j is %j', (text, words) => {
    expect(tiny.words(text)).toEqual(words);
  });
});

describe('encode', () => {
  test('is cls, the words’ ids, then padding', () => {
    expect(tiny.encode('cat fox').ids).toEqual([1, 4, 6, 0, 0]);
  });

  test('gives each word its vector, and the special ids none', () => {
    const { vectors } = tiny.encode('cat fox');

    expect([...vectors]).toEqual([0, 0, 1, -1, 2, -2, 0, 0, 0, 0]);
  });

  test('a word that nobody knows is named, once, and sent as unknown', () => {
    const encoded = tiny.encode('zxqv cat zxqv');

    expect(encoded.ids).toEqual([1, 2, 4, 2, 0]);
    expect(encoded.unknown).toEqual(['zxqv']);
    expect([...encoded.vectors.slice(2, 4)]).toEqual([0, 0]);
  });

  test('says how many words did not fit', () => {
    expect(tiny.encode('cat fox cat fox').dropped).toBe(0);
    expect(tiny.encode('cat fox cat fox cat fox').dropped).toBe(2);
    expect(tiny.encode('cat fox cat fox cat fox').ids).toEqual([1, 4, 6, 4, 6]);
  });

  test('words in other letters are named as not known', () => {
    expect(tiny.encode('שועל cat 狐 ёж').unknown).toEqual(['שועל', '狐', 'еж']);
  });

  test('an empty prompt is cls and padding', () => {
    expect(tiny.encode('')).toMatchObject({ ids: [1, 0, 0, 0, 0], unknown: [], dropped: 0 });
  });
});

describe('known', () => {
  test.each([
    ['cat', 'cat'],
    ['cats', 'cat'],
    ['foxes', 'fox'],
    ['aple', 'apple'],
    ['catt', 'cat'],
    ['tigre', 'tiger'],
    ['tigar', 'tiger'],
    ['huose', 'house'],
    ['giraff', 'giraffe'],
  ])('%s stands for %s', (typed, word) => {
    expect(tiny.known(typed)).toBe(word);
  });

  test.each(['mouse', 'box', 'cta', 'zxqv', 'tibet', 'constructor', 'riger'])(
    '%s is no slip of another word',
    (typed) => {
      expect(tiny.known(typed)).toBeUndefined();
      expect(tiny.vector(typed)).toBeUndefined();
    },
  );
});

test.each([
  ['cherries', 'cherry'],
  ['wolves', 'wolf'],
  ['knives', 'knife'],
  ['boxes', 'box'],
  ['cats', 'cat'],
  ['mice', 'mouse'],
  ['people', 'person'],
])('the singulars of %s have %s', (word, one) => {
  expect(singular(word)).toContain(one);
});

test.each(['glass', 'is', 'cat', 's', 'constructor'])('%s has no singular', (word) => {
  expect(singular(word)).toEqual([]);
});

describe('the default model’s vocabulary', () => {
  const sticker = stickerTokenizer();

  test.each([
    ['dolfin', 'dolphin'],
    ['pinaple', 'pineapple'],
    ['elefant', 'elephant'],
    ['krokodile', 'crocodile'],
    ['giraf', 'giraffe'],
  ])('%s is heard as %s', (typed, word) => {
    expect(sticker.known(typed)).toBe(word);
  });

  test('knows everyday words, and 3D as one of them', () => {
    expect(sticker.encode('a 3d red apple on a navy background').unknown).toEqual([]);
    expect(sticker.words('3D')).toEqual(['threed']);
  });

  test.each([
    ['umbrela', 'umbrella'],
    ['unicron', 'unicorn'],
    ['dinasaur', 'dinosaur'],
    ['pengiun', 'penguin'],
    ['buterfly', 'butterfly'],
    ['froog', 'frog'],
  ])('reads %s as %s', (typed, word) => {
    expect(sticker.known(typed)).toBe(word);
  });

  test.each(['toad', 'wasp', 'puma', 'gnome', 'yoda'])('does not take %s for another word', (typed) => {
    expect(sticker.known(typed) ?? typed).toBe(typed);
  });

  test('reads 10,000 characters of unknown words', () => {
    expect(sticker.encode('zxqvbn wrdlbrmpft '.repeat(550)).unknown.length).toBeGreaterThan(0);
  });
});

import { describe, expect, test } from 'vitest';
import { languages } from '../../../src/ui/messages/messages.svelte';
import { inWords, manifest, stickerReader } from '../sticker';

const reader = stickerReader();
const read = (prompt: string) => inWords(reader, reader.read(prompt));

/** What people write in the languages that the page is in, and the same in English. */
const same: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  German: {
    'ein roter Apfel': 'a red apple',
    'zwei blaue Hunde am Strand': 'two blue dogs on the beach',
    'roter Fuchs im Schnee, Comic': 'a red fox in the snow, cartoon',
    'drei Äpfel': 'three apples',
    'Astronaut reitet auf einem Pferd auf dem Mond': 'an astronaut riding a horse on the moon',
    'rosa Einhorn auf hellblauem Hintergrund': 'a pink unicorn on a light blue background',
    'dies mit einer Krone': 'this with a crown',
    KATZE: 'a cat',
    Bär: 'a bear',
    'ein Auto': 'a car',
    'zwei Herzen, eins rot und eins blau': 'two hearts, one red and one blue',
    'Eule auf einem Ast': 'an owl on a branch',
  },
  French: {
    'un chat noir': 'a black cat',
    chien: 'a dog',
    'deux chiens sur la plage': 'two dogs on the beach',
    'un dragon vert devant un château': 'a green dragon in front of a castle',
    "une licorne rose dans l'espace": 'a pink unicorn in space',
    'trois petits cochons': 'three small pigs',
    'un éléphant rose': 'a pink elephant',
  },
  Spanish: {
    'un gato negro con sombrero': 'a black cat with a hat',
    'tres manzanas verdes': 'three green apples',
    'una rosa roja': 'a red rose',
    'una naranja': 'a tangerine',
    'un pingüino con gafas de sol': 'a penguin with sunglasses',
    'gato y perro': 'a cat and a dog',
  },
  Portuguese: {
    'um gato preto de chapéu': 'a black cat wearing a hat',
    'uma raposa vermelha na neve': 'a red fox in the snow',
    'um robô azul segurando uma flor': 'a blue robot holding a flower',
  },
  Japanese: {
    赤いりんご: 'a red apple',
    赤い帽子をかぶった黒い猫: 'a black cat wearing a red hat',
    宇宙の犬: 'a dog in space',
    二匹の犬: 'two dogs',
    馬に乗った宇宙飛行士: 'an astronaut riding a horse',
    机の上の猫: 'a cat on a table',
  },
  Chinese: {
    戴帽子的猫: 'a cat wearing a hat',
    两只狗在海滩上: 'two dogs on a beach',
    黑色的猫戴着红色的帽子: 'a black cat wearing a red hat',
    太空里的独角兽: 'a unicorn in space',
    骑马的宇航员: 'an astronaut riding a horse',
  },
  Arabic: {
    'قطة حمراء': 'a red cat',
    'قطة وكلب': 'a cat and a dog',
    'كلب يرتدي قبعة': 'a dog wearing a hat',
    'أسد مع تاج ذهبي': 'a lion with a golden crown',
  },
};

describe.each(Object.entries(same))('%s', (_, prompts) => {
  test.each(Object.entries(prompts))('%s', (prompt, english) => {
    expect(read(prompt)).toBe(read(english));
  });
});

describe('a style that was put behind', () => {
  test.each(['ein roter Apfel, flat style', 'une pomme rouge, flat style', '红苹果, flat style'])('%s', (prompt) => {
    expect(read(prompt)).toBe('red apple, flat');
  });
});

test.each(Object.entries(manifest.examples_in!))('every example in %s is the English one', (_, prompts) => {
  expect(prompts.map(read)).toEqual(manifest.examples!.map(read));
});

test.each(Object.entries(languages))(
  'what a prompt beside an own picture may say, in %s, is the English one',
  async (_, { load }) => {
    const { ownPictureExample } = await load();

    expect(read(ownPictureExample)).toContain('crown, wearing-head, own at 0');
  },
);

test.each(reader.index.languages!)('$id: phrases alone are read as their English', ({ phrases }) => {
  const some = Object.entries(phrases).filter(
    ([phrase, english], i) => i % 9 === 0 && english !== '' && phrase !== english,
  );
  const alike = some.filter(([phrase, english]) => read(phrase) === read(english));

  expect(some.length).toBeGreaterThan(100);
  expect(alike.length / some.length).toBeGreaterThan(0.9);
});

test.each([
  ['ein Hexenhaus', 'a witch house'],
  ['ein blaues Piratenschiff', 'a blue pirate ship'],
  ['ein Apfelbaum im Garten', 'an apple tree in the garden'],
  ['der Löwenkönig', 'a lion king'],
])('%s: a word made of two is read as both', (german, english) => {
  expect(read(german)).toBe(read(english));
  expect(read(german)).not.toBe('nothing');
});

test('what is not understood stays as it was typed, so that the visitor is told', () => {
  expect(reader.inEnglish('eine Katze mit Quastenflosser')).toBe('a cat with Quastenflosser');
});

test('of a very long prompt only the beginning is translated, and nothing is lost', () => {
  const words = (english: string) => english.match(/\S+/g)!.length;
  const long = 'ein roter Apfel '.repeat(30_000);

  const english = reader.inEnglish(long);

  expect(english).toMatch(/^a red apple a red apple .*ein roter Apfel/);
  expect(words(english)).toBe(words(long));
});

describe('English stays as it is', () => {
  test.each([
    'a chat in a cafe',
    'vintage camera',
    'this, as a sticker',
    'a die and a gift',
    'constructor __proto__ toString',
    'pizza, a rose and an orange robot',
    '',
  ])('%j', (prompt) => {
    expect(reader.inEnglish(prompt)).toBe(prompt);
  });
});

import { describe, expect, test } from 'vitest';
import { inWords, stickerReader } from '../sticker';

const reader = stickerReader();
const read = (prompt: string) => inWords(reader, reader.read(prompt));

/** What people type, and what they would expect of it; readings as `inWords` writes them. */
const expected: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'one subject': {
    'a red apple': 'red apple',
    Apple: 'red apple',
    'A cat.': 'cat',
    'the moon': 'crescent moon',
    'a picture of a castle please': 'castle',
    'draw me a penguin': 'penguin',
    'I want a cute hedgehog!': 'hedgehog',
    'cat photo': 'cat',
    'fox sticker': 'fox',
    'smiley with sunglasses': 'grinning face + sunglasses, wearing-eyes',
    'three wolves': 'wolf, count-3',
    'two oxen in the snow': 'ox, count-2, on snow',
    'a beagle': 'dog face',
    'portrait of a fox, detailed fur, studio light, 4k': 'fox',
    'a masterpiece of a majestic lion at golden hour, cinematic': 'lion, on sunset',
    'a happy sleeping cat': 'cat',
    'a happy cat': 'grinning cat',
    'a man with a beard': 'person beard',
    'golden retriever': 'dog',
    'fluffy sheep': 'ewe',
    'this, as a sticker': 'nothing',
    'this on a beach': 'nothing, on beach',
    'this at night': 'nothing, on night',
    'this in 3d': 'nothing, 3d',
    'this wearing a crown': 'crown, wearing-head',
    'a cat without a hat': 'cat',
    'a fox without a tail, on navy': 'fox, on navy',
    'mountain landscape': 'mountain',
    'a sword': 'crossed swords',
    'a cat hiding': 'cat',
    'rainbow unicorn': 'unicorn',
    'pirate cat': 'cat',
    'a cup of coffee': 'hot beverage',
    'a slice of pizza': 'pizza',
    'statue of liberty': 'statue of liberty',
    'face with tears of joy': 'face with tears of joy',
    'smiling cat with heart eyes': 'smiling cat with heart-eyes',
    'bow and arrow': 'bow and arrow',
    'an android': 'robot',
  },
  colours: {
    'a blue cat': 'cat (blue)',
    'a purple apple': 'red apple (purple)',
    'a green apple': 'green apple',
    'a crimson apple': 'red apple',
    'an orange cat': 'cat',
    'a golden crown': 'crown (yellow)',
    'black cat': 'black cat',
    'a blue heart': 'blue heart',
    'a pink and white rabbit': 'rabbit (pink)',
    'a shiny blue sports car': 'racing car (blue)',
    'a car, green': 'automobile (green)',
    'a robot in green': 'robot (green)',
    'a dress that is black': 'dress (black)',
    'golden hour photo of a lion': 'lion',
  },
  backgrounds: {
    'a fox on a navy background': 'fox, on navy',
    'a fox, sky blue background': 'fox, on sky blue',
    'red apple on white': 'red apple, on white',
    'a red apple on a red background': 'red apple, on red',
    'a rose with a pink and blue gradient background': 'rose, on pink and blue',
    'an owl against a black backdrop': 'owl, on black',
    'background: mint, a bear': 'bear, on mint',
    'a bear with a plain background': 'bear',
    'a whale in the ocean': 'whale, on ocean',
    'a crab on a sunny beach': 'crab, on beach',
    'an octopus underwater': 'octopus, on ocean',
    'an owl at night': 'owl, on night',
    'an owl, night sky': 'owl, on night',
    'a camel in the desert at sunset': 'camel, on desert',
    'a horse in a green meadow': 'horse, on meadow',
    'a fox in the snow wearing a scarf': 'fox + scarf, wearing-neck, on snow',
    'a cat in front of a blue background': 'cat, on blue',
    'blue background': 'nothing, on blue',
    sunset: 'sunset',
    'at the beach': 'beach with umbrella',
    'a dog on the beach with a ball': 'dog + soccer ball, holding, on beach',
  },
  styles: {
    'a flat red apple': 'red apple, flat',
    'a cat in 3d': 'cat, 3d',
    '3D render of a robot': 'robot, 3d',
    'cartoon style dog': 'dog, noto',
    'a glossy blue balloon': 'balloon (blue), 3d',
    'flat design rocket, navy background': 'rocket, flat, on navy',
    'a flat shoe': 'flat shoe',
  },
  'two subjects': {
    'a cat and a dog': 'cat + dog, beside',
    'cat & dog': 'cat + dog, beside',
    'a blue cat next to a red dog': 'cat (blue) + dog (red), beside',
    'a fox, a rabbit': 'fox + rabbit, beside',
    'a bird above a house': 'bird + house, above',
    'a dog behind a tree': 'dog + deciduous tree, behind',
    'a dog in front of a house': 'house + dog, behind',
    'a frog sitting on a mushroom': 'frog + mushroom, on',
    'an astronaut riding a horse': 'astronaut + horse, riding',
    'a kitten and a puppy': 'cat face + dog face, beside',
    'burger and fries': 'hamburger + french fries, beside',
    'a bee on a flower': 'honeybee + blossom, on',
    'a boy and his dog': 'boy + dog, beside',
    'a monkey holding a banana': 'monkey + banana, holding',
    'a panda eating a pizza': 'panda + pizza, holding',
    'a fish in a bathtub': 'fish + bathtub, behind',
    'a golden banana and an orange carrot': 'banana + carrot, beside',
    'a white rabbit with a carrot on a green background': 'rabbit + carrot, holding, on green',
  },
  'deeds and the sky': {
    'a cat rides a bicycle': 'cat + bicycle, riding',
    'a duck sailing on a boat': 'duck + sailboat, riding',
    'a koala with a doughnut': 'koala + doughnut, holding',
    'a car with a doughnut': 'automobile + doughnut, beside',
    'a wolf howling at the moon': 'crescent moon + wolf, sky, on night',
    'a wolf howling at the moon on white': 'crescent moon + wolf, sky, on white',
    'a purple elephant under a rainbow': 'rainbow + elephant (purple), sky',
    'a robot in the rain': 'cloud with rain + robot, sky',
    'a cat under an umbrella': 'cat + umbrella, below',
    'a house next to the moon': 'house + crescent moon, beside',
  },
  'three subjects': {
    'a lion and a tiger and a bear': 'lion + tiger + bear, count-3',
    'a lion, a tiger, a bear': 'lion + tiger + bear, count-3',
    'a lion, a tiger, studio light': 'lion + tiger, beside',
    'a pig and a sheep on a tractor': 'pig + ewe + tractor, three-on',
    'a frog with a crown sitting on a mushroom': 'frog + crown + mushroom, wearing-on',
    'a monkey wearing sunglasses with a banana': 'monkey face + sunglasses + banana, wearing-with',
    'a cat with a hat and sunglasses': 'cat face + top hat + sunglasses, wearing-two',
    'a dog wearing a hat and a scarf': 'dog face + top hat + scarf, wearing-two-neck',
  },
  'several of one beside another': {
    'two cats and a dog': 'cat + dog, count-3 of 0 0 1',
    'three penguins and two fish': 'penguin + fish, count-5 of 0 0 0 1 1',
    'three blue birds on a tree': 'bird (blue) + deciduous tree, on-3',
    'nine bees and nine frogs': 'honeybee + frog, count-9 of 0 0 0 0 0 1 1 1 1',
    'a bee on mushrooms': 'honeybee + mushroom, on',
  },
  wearing: {
    'a woman with red hair and glasses': 'woman red hair + glasses, wearing-eyes',
    'a cat wearing a top hat': 'cat face + top hat, wearing-head',
    'a dog with sunglasses': 'dog face + sunglasses, wearing-eyes',
    'a frog wearing a crown on a pink background': 'frog + crown, wearing-head, on pink',
    'a penguin in a blue scarf': 'penguin + scarf (blue), wearing-neck',
    'a green bear with a blue hat': 'bear (green) + top hat (blue), wearing-head',
    'a snowman in the snow with a top hat': 'snowman + top hat, wearing-head, on snow',
    'a purple octopus wearing sunglasses, cartoon': 'octopus (purple) + sunglasses, wearing-eyes, noto',
    'a hat on a cat': 'cat face + top hat, wearing-head',
    'a pig that wears glasses': 'pig face + glasses, wearing-eyes',
    sunglasses: 'sunglasses',
  },
  'counts and sizes': {
    'two cats': 'cat, count-2',
    '3 red apples': 'red apple, count-3',
    'four blue stars': 'star (blue), count-4',
    'a couple of dogs': 'dog, count-2',
    'lots of balloons': 'balloon, count-9',
    '100 bees': 'honeybee, count-9',
    'a pair of glasses': 'glasses',
    'one cat': 'cat',
    '0 cats': 'cat',
    mushrooms: 'mushroom, count-3',
    grapes: 'grapes',
    'a tiny elephant': 'elephant, small',
    'a small blue bird': 'bird (blue), small',
  },
  'typing slips and plurals': {
    'a unicron': 'unicorn',
    bananna: 'banana',
    'a giraff on a navvy background': 'giraffe, on navy',
    'three mice': 'mouse, count-3',
    'two wolves': 'wolf, count-2',
    'two pumpkins': 'jack-o-lantern, count-2',
  },
  emoji: {
    '🍎': 'red apple',
    '🦊 with 🎩': 'fox + top hat, wearing-head',
    '🐸👑': 'frog + crown, wearing-head',
    '🍎🍎🍎': 'red apple, count-3',
    'a blue ❤️': 'red heart (blue)',
    '👩🏽‍🚀 on the 🌙': 'woman astronaut + crescent moon, on',
  },
  'near words': {
    'a salmon': 'fish',
    'a lamp': 'diya lamp',
    'two scooters': 'motor scooter, count-2',
    headphones: 'headphone',
    'a salmon jumping over a waterfall': 'fish',
  },
  'nothing to go by': {
    '': 'nothing',
    ',,, ;;; ...': 'nothing',
    'a zxqvbn': 'nothing',
    'שועל אדום': 'nothing',
    red: 'nothing',
    'constructor __proto__ toString hasOwnProperty': 'nothing',
  },
};

describe.each(Object.entries(expected))('%s', (_, readings) => {
  test.each(Object.entries(readings))('%j reads as %s', (prompt, reading) => {
    expect(read(prompt)).toBe(reading);
  });
});

test('the index offers every layout that a reading may name', () => {
  const layouts = Object.values(expected).flatMap((readings) =>
    Object.keys(readings).map((p) => reader.read(p).layout),
  );

  expect(layouts.filter((layout) => !Object.hasOwn(reader.index.layouts, layout))).toEqual([]);
});

test('a prompt’s end cannot hide its beginning: 10,000 characters are read', () => {
  const reading = reader.read('a red fox wearing a top hat ' + 'and zxqvbn wrdlbrmpft '.repeat(450));

  expect(inWords(reader, reading)).toBe('fox (red) + top hat, wearing-head');
});

test('reading is by value: the same prompt twice gives the same reading', () => {
  expect(reader.read('two blue cats on navy')).toEqual(reader.read('two blue cats on navy'));
});

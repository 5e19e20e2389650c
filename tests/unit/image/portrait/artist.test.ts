import { beforeAll, describe, expect, test } from 'vitest';
import type { ArtRequest } from '../../../../src/contract/portrait';
import type { Pixels } from '../../../../src/contract/pixels';
import { accessories } from '../../../../src/image/portrait/accessories';
import { createArtist } from '../../../../src/image/portrait/artist';
import { eyeOffset, matchFrame } from '../../../../src/image/portrait/compose';
import { noNudge } from '../../../../src/image/portrait/frame';
import { mapFace, measureFace, toCrop } from '../../../../src/image/portrait/geometry';
import { portraitStyles } from '../../../../src/image/portrait/styles/all-styles';
import { makeTiles } from '../../../../src/session/tiles';
import { readPng, readSitting } from '../../../browser/photos/sitting';

const { photo, aligned } = readSitting();
const side = 112;
const artist = createArtist();
const tiles = makeTiles([photo, readPng('chelsea.png'), photo]);
const request: ArtRequest = {
  styleId: 'duotone',
  paletteId: 'coral',
  accessoryId: '',
  nudge: noNudge,
  area: 'all',
  into: 'square',
  side,
  tiles,
};
let square: Pixels;

beforeAll(() => {
  artist.sit(photo, aligned);
  square = artist.align(noNudge, '', side).pixels;
});

const difference = (a: Pixels, b: Pixels, where: (x: number, y: number) => boolean = () => true) => {
  let total = 0;
  let count = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    if (!where((i / 4) % a.width, Math.floor(i / 4 / a.width))) continue;
    for (let c = i; c < i + 3; c++) total += Math.abs(a.data[c]! - b.data[c]!);
    count += 3;
  }
  return total / count;
};

describe.each(portraitStyles.map(({ id, palettes }) => ({ id, palettes })))('$id', ({ id, palettes }) => {
  test('draws a picture of its own, the same each time, another in each colouring', () => {
    const drawn = palettes.map((palette) => artist.draw({ ...request, styleId: id, paletteId: palette.id }).pixels);
    const again = artist.draw({ ...request, styleId: id, paletteId: palettes[0]!.id }).pixels;

    const [first, ...others] = drawn as [Pixels, ...Pixels[]];
    expect(first.width).toBe(side);
    expect(first.data).toHaveLength(4 * side * side);
    expect(again.data).toEqual(first.data);
    expect(difference(first, square)).toBeGreaterThan(8);
    for (const other of others) expect(difference(other, first)).toBeGreaterThan(1);
  });

  test('shows the face: eyes and mouth differ from the cheeks', () => {
    if (id === 'pop' || id === 'neon' || id === 'mosaic') return; // four small faces; light on dark; coarse
    const { pixels, expected } = artist.draw({ ...request, styleId: id, paletteId: palettes[0]!.id, side: 224 });

    const light = ({ x, y }: { x: number; y: number }) => {
      let sum = 0;
      for (let v = -2; v <= 2; v++) {
        for (let u = -2; u <= 2; u++) {
          const at = 4 * (Math.round(y + v) * 224 + Math.round(x + u));
          sum += pixels.data[at]! + pixels.data[at + 1]! + pixels.data[at + 2]!;
        }
      }
      return sum / 75;
    };
    const { leftEye, rightEye, mouth } = measureFace(expected);
    const cheeks = [leftEye, rightEye].map((eye) => light({ x: (2 * eye.x + mouth.x) / 3, y: (eye.y + mouth.y) / 2 }));
    const eyes = [expected.leftIris, expected.rightIris].map(light);
    const least = id === 'low-poly' ? 90 : 12; // cut as facets of their own: among others they were faint
    expect((cheeks[0]! + cheeks[1]!) / 2 - (eyes[0]! + eyes[1]!) / 2).toBeGreaterThan(least);
  });
});

test('a background that is cleared is clear, and the person is not', () => {
  const { pixels } = artist.draw({ ...request, styleId: 'sticker', paletteId: 'clear' });

  expect(pixels.data[3]).toBe(0);
  expect(pixels.data[4 * (60 * side + 56) + 3]).toBe(255);
});

test.each(accessories.map(({ id }) => id))('%s is worn where it belongs and nowhere else', (accessoryId) => {
  const bare = artist.align(noNudge, '', 200);
  const sits = accessories.find(({ id }) => id === accessoryId)!.sits;
  if (sits === 'head') {
    const { pixels, expected } = artist.align(noNudge, accessoryId, 200);
    const top = Math.min(...expected.oval.map(({ y }) => y));
    const middle = measureFace(expected).eyes.x;
    let colourful = 0;
    for (let y = 0; y < top; y++) {
      const at = 4 * (y * 200 + Math.round(middle));
      const [r, g, b] = pixels.data.subarray(at, at + 3) as unknown as [number, number, number]; // three values
      if (Math.max(r, g, b) - Math.min(r, g, b) > 120 || Math.max(r, g, b) < 45) colourful++;
    }
    expect(colourful).toBeGreaterThan(4);
    return;
  }
  const { pixels, expected } = artist.align(noNudge, accessoryId, 200);
  const { eyes, eyeDistance } = measureFace(expected);
  const near = (x: number, y: number) => Math.hypot(x - eyes.x, y - eyes.y) < 1.4 * eyeDistance;
  expect(difference(pixels, bare.pixels, near)).toBeGreaterThan(3);
  expect(difference(pixels, bare.pixels, (x, y) => !near(x, y))).toBe(0);
});

test('only the asked part of the square becomes art', () => {
  const person = artist.draw({ ...request, area: 'person' }).pixels;
  const background = artist.draw({ ...request, area: 'background' }).pixels;
  const corner = (x: number, y: number) => x < 20 && y < 20;
  const face = (x: number, y: number) => Math.hypot(x - 56, y - 45) < 8;

  expect(difference(person, square, corner)).toBeLessThan(1.5);
  expect(difference(person, square, face)).toBeGreaterThan(10);
  expect(difference(background, square, corner)).toBeGreaterThan(10);
  expect(difference(background, square, face)).toBeLessThan(1.5);
});

test('pasted back, the photo is its old self outside the frame and art within', () => {
  const { pixels } = artist.draw({ ...request, into: 'photo' });

  expect([pixels.width, pixels.height]).toEqual([512, 512]);
  expect(difference(pixels, photo, (x, y) => y > 330 || x > 400)).toBe(0);
  expect(difference(pixels, photo, (x, y) => Math.hypot(x - 225, y - 110) < 30)).toBeGreaterThan(15);
});

test('pasted back without any art, the photo is what it was', () => {
  const none = artist.draw({ ...request, into: 'photo', area: 'face' }).pixels;

  expect(difference(none, photo, (x, y) => Math.hypot(x - 225, y - 107) > 90)).toBe(0);
});

test('a nudge moves, widens and turns what is drawn', () => {
  const moved = artist.align({ right: 0.1, down: 0, zoom: 1, degrees: 0 }, '', 200).expected;
  const wide = artist.align({ right: 0, down: 0, zoom: 1.5, degrees: 0 }, '', 200).expected;
  const turned = artist.align({ right: 0, down: 0, zoom: 1, degrees: 10 }, '', 200).expected;
  const plain = measureFace(artist.align(noNudge, '', 200).expected);

  expect(measureFace(moved).eyes.x).toBeCloseTo(plain.eyes.x - 20, 5);
  expect(measureFace(wide).eyeDistance).toBeCloseTo(plain.eyeDistance / 1.5, 5);
  expect((measureFace(turned).eyeAngle * 180) / Math.PI).toBeCloseTo(-10, 2);
});

test('a picture whose eyes came out elsewhere is laid so that they fall where they were', () => {
  const frame = { cx: 200, cy: 150, size: 300, angle: 0.1 };
  const expected = mapFace(aligned.landmarks, (point) => toCrop(frame, 256, point));
  const found = mapFace(expected, ({ x, y }) => ({ x: 9 + 1.1 * (x - 0.08 * y), y: -6 + 1.1 * (y + 0.08 * x) }));
  expect(eyeOffset(found, expected)).toBeGreaterThan(0.02);

  const laid = matchFrame(frame, 256, found, expected);

  // Where the found eyes are drawn in the photo is where the photo's eyes are.
  const inPhoto = mapFace(aligned.landmarks, (point) => toCrop(laid, 256, point));
  expect(eyeOffset(inPhoto, found)).toBeLessThan(0.001);
});

test('a model that knows photographs starts from the aligned photo', () => {
  const { image, expected } = artist.startDiffusion(noNudge, '', 64, 'photo');

  expect(image).toEqual(artist.align(noNudge, '', 64).pixels);
  expect(expected).toEqual(artist.align(noNudge, '', 64).expected);
});

test('a model of stickers starts from a clean square: the person on white', () => {
  const { image, expected } = artist.startDiffusion(noNudge, '', 64, 'drawing');

  expect(image.width).toBe(64);
  expect([...image.data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
  expect(measureFace(expected).eyes.x).toBeGreaterThan(24);
  expect(measureFace(expected).eyes.x).toBeLessThan(40);
});

test('a mosaic covers every pixel with a tile, whatever its side is parted into', () => {
  const grey = { width: 16, height: 16, data: new Uint8ClampedArray(4 * 256).fill(128) };
  const { pixels } = artist.draw({ ...request, styleId: 'mosaic', paletteId: 'paper', side: 250, tiles: [grey] });

  const [paper, black] = ['243,223,192', '0,0,0'];
  let [bare, dark] = [0, 0];
  for (let i = 0; i < pixels.data.length; i += 4) {
    const colour = pixels.data.subarray(i, i + 3).join();
    if (colour === paper) bare++;
    if (colour === black) dark++;
  }
  // The sitter's own blacks and creams; gaps and tiles beyond the edge were 1,584 and 800 more.
  expect(bare).toBeLessThan(50);
  expect(dark).toBeLessThan(1000);
});

import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import type { AlignedFace } from '../../../src/contract/portrait.ts';
import type { Pixels } from '../../../src/contract/pixels.ts';

const folder = new URL('.', import.meta.url);

/**
 * The test photo with what the face worker found in it (`astronaut-face.json`, `astronaut-person.png`; made once by the app in
 * Chromium), so that art can be drawn and tested without a browser.
 */
export function readSitting(): { photo: Pixels; aligned: AlignedFace } {
  const found = JSON.parse(readFileSync(new URL('astronaut-face.json', folder), 'utf8')) as Omit<AlignedFace, 'person'>; // our own file
  const { width, height, data } = decode(readFileSync(new URL('astronaut-person.png', folder)));
  return {
    photo: readPng('astronaut.png'),
    aligned: { ...found, person: { width, height, data: Uint8ClampedArray.from(data) } },
  };
}

/** A PNG of this folder as RGBA. */
export function readPng(name: string): Pixels {
  const { width, height, data, channels } = decode(readFileSync(new URL(name, folder)));
  const out = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < channels; c++) out[4 * i + c] = data[channels * i + c]!;
  }
  return { width, height, data: out };
}

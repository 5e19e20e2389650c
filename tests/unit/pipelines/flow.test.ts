import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Pixels } from '../../../src/contract/pixels';
import type { Progress } from '../../../src/contract/progress';
import type { GenerateRequest } from '../../../src/contract/request';
import { flow } from '../../../src/pipelines/flow';
import { manifest, sticker } from '../sticker';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // real networks, on a machine that may be busy

const model = sticker();
let apple: Pixels;
beforeAll(async () => {
  apple = (await draw()).pixels;
});
afterAll(() => model.dispose());
const never = new AbortController().signal;
const { width, height } = manifest.defaults;

function request(changes: Partial<GenerateRequest> = {}): GenerateRequest {
  return {
    modelId: manifest.id,
    prompt: 'a red apple',
    negativePrompt: '',
    width,
    height,
    numInferenceSteps: 2,
    guidanceScale: 1,
    seed: 7,
    ...changes,
  };
}

async function draw(
  changes: Partial<GenerateRequest> = {},
  onProgress: (progress: Progress) => void = () => undefined,
) {
  return flow(model, request(changes), onProgress, never);
}

const isSame = (a: Pixels, b: Pixels) => Buffer.compare(Buffer.from(a.data), Buffer.from(b.data)) === 0;

/** Mean absolute difference of two pictures' bytes, where `inside` says so. */
function difference(a: Pixels, b: Pixels, inside: (x: number, y: number) => boolean = () => true): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    const cell = i >> 2;
    if (!inside(cell % a.width, Math.floor(cell / a.width))) continue;
    sum += Math.abs(a.data[i]! - b.data[i]!);
    count++;
  }
  return sum / count;
}

const plain = (colour: readonly [number, number, number, number]): Pixels => ({
  width,
  height,
  data: Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => colour[i % 4]!),
});

/** A red disc on a plain ground. */
function disc(ground: readonly [number, number, number, number]): Pixels {
  const picture = plain(ground);
  for (let i = 0; i < picture.data.length; i += 4) {
    const [x, y] = [((i / 4) % width) - width / 2, Math.floor(i / 4 / width) - height / 2];
    if (Math.hypot(x, y) < width / 4) picture.data.set([230, 60, 50, 255], i);
  }
  return picture;
}

/** With light, shade and grain all over, as a photo has. */
function speckled({ width, height, data }: Pixels): Pixels {
  const grained = data.map((value, i) => {
    const p = i >> 2;
    const shade = 40 * Math.sin((p % width) / 23) * Math.cos(p / width / 17);
    return i % 4 === 3 ? value : value + shade + ((p * 7919) % 41) - 20;
  });
  return { width, height, data: grained };
}

describe('a picture', () => {
  test('has the size asked for, is opaque, and shows something', () => {
    expect([apple.width, apple.height, apple.data.length]).toEqual([width, height, 4 * width * height]);
    expect(apple.data.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
    expect(difference(apple, plain([255, 255, 255, 255]))).toBeGreaterThan(5);
  });

  test('with the same seed is the same to the byte; with another it differs, and so with another prompt', async () => {
    expect(isSame((await draw()).pixels, apple)).toBe(true);
    expect(difference((await draw({ seed: 8 })).pixels, apple)).toBeGreaterThan(0.2);
    expect(difference((await draw({ prompt: 'a blue whale' })).pixels, apple)).toBeGreaterThan(5);
  });

  test('says which artwork it leaned on, with source and licence', async () => {
    const { leanedOn } = await draw({ prompt: 'a cat wearing a top hat' });

    expect(leanedOn.map(({ name }) => name)).toEqual(['cat face', 'top hat']);
    for (const { source, licence, attribution } of leanedOn) {
      expect([source, licence, attribution].every((text) => text.length > 2)).toBe(true);
    }
  });

  test('says which words it does not know and how many it did not read', async () => {
    const made = await draw({ prompt: `a zxqvbn ${'very '.repeat(30)}red apple` });

    expect(made.notRead.unknown).toEqual(['zxqvbn']);
    expect(made.notRead.dropped).toBe(34 - 19);
  });

  test('in another colour is mostly of that colour, and still the same subject', async () => {
    const frog = await draw({ prompt: 'a frog, flat', numInferenceSteps: 4 });
    const blue = await draw({ prompt: 'a blue frog, flat', numInferenceSteps: 4 });

    const more = (a: number, b: number, { data }: Pixels) =>
      [...data.keys()].filter((i) => i % 4 === 0 && data[i + a]! > data[i + b]! + 40).length;
    expect(more(1, 2, frog.pixels)).toBeGreaterThan(4000); // greener than blue
    expect(more(2, 1, blue.pixels)).toBeGreaterThan(4000);
    expect(blue.leanedOn).toEqual(frog.leanedOn.map((art) => ({ ...art, isRecoloured: true })));
  });

  test('on a dark ground has that ground around it, and no grey rim', async () => {
    const { pixels } = await draw({ prompt: 'a red apple on black, 3d', numInferenceSteps: 4 });

    const corners = [0, width - 1, width * (height - 1), width * height - 1];
    expect(corners.every((p) => pixels.data[4 * p]! < 50 && pixels.data[4 * p + 2]! < 50)).toBe(true);
    // Neither ground nor of the apple's own strong colours: three times as many where artwork was laid in latents.
    const greyish = [...pixels.data.keys()].filter((i) => {
      const rgb = [...pixels.data.subarray(i, i + 3)];
      return i % 4 === 0 && Math.max(...rgb) > 50 && Math.max(...rgb) - Math.min(...rgb) < 40;
    });
    expect(greyish.length).toBeLessThan(width * height * 0.009);
  });

  test('in a style that its artwork lacks has other colours and the same outline, and says so', async () => {
    const ask = { numInferenceSteps: 4, seed: 3 };
    const own = await draw({ ...ask, prompt: 'a trombone, cartoon' });
    const other = await draw({ ...ask, prompt: 'a trombone, 3d' });

    expect(other.leanedOn).toEqual(own.leanedOn.map((art) => ({ ...art, isRestyled: true })));
    const isGround = ({ data }: Pixels, p: number) => Math.min(...data.subarray(4 * p, 4 * p + 3)) > 235;
    const places = [...Array(width * height).keys()];
    const moved = places.filter((p) => isGround(own.pixels, p) !== isGround(other.pixels, p));
    expect(moved.length).toBeLessThan(width * height * 0.06);
    const inside = (x: number, y: number) => !isGround(own.pixels, y * width + x);
    expect(difference(own.pixels, other.pixels, inside)).toBeGreaterThan(8);
  });

  test('of a dark-skinned person is darker than of a light-skinned one, and leans on the same artwork', async () => {
    const light = await draw({ prompt: 'a light-skinned man, flat', numInferenceSteps: 4 });
    const dark = await draw({ prompt: 'a dark-skinned man, flat', numInferenceSteps: 4 });

    expect(dark.leanedOn).toEqual(light.leanedOn);
    expect(dark.leanedOn[0]!.isRecoloured).toBe(true);
    const middle = (x: number, y: number) => Math.hypot(x - width / 2, y - height / 2) < width / 5;
    const black = plain([0, 0, 0, 255]);
    expect(difference(light.pixels, black, middle) - difference(dark.pixels, black, middle)).toBeGreaterThan(60);
  });

  test('of something white on white has a line around it', async () => {
    const { pixels } = await draw({ prompt: 'sun and cloud, flat', numInferenceSteps: 4 });

    const cloud = [...Array(width * height).keys()].filter((p) => {
      const rgb = [...pixels.data.subarray(4 * p, 4 * p + 3)];
      return p % width > width * 0.53 && Math.max(...rgb) < 225 && Math.max(...rgb) - Math.min(...rgb) < 50;
    });
    expect(cloud.length).toBeGreaterThan(300);
  });

  test('of an emoji is the picture of its name', async () => {
    const named = await draw({ prompt: 'red apple' });

    expect(isSame((await draw({ prompt: '🍎' })).pixels, named.pixels)).toBe(true);
  });

  test.each([
    ['right-to-left text', 'שועל אדום'],
    ['nothing but signs', '?!*()[]{}'],
    ['a word that no artwork stands for', 'burrata'],
    ['10,000 characters', 'a red apple '.repeat(833)],
  ])('is drawn of %s too', async (_, prompt) => {
    const { pixels } = await draw({ prompt });

    expect(pixels.data).toHaveLength(4 * width * height);
  });
});

test('guidance changes the picture, and a negative prompt changes it again', async () => {
  const guided = await draw({ guidanceScale: 3 });
  const away = await draw({ guidanceScale: 3, negativePrompt: 'green leaf' });

  expect(difference(guided.pixels, apple)).toBeGreaterThan(0.05);
  expect(difference(away.pixels, guided.pixels)).toBeGreaterThan(0.01);
});

test('progress goes step by step, with a preview of one pixel a cell', async () => {
  const seen: Progress[] = [];
  await draw({ numInferenceSteps: 3 }, (progress) => seen.push(progress));

  expect(seen.map(({ stage }) => stage).filter((stage) => stage !== 'preparing' && stage !== 'downloading')).toEqual([
    ...['encoding', 'denoising', 'denoising', 'denoising', 'decoding'],
  ]);
  const steps = seen.filter((progress) => progress.stage === 'denoising');
  expect(steps.map(({ step, steps }) => `${step}/${steps}`)).toEqual(['1/3', '2/3', '3/3']);
  const side = width / manifest.vae.downscale;
  expect(steps.every(({ preview }) => preview?.width === side && preview.data.length === 4 * side * side)).toBe(true);
});

describe('cancel', () => {
  test('ends the picture within one step, and the next one is drawn', async () => {
    const controller = new AbortController();
    let steps = 0;
    const onProgress = (progress: Progress) => {
      if (progress.stage === 'denoising' && ++steps === 2) controller.abort();
    };

    const job = flow(model, request({ numInferenceSteps: 20 }), onProgress, controller.signal);

    await expect(job).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(steps).toBe(2);
    expect((await draw()).pixels.width).toBe(width);
  });

  test('comes through while the picture is being drawn, not only between pictures', async () => {
    const controller = new AbortController();
    const channel = new MessageChannel(); // as the page's cancel comes: as a message
    channel.port1.onmessage = () => controller.abort();
    let steps = 0;
    const onProgress = (progress: Progress) => {
      if (progress.stage === 'denoising' && ++steps === 1) channel.port2.postMessage(null);
    };

    const job = flow(model, request({ numInferenceSteps: 20 }), onProgress, controller.signal);

    await expect(job).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(steps).toBeLessThanOrEqual(2);
    channel.port1.close();
  });
});

describe('the visitor’s own picture', () => {
  test('as a reference changes the result', async () => {
    const { pixels } = await draw({ prompt: 'a sticker' });
    const referred = await draw({ prompt: 'a sticker', references: [plain([20, 160, 60, 255])] });

    expect(difference(referred.pixels, pixels)).toBeGreaterThan(5);
  });

  test('is a cut-out on the ground it had, or on the one that the prompt names, or as a sticker on none', async () => {
    const draws = (prompt: string) => draw({ prompt, references: [disc([20, 30, 90, 255])], strength: 0.5 });

    const [kept, moved, sticker] = [await draws('this'), await draws('this on yellow'), await draws('this sticker')];

    const corner = (picture: Pixels) => [...picture.data.subarray(0, 3)] as [number, number, number];
    const middle = 4 * (width * (height / 2) + width / 2);
    for (const { pixels } of [kept, moved, sticker]) {
      expect(pixels.data[middle]).toBeGreaterThan(pixels.data[middle + 2]! + 80);
    }
    expect(corner(kept.pixels)[2]).toBeGreaterThan(corner(kept.pixels)[0] + 40);
    expect(corner(moved.pixels)[0]).toBeGreaterThan(corner(moved.pixels)[2] + 80);
    expect(Math.min(...corner(sticker.pixels))).toBeGreaterThan(220);
  });

  test('is nearly as it was at the least strength, and ever less so the more there is', async () => {
    const photo = speckled(disc([120, 140, 150, 255]));
    const at = async (strength: number) =>
      difference((await draw({ prompt: 'this, flat', references: [photo], strength })).pixels, photo);

    const apart = [await at(0.05), await at(0.3), await at(0.6), await at(0.84)];

    expect(apart[0]).toBeLessThan(6);
    expect(apart).toEqual([...apart].sort((a, b) => a - b));
    expect(apart[3]! - apart[0]!).toBeGreaterThan(5);
  });

  test('takes on each style in its own way', async () => {
    const in_ = async (style: string) =>
      (await draw({ prompt: `this, ${style}`, references: [speckled(disc([120, 140, 150, 255]))], strength: 0.6 }))
        .pixels;

    const [flat, solid, cartoon] = [await in_('flat'), await in_('3d'), await in_('cartoon')];

    expect(difference(flat, solid)).toBeGreaterThan(2);
    expect(difference(flat, cartoon)).toBeGreaterThan(2);
    expect(difference(solid, cartoon)).toBeGreaterThan(2);
  });

  test('as a photo comes out otherwise with another seed, and the same with the same', async () => {
    const references = [speckled(disc([120, 140, 150, 255]))];
    const seeded = async (seed: number) => (await draw({ prompt: 'this', references, strength: 0.5, seed })).pixels;

    const [one, again, other] = [await seeded(1), await seeded(1), await seeded(2)];

    expect(isSame(one, again)).toBe(true);
    expect(difference(one, other)).toBeGreaterThan(2);
  });

  test('at the most strength lends its colours to what the prompt names; told of as "this" it stays', async () => {
    const photo = speckled(plain([60, 150, 70, 255]));

    const left = await draw({ prompt: 'a cat', references: [photo], strength: 1 });
    const kept = await draw({ prompt: 'this', references: [photo], strength: 1 });
    const onWhite = await draw({ prompt: 'a cat', references: [disc([255, 255, 255, 255])], strength: 1 });

    expect(left.leanedOn.map(({ name }) => name)).toEqual(['cat']);
    const [red, green, blue] = left.pixels.data;
    expect(green).toBeGreaterThan(Math.max(red!, blue!) + 40);
    expect(kept.leanedOn).toEqual([]);
    expect(onWhite.leanedOn).toHaveLength(1);
    expect(Math.min(...onWhite.pixels.data.subarray(0, 3))).toBeGreaterThan(220);
  });

  test('wears what the prompt names where it is a cut-out; over a photo, and into what is extended, no artwork is laid', async () => {
    const dark = disc([20, 30, 90, 255]);
    const photo = plain([0, 0, 0, 255]);
    for (let i = 0; i < photo.data.length; i++) if (i % 4 < 3) photo.data[i] = (i * 37 + (i >> 9) * 61) % 256;
    const wearing = { prompt: 'a dog wearing a top hat', numInferenceSteps: 1 };

    const worn = await draw({ ...wearing, references: [dark] });
    const overPhoto = await draw({ ...wearing, references: [photo] });
    const image = { image: dark, mask: plain([255, 255, 255, 255]), strength: 1 };
    const extended = await draw({ ...wearing, ...image, references: [dark], isWhole: true });

    expect(worn.leanedOn.map(({ name }) => name)).toEqual(['top hat']);
    expect(overPhoto.leanedOn).toEqual([]);
    expect(overPhoto.notRead.notLaid).toEqual(['top hat']);
    expect(worn.notRead.notLaid).toEqual([]);
    expect(extended.leanedOn).toEqual([]);
  });

  test('as a start leaves more of itself at low strength', async () => {
    const image = plain([40, 90, 200, 255]);
    const near = await draw({ image, strength: 0.25, numInferenceSteps: 4 });
    const far = await draw({ image, strength: 1, numInferenceSteps: 4 });

    expect(difference(near.pixels, image)).toBeLessThan(difference(far.pixels, image));
  });

  describe('drawn anew in a part', () => {
    const isInside = (x: number, y: number) => x >= 32 && y >= 128 && x < 128 && y < 224;
    const mask = plain([0, 0, 0, 255]);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) if (isInside(x, y)) mask.data[4 * (y * width + x)] = 255;
    }
    const part = (prompt: string, image: Pixels, strength = 0.9) =>
      draw({ prompt, image, mask, strength, isLocal: true });
    const at = ({ data }: Pixels, x: number, y: number) => [
      ...data.subarray(4 * (y * width + x), 4 * (y * width + x) + 3),
    ];

    test('holds what the words name, as large as the part, and all else is as it was', async () => {
      const sea = speckled(plain([40, 120, 200, 255]));

      const { pixels, leanedOn } = await part('a red apple', sea);

      expect(leanedOn.map(({ name }) => name)).toEqual(['red apple']);
      const [red, green, blue] = at(pixels, 80, 180);
      expect(red).toBeGreaterThan(Math.max(green!, blue!) + 60);
      expect(difference(pixels, sea, (x, y) => !isInside(x, y))).toBe(0);
    });

    test('named nothing, is filled in from around, the more strength the more', async () => {
      const image = plain([40, 120, 200, 255]);
      for (let i = 0; i < image.data.length; i += 4) {
        if (Math.hypot(((i / 4) % width) - 80, Math.floor(i / 4 / width) - 176) < 36)
          image.data.set([250, 200, 40, 255], i);
      }

      const [gone, kept] = [(await part('this', image)).pixels, (await part('this', image, 0.3)).pixels];

      expect(at(gone, 80, 176)[2]).toBeGreaterThan(at(gone, 80, 176)[0]! + 80);
      expect(at(kept, 80, 176)[0]).toBeGreaterThan(at(kept, 80, 176)[2]! + 80);
    });

    test('of a size and in a place of its own, whatever layout the words ask for', async () => {
      const { pixels, leanedOn } = await part('a red apple next to a green apple', plain([40, 60, 120, 255]));

      expect(leanedOn).toHaveLength(2);
      expect(at(pixels, 56, 180)[0]).toBeGreaterThan(at(pixels, 56, 180)[2]! + 40);
    });
  });

  test('inpainted stays as it was outside the mask', async () => {
    const image = (await draw({ prompt: 'a green frog on a sky blue background' })).pixels;
    const isInside = (x: number, y: number) => x >= width / 2 && y >= height / 2;
    const mask = plain([0, 0, 0, 255]);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) mask.data[4 * (y * width + x)] = isInside(x, y) ? 255 : 0;
    }

    const { pixels } = await draw({ prompt: 'a red heart', image, mask, strength: 1 });

    const far = 2 * manifest.vae.downscale; // decoding lets neighbouring cells touch
    const outside = difference(pixels, image, (x, y) => x < width / 2 - far || y < height / 2 - far);
    expect(outside).toBeLessThan(12);
    expect(difference(pixels, image, isInside)).toBeGreaterThan(2 * outside);
  });
});

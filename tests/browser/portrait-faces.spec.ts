import { encode } from 'fast-png';
import { measureFace } from '../../src/image/portrait/geometry';
import { expect, test } from './app';
import { lookAt, type Seen } from './face-worker';
import { drawPhoto, photoFile, storedFor, withExif } from './photos/make-photos';
import { readPng } from './photos/sitting';

const degrees = (radians: number) => (radians * 180) / Math.PI;

/** Worst tilt of the eye line in the aligned crop, and worst eye distance against the first photo's, of several photos. */
function worst(seen: readonly Seen[], scale = 1) {
  const distance = (one: Seen) => measureFace(one.aligned!.landmarks).eyeDistance;
  const tilts = seen.map(({ again }) => Math.abs(degrees(measureFace(again!).eyeAngle)));
  const distances = seen.map((one) => Math.abs(distance(one) / scale / distance(seen[0]!) - 1));
  return { tilt: Math.max(...tilts), distance: Math.max(...distances) };
}

test('every 15 degrees the eyes are level after alignment, and as far apart as they were', async ({ app }) => {
  test.setTimeout(420_000);
  const angles = Array.from({ length: 24 }, (_, i) => i * 15);
  const files: Buffer[] = [];
  for (const angle of angles) files.push(await drawPhoto(app, { degrees: angle }));

  const seen = await lookAt(app, files);

  expect(seen.filter(({ problem }) => problem)).toEqual([]);
  const { tilt, distance } = worst(seen);
  test.info().annotations.push({
    type: 'worst',
    description: `tilt ${tilt.toFixed(2)}°, eye distance ${(100 * distance).toFixed(2)} %`,
  });
  console.log(`over 24 turns: eye line ${tilt.toFixed(3)}°, eye distance ${(100 * distance).toFixed(2)} %`);
  expect(tilt).toBeLessThanOrEqual(0.3);
  expect(distance).toBeLessThanOrEqual(0.015);
});

test('another face, older, in glasses and a cap: turned, mirrored, in poor light', async ({ app }) => {
  const file = 'grace-hopper.jpg';
  const files: Buffer[] = [];
  for (const turned of [{}, { degrees: 35 }, { degrees: 180 }, { mirrored: true }, { brightness: 0.4 }])
    files.push(await drawPhoto(app, { file, ...turned }));

  const seen = await lookAt(app, files);

  expect(seen.filter(({ problem }) => problem)).toEqual([]);
  const { tilt, distance } = worst(seen);
  console.log(`another face: eye line ${tilt.toFixed(3)}°, eye distance ${(100 * distance).toFixed(2)} %`);
  expect(tilt).toBeLessThanOrEqual(0.5); // through glasses the lids are less certain
  expect(distance).toBeLessThanOrEqual(0.025); // other light: the network sees another picture
});

test('mirrored, grey, in four inks, with alpha and in sixteen bits the face is found in its place', async ({ app }) => {
  test.setTimeout(240_000);
  const { width, height, data } = readPng('astronaut.png');
  const grey = new Uint8Array(width * height).map(
    (_, i) => (data[4 * i]! + data[4 * i + 1]! * 2 + data[4 * i + 2]!) / 4,
  );
  const grey16 = Uint16Array.from(grey, (value) => value * 257);
  const alpha = Uint8Array.from(data, (value, i) => (i % 4 === 3 ? (i / 4 < width * 300 ? 255 : 0) : value));
  const files = [
    photoFile('astronaut.png'),
    await drawPhoto(app, { mirrored: true }),
    Buffer.from(encode({ width, height, data: grey, channels: 1, depth: 8 })),
    Buffer.from(encode({ width, height, data: grey16, channels: 1, depth: 16 })),
    Buffer.from(encode({ width, height, data: alpha, channels: 4, depth: 8 })),
    photoFile('astronaut-cmyk.jpg'),
  ];

  const seen = await lookAt(app, files);

  const { tilt, distance } = worst(seen);
  expect(tilt).toBeLessThanOrEqual(0.3);
  expect(distance).toBeLessThanOrEqual(0.025); // other tones: the network sees another picture
  for (const [i, one] of seen.entries()) {
    const { eyes } = measureFace(one.aligned!.landmarks);
    expect(Math.abs(eyes.x - (i === 1 ? 512 - 224.75 : 224.75))).toBeLessThan(2);
    expect(Math.abs(eyes.y - 102.3)).toBeLessThan(2);
    expect(one.mask![0]).toBe(255);
    expect(one.mask![1]).toBeLessThan(40);
  }
});

test('all eight EXIF orientations come out upright, and nothing of the EXIF block is passed on', async ({ app }) => {
  test.setTimeout(240_000);
  const files: Buffer[] = [];
  for (let orientation = 1; orientation <= 8; orientation++) {
    const { degrees: turn, mirrored } = storedFor[orientation]!;
    files.push(withExif(await drawPhoto(app, { degrees: turn, mirrored, type: 'image/jpeg' }), orientation));
  }

  const seen = await lookAt(app, files, false);

  for (const { faces, said } of seen) {
    const { rightEye, leftEye } = measureFace(faces![0]!);
    expect(Math.abs(rightEye.x - 203.5)).toBeLessThan(3);
    expect(Math.abs(rightEye.y - 101.1)).toBeLessThan(3);
    expect(Math.abs(leftEye.x - 246)).toBeLessThan(3);
    expect(said).toEqual(['data', 'faces', 'height', 'photo', 'width']); // pixels and faces, and nothing else
  }
  expect(JSON.stringify(seen)).not.toContain('marker-camera');
});

test('a photo of 64 megapixels is reduced while it is read, and a small face in it is found', async ({ app }) => {
  test.setTimeout(240_000);
  const large = await drawPhoto(app, { side: 8000, type: 'image/jpeg' });
  const small = await drawPhoto(app, { side: 400, columns: 3, rows: 3, type: 'image/jpeg' });

  const [one, many] = await lookAt(app, [large, small], false);

  expect(one!.size).toEqual([2048, 2048]);
  expect(one!.faces).toHaveLength(1);
  expect(Math.abs(measureFace(one!.faces![0]!).rightEye.x - 4 * 203.5)).toBeLessThan(12);
  expect(many!.faces).toHaveLength(9);
});

import { expect, test } from 'vitest';
import { adjustCrop, ffhqCrop, mapFace, measureFace, toCrop, toPhoto } from '../../../../src/image/portrait/geometry';
import { frameFace, noNudge } from '../../../../src/image/portrait/frame';
import { readSitting } from '../../../browser/photos/sitting';

const { photo, aligned } = readSitting();
const crop = { cx: 120, cy: 80, size: 200, angle: 0.4 };

test('a point of the photo comes back from the crop', () => {
  const there = toCrop(crop, 512, { x: 37, y: 141 });
  const back = toPhoto(crop, 512, there);

  expect(back.x).toBeCloseTo(37, 9);
  expect(back.y).toBeCloseTo(141, 9);
  expect(toCrop(crop, 512, { x: crop.cx, y: crop.cy })).toEqual({ x: 256, y: 256 });
});

test('in its own crop a face has level eyes, two fifths down, whatever its turn in the photo', () => {
  for (const degrees of [0, 33, 90, 180, -120]) {
    const angle = (degrees * Math.PI) / 180;
    const turned = mapFace(aligned.landmarks, ({ x, y }) => ({
      x: x * Math.cos(angle) - y * Math.sin(angle),
      y: x * Math.sin(angle) + y * Math.cos(angle),
    }));

    const face = measureFace(mapFace(turned, (point) => toCrop(ffhqCrop(turned), 512, point)));

    expect(Math.abs(face.eyeAngle)).toBeLessThan(1e-9);
    expect(face.eyes.x).toBeGreaterThan(240);
    expect(face.eyes.x).toBeLessThan(272);
    expect(face.eyes.y).toBeGreaterThan(225);
    expect(face.eyes.y).toBeLessThan(256);
    expect(face.eyeDistance).toBeGreaterThan(100);
    expect(face.eyeDistance).toBeLessThan(129);
  }
});

test('the test photo’s eyes are where they were measured', () => {
  const { rightEye, leftEye } = measureFace(aligned.landmarks);

  expect(rightEye.x).toBeCloseTo(203.5, -0.7);
  expect(rightEye.y).toBeCloseTo(101.1, -0.7);
  expect(leftEye.x).toBeCloseTo(246, -0.7);
  expect(leftEye.y).toBeCloseTo(103.5, -0.7);
});

test('a crop zooms about its middle and moves in its own frame', () => {
  const moved = adjustCrop({ ...crop, angle: Math.PI / 2 }, { zoom: 1.5, right: 0.1, down: 0, turn: 0.2 });

  expect(moved.cx).toBeCloseTo(120);
  expect(moved.cy).toBeCloseTo(100);
  expect(moved.size).toBe(300);
  expect(moved.angle).toBeCloseTo(Math.PI / 2 + 0.2);
});

test('the portrait’s frame lies inside the photo when there is room, and keeps the face when there is not', () => {
  const frame = frameFace(aligned.crop, photo, noNudge);
  const reach = (frame.size / 2) * (Math.abs(Math.cos(frame.angle)) + Math.abs(Math.sin(frame.angle)));
  expect(frame.cx - reach).toBeGreaterThan(-0.01);
  expect(frame.cy - reach).toBeGreaterThan(-0.01);
  expect(frame.cy + reach).toBeLessThan(512.01);

  const tight = frameFace(aligned.crop, { width: 290, height: 180 }, noNudge);

  expect(tight.size).toBeGreaterThan(aligned.crop.size);
  for (const point of aligned.landmarks.oval) {
    const { x, y } = toCrop(tight, 1, point);
    expect(Math.min(x, y, 1 - x, 1 - y)).toBeGreaterThan(0);
  }
});

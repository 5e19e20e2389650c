import { defaultHostConfig } from '../../../src/contract/host';
import { describe, expect, test, vi } from 'vitest';
import { namedError } from '../../../src/contract/errors';
import type { ModelManifest } from '../../../src/contract/manifest';
import type { CompressedFrame, MotionJob, OnMotionEvent } from '../../../src/contract/motion';
import { planMotion } from '../../../src/contract/motion-plan';
import type { Engine } from '../../../src/engine/client';
import type { VideoEncoding } from '../../../src/engine/video-client';
import { MotionStudio } from '../../../src/session/motion.svelte';
import { Session } from '../../../src/session/session.svelte';
import { compressFrame } from '../../../src/video/compress-frame';
import { disc } from '../video/pictures';

const model = {
  id: 'tiny',
  title: 'Tiny',
  defaults: { num_inference_steps: 4, guidance_scale: 1, width: 32, height: 32 },
  limits: { sizes: [[32, 32]], max_steps: 50, negative_prompt: false },
} as unknown as ModelManifest; // the fields that sessions read

const frame: CompressedFrame = await compressFrame(disc(32));

type Answer = (job: MotionJob, onEvent: OnMotionEvent, signal: AbortSignal) => Promise<void>;

/** Hands over every frame that is wanted, and the latents of what was drawn for them. */
const drawsAll: Answer = async (job, onEvent) => {
  for (const index of job.wanted) {
    const { drawn } = planMotion(job.motion).frames[index]!;
    onEvent({ type: 'latents', latents: { drawn, data: new Float32Array(1), dims: [1] } });
    onEvent({ type: 'frame', indices: [index], frame: { ...frame } });
  }
};

function studioWith(motion: Answer) {
  const engine = {
    warm: vi.fn(),
    generate: vi.fn(),
    requests: vi.fn(),
    motion: vi.fn(motion),
    terminate: vi.fn(),
  };
  const video = { formats: vi.fn(), estimate: vi.fn(), encode: vi.fn(), terminate: vi.fn() };
  const session = new Session({
    host: defaultHostConfig,
    models: [model],
    startEngine: () => engine as unknown as Engine, // only `motion` is called here
    baseUrl: '',
    maxThreads: 1,
  });
  const studio = new MotionStudio(session, () => video as unknown as VideoEncoding);
  const { content } = studio;
  Object.assign(content.settings, { kind: 'morph', seconds: 1, framesPerSecond: 8, drawEvery: 1, smoothing: 0 });
  content.keyFrames[0]!.prompt = 'a fox';
  content.keyFrames[1]!.prompt = 'a cat';
  return { session, studio, engine, video, content };
}

describe('make', () => {
  test('makes every frame, in place, and keeps the clip', async () => {
    const { studio, content } = studioWith(drawsAll);

    await studio.make();

    expect(studio.state).toMatchObject({ state: 'made', frames: 8 });
    expect(content.clips).toHaveLength(1);
    expect(content.clips[0]).toMatchObject({ loop: true, framesPerSecond: 8, label: 'a fox → a cat' });
  });

  test('made again with nothing changed it draws nothing and keeps one clip', async () => {
    const { studio, engine, content } = studioWith(drawsAll);
    await studio.make();

    await studio.make();

    expect(engine.motion).toHaveBeenCalledOnce();
    expect(content.clips).toHaveLength(1);
  });

  test('after a key frame changed only its frames are asked for, and known states go along', async () => {
    const { studio, engine, content } = studioWith(drawsAll);
    content.keyFrames.push(content.newKeyFrame('an owl'));
    content.settings.framesPerSecond = 12;
    await studio.make();
    content.keyFrames[1]!.prompt = 'a dog';

    await studio.make();

    const [job] = engine.motion.mock.calls[1]!;
    expect(job.wanted).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(job.known.map(({ drawn }) => drawn)).toEqual([0, 8, 9, 10, 11]);
    expect(content.clips).toHaveLength(2);
  });

  test.each([
    ['one key frame', { keys: 1 }, 'at least two key frames'],
    ['length 0', { seconds: 0 }, '1 to 10 seconds'],
    ['length 1000', { seconds: 1000 }, '1 to 10 seconds'],
    ['too many steps', { numInferenceSteps: 51 }, '1 to 50 steps'],
  ])('%s ends in a sentence before any work', async (_, change, sentence) => {
    const { studio, engine, content } = studioWith(drawsAll);
    Object.assign(content.settings, change);
    if ('keys' in change) studio.removeKeyFrame(content.keyFrames[1]!.id);

    await studio.make();

    expect(studio.state).toMatchObject({ state: 'failed', errorName: 'BadRequestError' });
    expect(studio.state).toMatchObject({ detail: expect.stringContaining(sentence) });
    expect(engine.motion).not.toHaveBeenCalled();
    expect(content.keyFrames[0]!.prompt).toBe('a fox');
  });
});

describe('what stops half-way', () => {
  /** Three frames, then whatever `end` does. */
  const threeThen =
    (end: (signal: AbortSignal) => Promise<void>): Answer =>
    async (job, onEvent, signal) => {
      await drawsAll({ ...job, wanted: job.wanted.slice(0, 3) }, onEvent, signal);
      await end(signal);
    };
  const untilAborted = (signal: AbortSignal) =>
    new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

  test('Pause keeps what is done, and Make goes on with the rest', async () => {
    const { studio, engine, content } = studioWith(threeThen(untilAborted));
    const making = studio.make();
    await vi.waitFor(() => expect(studio.state).toMatchObject({ state: 'making', done: 3 }));

    studio.pause();
    await making;
    expect(studio.state).toEqual({ state: 'paused', done: 3, total: 8 });
    engine.motion.mockImplementation(drawsAll);
    await studio.make();

    expect(engine.motion.mock.calls[1]![0].wanted).toEqual([3, 4, 5, 6, 7]);
    expect(studio.state).toMatchObject({ state: 'made' });
    expect(content.clips[0]!.frames).toHaveLength(8);
  });

  test('Cancel keeps what is done, and it can be kept as a clip', async () => {
    const { studio, content } = studioWith(threeThen(untilAborted));
    const making = studio.make();
    await vi.waitFor(() => expect(studio.state).toMatchObject({ state: 'making', done: 3 }));

    studio.cancel();
    await making;
    expect(studio.state).toEqual({ state: 'cancelled', done: 3 });
    studio.keepFinished();

    expect(content.clips[0]).toMatchObject({ loop: false });
    expect(content.clips[0]!.frames).toHaveLength(3);
  });

  test.each(['OutOfMemoryError', 'DeviceLostError', 'WorkerCrashedError'] as const)(
    '%s keeps what is done, and Make goes on with the rest',
    async (name) => {
      const { studio, engine, content } = studioWith(threeThen(() => Promise.reject(namedError(name, 'it stopped'))));

      await studio.make();

      expect(studio.state).toMatchObject({ state: 'failed', errorName: name, done: 3 });
      expect(content.frames.filter(Boolean)).toHaveLength(3);
      engine.motion.mockImplementation(drawsAll);
      await studio.make();
      expect(engine.motion.mock.calls[1]![0].wanted).toEqual([3, 4, 5, 6, 7]);
      expect(content.clips[0]!.frames).toHaveLength(8);
    },
  );

  test('an encoder that stops half-way keeps the clip', async () => {
    const { studio, video, content } = studioWith(drawsAll);
    await studio.make();
    video.encode.mockRejectedValue(namedError('EncodingError', 'the avc encoder stopped'));

    await studio.save(content.clips[0]!, { format: 'mp4', quality: 'high', scale: 1, visibleLabel: '' });

    expect(studio.state).toMatchObject({ state: 'failed', errorName: 'EncodingError' });
    expect(content.clips[0]!.frames).toHaveLength(8);
  });

  test('events of a job that was forgotten change nothing', async () => {
    let late: OnMotionEvent = () => undefined;
    const { session, studio } = studioWith((_, onEvent, signal) => {
      late = onEvent;
      return untilAborted(signal);
    });
    void studio.make();
    await vi.waitFor(() => expect(studio.isBusy).toBe(true));

    const { workers } = session.forget();
    late({ type: 'frame', indices: [0], frame });

    expect(workers).toBe(1);
    expect(studio.state).toEqual({ state: 'idle' });
    expect(studio.content.frames).toEqual([]);
    expect(studio.content.keyFrames.map(({ prompt }) => prompt)).toEqual(['', '']);
  });
});

test('a clip that films a picture goes on carrying its marks into the file', async () => {
  const { session, studio, video, content } = studioWith(drawsAll);
  const carried = ['c2pa', 'iptc-trained'] as const;
  const picture = session.addPicture(
    { pixels: disc(32) },
    { label: '', sourceType: 'algorithmicallyEnhanced', carried },
  );
  Object.assign(content.settings, { kind: 'camera', pictureId: picture.id });
  for (const key of content.keyFrames) key.prompt = '';
  await studio.make();
  video.encode.mockReturnValue(new Promise(() => undefined));

  void studio.save(content.clips[0]!, { format: 'gif', quality: 'high', scale: 1, visibleLabel: 'Made with AI' });

  expect(video.encode.mock.calls[0]![1]).toMatchObject({ carried, visibleLabel: 'Made with AI' });
});

test('the worker that writes files is told no prompt, no seed and no name: it cannot write them', async () => {
  const { studio, video, content } = studioWith(drawsAll);
  for (const key of content.keyFrames) key.prompt += ' zyxmarkerquux';
  content.keyFrames[0]!.seed = 271828182;
  await studio.make();
  expect(content.clips[0]!.label).toContain('zyxmarkerquux');
  video.encode.mockReturnValue(new Promise(() => undefined));

  void studio.save(content.clips[0]!, { format: 'mp4', quality: 'high', scale: 1, visibleLabel: '' });

  const [frames, options] = video.encode.mock.calls[0]!;
  expect(Object.keys(frames[0]).sort()).toEqual(['channels', 'data', 'height', 'width']);
  expect(JSON.stringify(options)).not.toMatch(/zyxmarkerquux|271828182/);
});

test('a key frame that the picture check flags is not shown', async () => {
  const { studio, engine, content } = studioWith(drawsAll);
  engine.generate.mockResolvedValue({ pixels: disc(32), safety: { flagged: true, reason: 'explicit' } });

  await studio.preview(content.keyFrames[0]!.id);

  expect(studio.state).toMatchObject({ state: 'failed', errorName: 'SafetyError' });
  expect(content.previews.size).toBe(0);
  expect(content.keyFrames[0]!.prompt).toBe('a fox');
});

test('forget ends the worker that writes files', async () => {
  const { session, studio, video, content } = studioWith(drawsAll);
  await studio.make();
  video.encode.mockReturnValue(new Promise(() => undefined));
  void studio.save(content.clips[0]!, { format: 'gif', quality: 'high', scale: 1, visibleLabel: '' });

  const { workers } = session.forget();

  expect(workers).toBe(2);
  expect(video.terminate).toHaveBeenCalledOnce();
  expect(studio.content.clips).toEqual([]);
});

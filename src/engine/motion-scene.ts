import { namedError } from '../contract/errors';
import type { KeyFrame, MotionRequest, OnMotionEvent } from '../contract/motion';
import type { Pixels } from '../contract/pixels';
import type { GenerateRequest } from '../contract/request';
import type { LoadedModel } from '../models/loaded-model';
import { createPipeline } from '../pipelines/create';
import { keyFrameRequest } from '../pipelines/motion-parts';
import { nest, nestedScale, type Scene } from '../video/camera-moves';
import { film } from '../video/camera';
import { takeApart, type Layers } from '../image/cut-out';

type CameraRequest = MotionRequest & { kind: 'camera' };

/** Pictures of an endless zoom when there is one key frame only. */
const outpainted = 3;

/** Draws or takes the pictures that a camera move films. @throws BadRequestError when they do not suit the move. */
export async function prepareScene(
  model: LoadedModel,
  motion: CameraRequest,
  onEvent: OnMotionEvent,
  signal: AbortSignal,
): Promise<Scene> {
  const draw = pictureMaker(model, motion, onEvent, signal);
  const keys = [...motion.keyFrames];
  const picture = motion.picture ?? (await draw(keys.shift()!));
  switch (motion.move) {
    case 'parallax':
      return { picture, layers: liftSubject(picture) };
    case 'sticker': {
      const layers = liftSubject(picture);
      const [background] = keys;
      return { picture, layers: background ? { ...layers, ground: await draw(background) } : layers };
    }
    case 'endless-zoom': {
      const pictures = [picture];
      for (const key of keys) pictures.push(await draw(key));
      if (pictures.length === 1) pictures.push(...(await outpaint(model, motion, picture, draw)));
      return { picture, nested: nest(pictures, motion.loop) };
    }
    default:
      return { picture };
  }
}

type Around = Required<Pick<GenerateRequest, 'image' | 'mask'>>;
type DrawPicture = (key: KeyFrame, around?: Around) => Promise<Pixels>;

function pictureMaker(
  model: LoadedModel,
  motion: CameraRequest,
  onEvent: OnMotionEvent,
  signal: AbortSignal,
): DrawPicture {
  const pipeline = createPipeline(model.manifest.family);
  // As Extend does: a model with artwork would else draw its subject again, around itself. In a loop that is what is
  // wanted, for there the outermost picture lies in the middle of the first.
  const isWhole = model.manifest.memory !== undefined && !motion.loop;
  const asIs = ({ image }: Around) => isWhole && { references: [image], isWhole };
  return async (key, around) => {
    const { pixels } = await pipeline(
      model,
      { ...keyFrameRequest(motion, key), ...(around && { ...around, ...asIs(around), strength: 1 }) },
      (progress) => {
        if (progress.stage === 'denoising') onEvent({ type: 'step', done: progress.step, total: progress.steps });
      },
      signal,
    );
    return pixels;
  };
}

function liftSubject(picture: Pixels): Layers {
  const layers = takeApart(picture);
  if (layers.coverage < 0.01 || layers.coverage > 0.95) {
    throw namedError(
      'BadRequestError',
      'This picture has no plain ground to lift its subject from. Choose another picture, or another move.',
    );
  }
  return layers;
}

/** Draws around the picture, then around the result: each time it lies at half its size in the middle of the next. */
async function outpaint(
  model: LoadedModel,
  motion: CameraRequest,
  picture: Pixels,
  draw: DrawPicture,
): Promise<Pixels[]> {
  const key = motion.keyFrames[0];
  if (!key || key.prompt.trim() === '') {
    throw namedError('BadRequestError', 'Endless zoom draws what lies around the picture: write a prompt for it.');
  }
  const made: Pixels[] = [];
  let inner = picture;
  for (let i = 1; i < outpainted; i++) {
    const seed = key.seed + i;
    const around = model.manifest.tasks.includes('inpaint') ? shrunk(inner) : undefined;
    inner = await draw({ ...key, seed }, around);
    made.push(inner);
  }
  return made;
}

function shrunk(picture: Pixels): Around {
  const image = film(picture, { x: 0.5, y: 0.5, zoom: nestedScale, turn: 0 }, 'hold');
  const { width, height } = picture;
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const border = (1 - nestedScale) / 2;
  for (let y = Math.ceil(height * border); y < height * (1 - border); y++) {
    const start = (y * width + Math.ceil(width * border)) * 4;
    data.fill(0, start, start + Math.floor(width * nestedScale) * 4);
  }
  return { image, mask: { width, height, data } };
}

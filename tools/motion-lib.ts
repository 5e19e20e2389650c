import { makeMotion } from '../src/engine/motion-job';
import type { CompressedFrame, MotionEvent, MotionRequest } from '../src/contract/motion';
import { frameCount } from '../src/contract/motion';
import type { ModelManifest } from '../src/contract/manifest';
import type { Pixels } from '../src/contract/pixels';
import type { LoadedModel } from '../src/models/loaded-model';

/** What Motion's tools share: a request with a model's defaults, and all of a clip's frames. */
export type MotionOptions<K extends MotionRequest['kind'] = MotionRequest['kind']> = Pick<
  Extract<MotionRequest, { kind: K }>,
  'kind' | 'keyFrames'
> &
  Partial<MotionRequest> &
  Omit<Extract<MotionRequest, { kind: K }>, keyof Extract<MotionRequest, { kind: 'morph' }>>;

export function motionRequest({ id, defaults }: ModelManifest, given: MotionOptions): MotionRequest {
  return {
    modelId: id,
    negativePrompt: '',
    width: defaults.width,
    height: defaults.height,
    numInferenceSteps: defaults.num_inference_steps,
    guidanceScale: defaults.guidance_scale,
    seconds: 2,
    framesPerSecond: 12,
    loop: true,
    easing: 'smooth',
    drawEvery: 1,
    between: 'flow',
    smoothing: 0,
    ...given,
  } as MotionRequest; // every kind's own fields are in `given`
}

export async function makeFrames(
  model: LoadedModel,
  motion: MotionRequest,
  onEvent: (event: MotionEvent) => void = () => undefined,
): Promise<CompressedFrame[]> {
  const frames: CompressedFrame[] = [];
  const wanted = Array.from({ length: frameCount(motion) }, (_, i) => i);
  const collect = (event: MotionEvent) => {
    if (event.type === 'frame') for (const index of event.indices) frames[index] = event.frame;
    onEvent(event);
  };
  await makeMotion(model, { motion, wanted, known: [] }, async () => undefined, collect, new AbortController().signal);
  return frames;
}

/** Pictures of one size side by side, row by row, on white. */
export function contactSheet(pictures: readonly Pixels[], columns: number, gap = 4): Pixels {
  const { width, height } = pictures[0]!;
  const rows = Math.ceil(pictures.length / columns);
  const size = { width: columns * (width + gap) + gap, height: rows * (height + gap) + gap };
  const data = new Uint8ClampedArray(size.width * size.height * 4).fill(255);
  for (const [i, picture] of pictures.entries()) {
    const left = gap + (i % columns) * (width + gap);
    const top = gap + Math.floor(i / columns) * (height + gap);
    for (let y = 0; y < height; y++) {
      const row = picture.data.subarray(y * width * 4, (y + 1) * width * 4);
      data.set(row, ((top + y) * size.width + left) * 4);
    }
  }
  return { ...size, data };
}

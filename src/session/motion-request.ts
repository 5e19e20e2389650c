import { namedError } from '../contract/errors';
import type { ModelManifest } from '../contract/manifest';
import { checkMotion, type MotionRequest } from '../contract/motion';
import type { Pixels } from '../contract/pixels';
import type { KeyFrameDraft, MotionSettings } from './motion-content.svelte';

/** Content and manifest to the plain request for a clip. @throws BadRequestError with a sentence for the visitor. */
export function toMotionRequest(
  settings: MotionSettings,
  keyFrames: readonly KeyFrameDraft[],
  model: ModelManifest,
  picture: Pixels | undefined,
): MotionRequest {
  const { width, height, guidance_scale, num_inference_steps } = model.defaults;
  const steps = settings.numInferenceSteps || num_inference_steps; // 0 stands for the model's own
  if (!Number.isInteger(steps) || steps < 1 || steps > model.limits.max_steps) {
    throw namedError('BadRequestError', `This model takes 1 to ${model.limits.max_steps} steps.`);
  }
  const usesPicture = settings.kind === 'camera' || settings.kind === 'chain';
  const shown = usesPicture && picture !== undefined;
  const drawEvery = drawEveryOf(settings);
  const base = {
    modelId: model.id,
    keyFrames: keysOf(settings, keyFrames, shown),
    negativePrompt: '',
    width,
    height,
    numInferenceSteps: steps,
    guidanceScale: guidance_scale,
    seconds: settings.seconds,
    framesPerSecond: settings.framesPerSecond,
    loop: settings.loop,
    easing: settings.easing,
    drawEvery,
    between: settings.between,
    // Key frames are too far apart to lend each other anything.
    smoothing: drawEvery === 0 ? 0 : settings.smoothing,
  };
  const request = ofKind(base, settings, shown ? picture : undefined);
  checkMotion(request);
  return request;
}

/** Camera and becoming have no frames in between; only a morph can do with its key frames, others draw every second. */
export function drawEveryOf({ kind, drawEvery }: Pick<MotionSettings, 'kind' | 'drawEvery'>): number {
  if (kind === 'camera' || kind === 'becoming') return 1;
  return kind !== 'morph' && drawEvery === 0 ? 2 : drawEvery;
}

/** Only a morph needs all of them; a chain, and a move of several pictures, take those that are filled in. */
function keysOf({ kind, move }: MotionSettings, keyFrames: readonly KeyFrameDraft[], hasPicture: boolean) {
  const plain = keyFrames.map(({ prompt, seed }) => ({ prompt: prompt.trim(), seed }));
  if (kind === 'morph') return plain;
  const filled = plain.filter(({ prompt }) => prompt !== '');
  if (kind === 'chain' || (kind === 'camera' && (move === 'sticker' || move === 'endless-zoom'))) return filled;
  if (kind === 'camera' && hasPicture) return [];
  return plain.slice(0, 1);
}

type MotionBase = Omit<Extract<MotionRequest, { kind: 'morph' }>, 'kind'>;

function ofKind(base: MotionBase, settings: MotionSettings, picture: Pixels | undefined): MotionRequest {
  const { kind, reach, hold, move, strengthFrom, strengthTo, push } = settings;
  switch (kind) {
    case 'morph':
      return { ...base, kind };
    case 'drift':
      return { ...base, kind, reach };
    case 'becoming':
      return { ...base, kind, hold };
    case 'camera':
      return { ...base, kind, move, reach, ...(picture && { picture }) };
    case 'chain':
      return { ...base, kind, strengths: [strengthFrom, strengthTo], push, ...(picture && { picture }) };
  }
}

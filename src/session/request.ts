import { namedError } from '../contract/errors';
import type { ModelManifest } from '../contract/manifest';
import type { Pixels } from '../contract/pixels';
import type { GenerateRequest } from '../contract/request';
import { maxPictures, maxSeed, type Settings } from './settings';

export interface Asked {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly settings: Settings;
  readonly reference: Pixels | undefined;
}

/** What is said of a visitor's picture that is given without a word. */
export const pictureAlone = 'this';

/**
 * Content and manifest to the plain request for picture number `i` of this job: seeds count up. Limits are applied here,
 * once, and nothing is repaired silently.
 * @throws BadRequestError, whose message names the field and the range, never what was typed.
 */
export function toRequest(asked: Asked, model: ModelManifest, i: number): GenerateRequest {
  const { settings, reference } = asked;
  const { limits } = model;
  const prompt = asked.prompt.trim() || (reference && canStartFrom(model) ? pictureAlone : '');
  if (prompt === '') throw bad('the prompt is empty');
  if (!limits.sizes.some(([width, height]) => width === settings.width && height === settings.height)) {
    throw bad(`this model draws ${limits.sizes.map(([w, h]) => `${w} × ${h}`).join(', ')}`);
  }
  requireInteger('steps', settings.numInferenceSteps, 1, limits.max_steps);
  requireInteger('seed', settings.seed, 0, maxSeed);
  requireInteger('number of pictures', settings.numPictures, 1, maxPictures);
  requireBetween('guidance', settings.guidanceScale, 0, limits.max_guidance ?? 30);
  requireBetween('strength', settings.strength, 0.05, 1);

  const { strength } = settings;
  return {
    modelId: model.id,
    prompt: styledPrompt(prompt, model, settings.styleId),
    negativePrompt: limits.negative_prompt ? asked.negativePrompt.trim() : '',
    width: settings.width,
    height: settings.height,
    numInferenceSteps: settings.numInferenceSteps,
    guidanceScale: settings.guidanceScale,
    seed: (settings.seed + i) % (maxSeed + 1),
    ...(settings.scheduler !== '' && { scheduler: settings.scheduler }),
    ...(settings.isCool && { isCool: true }),
    ...(reference && hasReferenceSlots(model) && { references: [reference], strength }),
    ...(reference && !hasReferenceSlots(model) && canStartFrom(model) && { image: reference, strength }),
  };
}

/** The prompt as the model gets it: a style's phrase goes behind it. */
export function styledPrompt(prompt: string, model: ModelManifest, styleId: string): string {
  const style = model.styles?.find(({ id }) => id === styleId);
  return style ? `${prompt.trim()}, ${style.phrase}` : prompt.trim();
}

/** A model with an artwork memory takes the visitor's picture as it takes artwork: cut out and laid on the ground asked for. */
export function hasReferenceSlots(model: ModelManifest): boolean {
  return model.memory !== undefined;
}

/** A picture beside the words as it is, nothing cut out of it, for a model with reference slots. */
export function wholeReference(picture: Pixels): Partial<GenerateRequest> {
  return { references: [picture], isWhole: true };
}

/** Whether the visitor's picture can be what the drawing begins from; a model that only fills in begins from nothing else. */
export function canStartFrom({ tasks }: ModelManifest): boolean {
  return tasks.includes('image-to-image') || !tasks.includes('text-to-image');
}

function requireInteger(name: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value)) throw bad(`${name} must be a whole number`);
  requireBetween(name, value, min, max);
}

function requireBetween(name: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max)) throw bad(`${name} must be from ${min} to ${max}`);
}

const bad = (what: string) => namedError('BadRequestError', what);

/** The model's largest square, or its first size's shorter side. */
export function squareSize(sizes: readonly (readonly [number, number])[]): number {
  const squares = sizes.filter(([width, height]) => width === height).map(([width]) => width);
  return squares.length > 0 ? Math.max(...squares) : Math.min(...(sizes[0] ?? [512, 512]));
}

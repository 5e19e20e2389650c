import type { ModelManifest } from '../contract/manifest';
import type { Recipe } from '../contract/picture';
import type { Content } from './content.svelte';
import { maxSeed, settingsFor } from './settings';

/** What a recipe says when it is read back; what is missing was not said. */
export interface RecipeSketch {
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly numInferenceSteps?: number;
  readonly guidanceScale?: number;
  readonly seed?: number;
  readonly width?: number;
  readonly height?: number;
  readonly strength?: number;
  readonly scheduler?: string;
  readonly modelId?: string;
}

const longestRecipe = 8000;
const negativeLabel = 'Negative prompt: ';

/** A recipe as the text that AUTOMATIC1111 made common: the prompt, the negative prompt, one line of parameters. */
export function recipeText(recipe: Recipe): string {
  const { numInferenceSteps, scheduler, guidanceScale, seed, width, height, modelId, strength } = recipe;
  const parameters = [
    `Steps: ${numInferenceSteps}`,
    ...(scheduler ? [`Sampler: ${scheduler}`] : []),
    `CFG scale: ${guidanceScale}`,
    `Seed: ${seed}`,
    `Size: ${width}x${height}`,
    `Model: ${modelId}`,
    ...(strength === undefined ? [] : [`Denoising strength: ${strength}`]),
  ];
  const { prompt, negativePrompt } = recipe;
  return [prompt, ...(negativePrompt ? [negativeLabel + negativePrompt] : []), parameters.join(', ')].join('\n');
}

/** Reads such a text. Undefined when it is not one: too long, without parameters, with control characters or with markup. */
export function readRecipe(text: string): RecipeSketch | undefined {
  // Letters, not markup: a recipe that carries tags or script is somebody's attempt at something else.
  if (text.length > longestRecipe || /[^\P{Cc}\n\r\t]|<\s*[/!?]?\s*[a-z]|javascript:/iu.test(text)) return undefined;
  const lines = text.replaceAll('\r\n', '\n').trim().split('\n');
  const at = lines.findLastIndex((line) => /^Steps: \d+(,|$)/.test(line));
  if (at < 1) return undefined;
  const parameters = new Map(
    [...lines[at]!.matchAll(/([A-Z][\w ]*): ([^,]*)/g)].map(([, name, value]) => [name!, value!.trim()]),
  );
  const number = (name: string) => {
    const value = Number(parameters.get(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  const negativeAt = lines.findIndex((line) => line.startsWith(negativeLabel.trim()));
  const hasNegative = negativeAt > 0 && negativeAt < at;
  const prompt = lines
    .slice(0, hasNegative ? negativeAt : at)
    .join('\n')
    .trim();
  if (prompt === '') return undefined;
  const negative = hasNegative ? lines.slice(negativeAt, at).join('\n').slice(negativeLabel.trim().length).trim() : '';
  const size = /^(\d{1,5})x(\d{1,5})$/.exec(parameters.get('Size') ?? '');
  const found = {
    numInferenceSteps: number('Steps'),
    guidanceScale: number('CFG scale'),
    seed: number('Seed'),
    width: size ? Number(size[1]) : undefined,
    height: size ? Number(size[2]) : undefined,
    strength: number('Denoising strength'),
    scheduler: word(parameters.get('Sampler')),
    modelId: word(parameters.get('Model')),
  };
  return { prompt, negativePrompt: negative, ...said(found) };
}

/**
 * Puts what a recipe says into the composer. Numbers are kept within the model's limits.
 * Returns false when this copy does not have the recipe's model, and the current one is used.
 */
export function applyRecipe(content: Content, sketch: RecipeSketch, models: readonly ModelManifest[]): boolean {
  const named = models.find(({ id }) => id === sketch.modelId);
  const model = named ?? models.find(({ id }) => id === content.settings.modelId) ?? models[0]!;
  const base = settingsFor(model, content.settings);
  const { limits, styles } = model;
  const fits = limits.sizes.some(([width, height]) => width === sketch.width && height === sketch.height);
  const style = styles?.find(({ phrase }) => sketch.prompt.endsWith(`, ${phrase}`));
  content.prompt = style ? sketch.prompt.slice(0, -style.phrase.length - 2) : sketch.prompt;
  content.negativePrompt = sketch.negativePrompt;
  content.settings = {
    ...base,
    ...(fits && { width: sketch.width!, height: sketch.height! }),
    numInferenceSteps: Math.trunc(between(sketch.numInferenceSteps, 1, limits.max_steps, base.numInferenceSteps)),
    guidanceScale: between(sketch.guidanceScale, 0, limits.max_guidance ?? 30, base.guidanceScale),
    strength: between(sketch.strength, 0.05, 1, base.strength),
    seed: Math.trunc(between(sketch.seed, 0, maxSeed, base.seed)),
    isSeedLocked: sketch.seed !== undefined,
    styleId: style?.id ?? '',
    scheduler: '',
  };
  return named !== undefined;
}

function between(value: number | undefined, min: number, max: number, other: number): number {
  return value === undefined ? other : Math.min(max, Math.max(min, value));
}

/** An id or a class name: one short word. */
function word(value: string | undefined): string | undefined {
  return value !== undefined && /^[\w.-]{1,64}$/.test(value) ? value : undefined;
}

function said<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> }; // only undefined was taken out
}

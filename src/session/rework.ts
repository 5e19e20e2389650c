import type { EnlargeFactor } from '../contract/engine-api';
import { errorNameOf, namedError, type ErrorName } from '../contract/errors';
import type { ModelManifest } from '../contract/manifest';
import type { Picture, Recipe } from '../contract/picture';
import type { Pixels } from '../contract/pixels';
import type { GenerateRequest } from '../contract/request';
import { drawnUpon } from '../contract/source-type';
import { blendByMask, coverCells, featherMask, type MaskValues } from '../image/mask';
import { onWhite } from '../image/on-white';
import { reveal } from './gallery';
import { enqueue } from './queue';
import { hasReferenceSlots, pictureAlone, toRequest, wholeReference, type Asked } from './request';
import type { JobHooks, Session } from './session.svelte';
import { randomSeed } from './settings';

/** What is made out of a picture of the session: variations, redrawn parts, larger copies, stickers. */

/** How far a variation may leave its picture. The default model's own artwork pulls less from a start than from a reference. */
const variationStrengths = { start: 0.55, startBesideArtwork: 0.8, reference: [0.7, 0.4] };
const outlineShare = 0.03;

/** New pictures near this one: same recipe, other noise, begun from the picture. */
export function vary(session: Session, picture: Picture, count: number): Promise<void> {
  const { model } = session;
  const { recipe, label } = picture;
  const size = { width: model.defaults.width, height: model.defaults.height };
  const image = onWhite(scaledTo(picture.pixels, size));
  const settings = { ...session.content.settings, ...size, seed: randomSeed(), styleId: '', numPictures: count };
  if (recipe?.modelId === model.id) {
    Object.assign(settings, { numInferenceSteps: recipe.numInferenceSteps, guidanceScale: recipe.guidanceScale });
  }
  const asked = {
    prompt: recipe?.prompt ?? label,
    negativePrompt: recipe?.negativePrompt ?? '',
    settings,
    reference: undefined,
  };
  return enqueue(session, {
    label,
    pictures: count,
    async make(i, run) {
      const made = await run(variation(model, asked, recipe, image, i));
      session.addPicture(made, {
        label,
        modelTitle: model.title,
        sourceType: drawnUpon(picture.sourceType),
        ...carriedOf(picture),
      });
    },
  });
}

/**
 * A picture that a model with artwork drew from words alone is varied by its words. Of any other there is only the picture,
 * which such a model keeps whatever the noise: it is varied by style, then by how much of it is left.
 */
function variation(
  model: ModelManifest,
  asked: Asked,
  recipe: Recipe | undefined,
  image: Pixels,
  i: number,
): GenerateRequest {
  const same = toRequest(asked, model, i);
  if (!hasReferenceSlots(model)) return { ...same, image, strength: variationStrengths.start };
  const isOfWords = recipe?.modelId === model.id && !recipe.usedPicture;
  if (isOfWords) return { ...same, image, strength: variationStrengths.startBesideArtwork };
  return {
    ...toRequest(inAnotherStyle(asked, model, i), model, i),
    ...wholeReference(image),
    strength: leftOfPicture(model, i),
  };
}

/** The `i`th style after the one that the prompt ends with, in its place. */
function inAnotherStyle(asked: Asked, { styles = [] }: ModelManifest, i: number): Asked {
  const now = styles.findIndex(({ phrase }) => asked.prompt.endsWith(`, ${phrase}`));
  const words = now === -1 ? asked.prompt : asked.prompt.slice(0, -`, ${styles[now]!.phrase}`.length);
  const styleId = styles[(now + 1 + i) % styles.length]?.id ?? '';
  return { ...asked, prompt: words, settings: { ...asked.settings, styleId } };
}

function leftOfPicture({ styles = [] }: ModelManifest, i: number): number {
  const strengths = variationStrengths.reference;
  return strengths[Math.floor(i / Math.max(1, styles.length)) % strengths.length]!;
}

export interface Redraw {
  /** Of the model's size. */
  readonly image: Pixels;
  /** 255 where the picture is to be drawn anew. */
  readonly mask: MaskValues;
  /** Pixels over which old and new run into each other. */
  readonly feather: number;
  /** What the whole shows; of a part and to a model with reference slots, what is to be there: nothing, and it is filled in. */
  readonly prompt: string;
  /** 0…1: how far the new part may leave what was there. */
  readonly strength: number;
  /** The mask is what lies outside the picture. */
  readonly isExtension?: boolean;
  /** What `image` was made of. */
  readonly picture: Picture;
}

/** Draws the masked part of a picture anew; all else stays as it was, pixel for pixel. */
export function redraw(session: Session, asked: Redraw): Promise<void> {
  const { model } = session;
  const { image, isExtension } = asked;
  const { width, height } = image;
  const isLocal = drawsPartAlone(model) && !isExtension;
  const words = asked.prompt.trim();
  const label = isLocal ? [asked.picture.label, words].filter(Boolean).join(', ') : words;
  const prompt = words || (isLocal ? pictureAlone : '');
  const settings = {
    ...session.content.settings,
    ...{ width, height, styleId: '', strength: asked.strength, numPictures: 1 },
  };
  const cells = coverCells(asked.mask, width, height, model.vae.downscale);
  const soft = featherMask(asked.mask, width, height, asked.feather);
  return enqueue(session, {
    label,
    pictures: 1,
    async make(_i, run) {
      const request = toRequest({ prompt, negativePrompt: '', settings, reference: undefined }, model, 0);
      const made = await run({
        ...request,
        ...{ image, mask: cells, strength: asked.strength },
        ...(isLocal && { isLocal }),
        ...(isExtension && hasReferenceSlots(model) && wholeReference(image)),
      });
      const pixels = blendByMask(image, made.pixels, soft);
      session.addPicture(
        { ...made, pixels },
        {
          label,
          modelTitle: model.title,
          sourceType: drawnUpon(asked.picture.sourceType),
          ...carriedOf(asked.picture),
        },
      );
    },
  });
}

/** True when the words for a part of a picture say what is to be there, not what the whole shows. */
export const drawsPartAlone = hasReferenceSlots;

/** True when the model can draw a part of a picture anew. */
export function canRedraw(model: ModelManifest): boolean {
  return model.tasks.includes('inpaint');
}

/** The picture on nothing, with a sticker's white border. @throws WrongResultError when its background is not plain. */
export async function makeSticker(session: Session, picture: Picture, label: string): Promise<void> {
  const [{ liftSubject, wanderOf }, { outlined }] = await Promise.all([
    import('../image/cut-out'),
    import('../image/outline'),
  ]);
  const { subject, coverage, isGroundPlain } = liftSubject(picture.pixels, wanderOf(picture.pixels));
  if (!isGroundPlain || coverage < 0.01 || coverage > 0.97)
    throw namedError('WrongResultError', 'the background is not plain enough');
  const width = Math.max(2, Math.round(outlineShare * Math.max(subject.width, subject.height)));
  addCopy(session, picture, outlined(subject, width, [255, 255, 255]), { label });
}

/** A larger copy, by the network that redraws edges or by interpolation; by the latter too where the network cannot be had. */
export function enlargePicture(
  session: Session,
  picture: Picture,
  factor: EnlargeFactor,
  by: 'network' | 'interpolation',
): Promise<void> {
  const { pixels, label } = picture;
  return enqueue(session, {
    label,
    pictures: 1,
    async make(_i, _run, hooks) {
      hooks.onProgress({ stage: 'enlarging', part: 0, parts: 1, elapsedMs: 0 });
      const drawn = by === 'network' ? await enlargedByNetwork(session, pixels, factor, hooks) : undefined;
      const larger = drawn ?? (await interpolated(pixels, factor, hooks));
      if (!hooks.isCurrent()) return;
      const how = drawn ? 'network' : by === 'network' ? 'interpolation-instead' : 'interpolation';
      addCopy(session, picture, larger, { enlarged: { factor, by: how } });
    },
  });
}

/** Undefined when the network cannot be had: there is another way. */
async function enlargedByNetwork(session: Session, pixels: Pixels, factor: EnlargeFactor, hooks: JobHooks) {
  try {
    return await session.useEngine().enlarge(pixels, factor, hooks.onProgress, hooks.signal);
  } catch (error) {
    if (!networkMissing.has(errorNameOf(error))) throw error;
    return undefined;
  }
}

const networkMissing: ReadonlySet<ErrorName> = new Set([
  'ModelIntegrityError',
  'ModelMissingError',
  'ModelUnsupportedError',
  'NetworkError',
  'OutOfMemoryError',
]);

async function interpolated(pixels: Pixels, factor: EnlargeFactor, { signal }: JobHooks): Promise<Pixels> {
  const { enlarge } = await import('../image/lanczos');
  return enlarge(pixels, factor, async () => {
    await new Promise((resolve) => setTimeout(resolve));
    signal.throwIfAborted();
  });
}

/** Adds what was made out of a picture, with all that is said of the picture: recipe, credits, marks, and what the check found. */
function addCopy(
  session: Session,
  picture: Picture,
  pixels: Pixels,
  about: Pick<Partial<Picture>, 'label' | 'enlarged'>,
): void {
  const { label, recipe, modelTitle, leanedOn, sourceType, safety } = picture;
  const copy = session.addPicture(
    { pixels, leanedOn, ...(safety && { safety }) },
    {
      label,
      sourceType,
      ...(modelTitle && { modelTitle }),
      ...(recipe && { recipe }),
      ...carriedOf(picture),
      ...about,
    },
  );
  if (session.content.revealed.has(picture.id)) reveal(session.content, copy);
}

const carriedOf = ({ carried }: Picture) => carried && { carried };

/** A picture at the size that the model draws, cut to its shape around the middle. */
export function scaledTo(pixels: Pixels, { width, height }: { width: number; height: number }): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels;
  const full = new OffscreenCanvas(pixels.width, pixels.height);
  full.getContext('2d')!.putImageData(new ImageData(pixels.data, pixels.width, pixels.height), 0, 0); // a new canvas has one
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  const scale = Math.max(width / pixels.width, height / pixels.height);
  const [w, h] = [pixels.width * scale, pixels.height * scale];
  context.drawImage(full, (width - w) / 2, (height - h) / 2, w, h);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

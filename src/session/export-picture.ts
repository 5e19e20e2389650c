import { onWhite } from '../image/on-white';
import { makeZip } from 'client-zip';
import type { Picture } from '../contract/picture';
import { drawLabel, withLabel } from '../image/visible-label';
import { recipeText } from './recipe-text';
import { encodePicture, fileName, offer } from './save';

const pictureFormats = ['image/png', 'image/jpeg', 'image/webp', 'image/avif'] as const;
export type PictureFormat = (typeof pictureFormats)[number];

export interface ExportOptions {
  readonly format: PictureFormat;
  /** Put the recipe, with its prompt, into the file: only when the visitor asked. */
  readonly withRecipe: boolean;
  /** A line for people in a corner of pictures that a model had a part in; empty: none. */
  readonly visibleLabel: string;
}

/** What the visitor chose; the label's words are of the page's language when the file is made. */
export type FileChoices = Omit<ExportOptions, 'visibleLabel'> & { readonly withLabel: boolean };

export function exportOptions({ withLabel, ...others }: FileChoices, label: string): ExportOptions {
  return { ...others, visibleLabel: withLabel ? label : '' };
}

const extensions: Record<PictureFormat, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/avif': 'avif',
};

/** The formats this browser writes, found by writing one pixel in each. */
export async function writableFormats(): Promise<readonly PictureFormat[]> {
  const pixel = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
  const tried = await Promise.all(
    pictureFormats.map((format) =>
      encodePicture(pixel, format).then(
        () => true,
        () => false,
      ),
    ),
  );
  return pictureFormats.filter((_, i) => tried[i]);
}

/**
 * A picture as a file: watermarked if a model drew it, encoded, and marked with how it was made. An AVIF has the watermark
 * only: no library here writes XMP into it.
 * @throws EncodingError
 */
export async function exportPicture(picture: Picture, options: ExportOptions): Promise<Uint8Array<ArrayBuffer>> {
  const [{ embedWatermark }, { saysMachine }, { addMarks }, { addCredentials }] = await Promise.all([
    import('../provenance/watermark'),
    import('../provenance/marks'),
    import('../provenance/add-marks'),
    import('../provenance/add-credentials'),
  ]);
  const { format, withRecipe, visibleLabel } = options;
  const { pixels, sourceType } = picture;
  const isLabelled = visibleLabel !== '' && saysMachine(sourceType);
  const shown = isLabelled ? withLabel(pixels, drawLabel(visibleLabel, pixels)) : pixels;
  const opaque = format === 'image/jpeg' ? onWhite(shown) : shown;
  const bytes = await encodePicture(saysMachine(sourceType) ? embedWatermark(opaque) : opaque, format);
  if (format === 'image/avif') return bytes;
  const marked = addMarks(bytes, format, {
    sourceType,
    ...(picture.carried && { carried: picture.carried }),
    ...(withRecipe && picture.recipe && { recipe: recipeText(picture.recipe) }),
  });
  return addCredentials(marked, { sourceType });
}

export async function downloadPicture(picture: Picture, options: ExportOptions): Promise<void> {
  const bytes = await exportPicture(picture, options);
  offer(bytes, options.format, nameInZip(picture, options.format));
}

/** All given pictures in one zip; with `recipes.txt` when recipes were asked for. */
export async function downloadZip(
  pictures: readonly Picture[],
  options: ExportOptions,
  onPicture: (done: number) => void,
): Promise<void> {
  async function* files() {
    yield* pictureFiles(pictures, options, onPicture);
    if (options.withRecipe) yield { name: 'recipes.txt', input: recipeList(pictures, options.format) };
  }
  await offerZip(files(), `ephemera-${pictures.length}-pictures.zip`);
}

export interface ZippedFile {
  readonly name: string;
  readonly input: string | Uint8Array<ArrayBuffer>;
}

/** Pictures as files, one after another; the page stays responsive meanwhile. */
export async function* pictureFiles(
  pictures: readonly Picture[],
  options: ExportOptions,
  onPicture: (done: number) => void,
): AsyncGenerator<ZippedFile> {
  for (const [i, picture] of pictures.entries()) {
    yield { name: nameInZip(picture, options.format), input: await exportPicture(picture, options) };
    onPicture(i + 1);
    await new Promise((resolve) => setTimeout(resolve));
  }
}

export function nameInZip({ pixels, id }: Picture, format: PictureFormat): string {
  return fileName(pixels, id, extensions[format]);
}

/** Offers files as one zip. All dates are the zip format's first. */
export async function offerZip(files: AsyncIterable<ZippedFile>, name: string): Promise<void> {
  const lastModified = new Date(1980, 0, 1);
  async function* dated() {
    for await (const file of files) yield { ...file, lastModified };
  }
  const bytes = new Uint8Array(await new Response(makeZip(dated())).arrayBuffer());
  offer(bytes, 'application/zip', name);
}

function recipeList(pictures: readonly Picture[], format: PictureFormat): string {
  return pictures
    .flatMap((picture) => (picture.recipe ? [`${nameInZip(picture, format)}\n${recipeText(picture.recipe)}\n`] : []))
    .join('\n');
}

/** True where the system's share sheet takes picture files. */
export function canShareFiles(): boolean {
  const probe = new File([new Uint8Array(1)], 'ephemera.png', { type: 'image/png' });
  return typeof navigator.canShare === 'function' && navigator.canShare({ files: [probe] });
}

/** Hands pictures to the system's share sheet. Resolves to false when the visitor closed it. */
export async function sharePictures(pictures: readonly Picture[], visibleLabel: string): Promise<boolean> {
  const files: File[] = [];
  for (const picture of pictures) {
    const bytes = await exportPicture(picture, { format: 'image/png', withRecipe: false, visibleLabel });
    files.push(new File([bytes], fileName(picture.pixels, picture.id, 'png'), { type: 'image/png' }));
  }
  return navigator.share({ files }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') return false;
      throw error;
    },
  );
}

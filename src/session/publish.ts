import type { Picture } from '../contract/picture';
import { nameInZip, offerZip, pictureFiles, type ExportOptions } from './export-picture';
import { galleryPage, type GalleryPage } from './gallery-page';

const folder = 'ephemera-gallery';

export interface PublishOptions extends Omit<GalleryPage, 'pictures'> {
  /** A recipe in the files is left out, whatever it says. */
  readonly files: ExportOptions;
  /** Written under each picture, by its id. */
  readonly captions: Readonly<Record<number, string>>;
  /** What a picture without a caption is called. */
  readonly nameOf: (picture: Picture) => string;
}

/**
 * A folder that anybody can put on any host, as a zip: one page and the pictures, with their marks. Recipes and prompts stay
 * here: on the page is what the visitor wrote for it, and nothing else.
 */
export async function publishGallery(
  pictures: readonly Picture[],
  { files: fileOptions, captions, nameOf, ...page }: PublishOptions,
  onPicture: (done: number) => void,
): Promise<void> {
  const published = pictures.map((picture) => ({
    path: `pictures/${nameInZip(picture, fileOptions.format)}`,
    width: picture.pixels.width,
    height: picture.pixels.height,
    caption: captions[picture.id]?.trim() ?? '',
    name: nameOf(picture),
  }));
  const options = { ...fileOptions, withRecipe: false };
  async function* files() {
    yield { name: `${folder}/index.html`, input: galleryPage({ ...page, pictures: published }) };
    for await (const { name, input } of pictureFiles(pictures, options, onPicture)) {
      yield { name: `${folder}/pictures/${name}`, input };
    }
  }
  await offerZip(files(), `${folder}.zip`);
}

import type { Pixels } from './pixels';
import type { PhotoProblem } from './portrait';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture file's pixels, or why it cannot be used. */
export type PictureReading = Pixels | { readonly problem: PhotoProblem };

/** The file worker: decodes what a visitor gives the page, so that a large one keeps nobody waiting. No network. */
export interface FileApi {
  readPicture(file: Blob, asked: Size): Promise<PictureReading>;
  /** For looking after marks; undefined for what is no picture. */
  readMiddle(file: Blob): Promise<Pixels | undefined>;
}

import type { CarriedMark, Findings } from './inspection';
import type { Pixels } from './pixels';
import type { PhotoProblem } from './portrait';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture file's pixels, or why it cannot be used. */
export type PictureReading = Pixels | { readonly problem: PhotoProblem };

export interface Inspected {
  readonly findings: Findings;
  /** What of it a picture made of this one goes on saying. */
  readonly carried: readonly CarriedMark[];
  readonly isPicture: boolean;
}

/** The file worker: decodes what a visitor gives the page, so that a large one keeps nobody waiting. No network. */
export interface FileApi {
  readPicture(file: Blob, asked: Size): Promise<PictureReading>;
  /** Which marks the file has; the watermark is looked for too where the browser decodes the file as a picture. */
  inspect(file: Blob): Promise<Inspected>;
  /** The same findings, and the watermark where it is in these frames of a film. */
  inspectFrames(findings: Findings, frames: readonly Pixels[]): Promise<Findings>;
}

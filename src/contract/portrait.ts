import type { Pixels } from './pixels';

/** A place in a picture, in its pixels, from the top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Outlines in pixels of the picture that was looked at. Left and right are the person's own. No depth, nothing else. */
export interface FaceLandmarks {
  readonly oval: readonly Point[];
  readonly leftEye: readonly Point[];
  readonly rightEye: readonly Point[];
  readonly leftIris: Point;
  readonly rightIris: Point;
  readonly leftBrow: readonly Point[];
  readonly rightBrow: readonly Point[];
  /** From between the eyes down to the tip. */
  readonly noseBridge: readonly Point[];
  /** From wing to wing under the tip. */
  readonly noseBase: readonly Point[];
  readonly outerLips: readonly Point[];
  readonly innerLips: readonly Point[];
}

/** A square cut out of a photo: centre and side in the photo's pixels, turned clockwise by `angle` radians. */
export interface Crop {
  readonly cx: number;
  readonly cy: number;
  readonly size: number;
  readonly angle: number;
}

/** One value a pixel, 255 = belongs. `data.length === width * height`. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** Why a photo cannot be used. `ui/portrait/problem-sentences.ts` has a sentence for each. */
export type PhotoProblem =
  | 'heic'
  | 'tiff'
  | 'raw'
  | 'not-a-picture'
  | 'truncated'
  | 'too-small'
  | 'too-large'
  | 'undecodable'
  | 'no-face'
  | 'no-webgl';

/** A photo that was read: its pixels without any metadata, and the faces in it, largest first. */
export interface PhotoReading {
  readonly photo: Pixels;
  readonly faces: readonly FaceLandmarks[];
}

export type ReadPhotoResult = PhotoReading | { readonly problem: PhotoProblem };

/** A face made ready for art. */
export interface AlignedFace {
  /** The FFHQ crop: eyes level, face canonical. */
  readonly crop: Crop;
  /** In the photo's pixels. */
  readonly landmarks: FaceLandmarks;
  /** How much each place of `personCrop` belongs to the person. */
  readonly person: Mask;
  readonly personCrop: Crop;
}

export interface FaceOptions {
  /** Absolute address of the page's folder. */
  readonly baseUrl: string;
  /** False: not even the networks' files are kept. */
  readonly keepModels: boolean;
}

/** The face worker. It lives for one job: whoever asked ends it. */
export interface FaceApi {
  configure(options: FaceOptions): Promise<void>;
  readPhoto(file: Blob): Promise<ReadPhotoResult>;
  /** @throws NoFaceError when the face is not found again in its crop. */
  align(photo: Pixels, face: FaceLandmarks): Promise<AlignedFace>;
  /** Faces of a finished picture, largest first, to compare with the aligned photo. */
  findFaces(picture: Pixels): Promise<readonly FaceLandmarks[]>;
}

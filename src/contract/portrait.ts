import type { CarriedMark } from './inspection';
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
  /** A file, or a picture of the camera. */
  readPhoto(file: Blob | Pixels): Promise<ReadPhotoResult>;
  /** @throws NoFaceError when the face is not found again in its crop. */
  align(photo: Pixels, face: FaceLandmarks): Promise<AlignedFace>;
  /** Faces of a finished picture, largest first, to compare with the aligned photo. */
  findFaces(picture: Pixels): Promise<readonly FaceLandmarks[]>;
}

/** Which part of the square becomes art; the rest stays photo. */
export type PortraitArea = 'all' | 'person' | 'background' | 'face';

/** How a visitor moved the portrait's frame: fractions of its side, a factor, and degrees. */
export interface Nudge {
  readonly right: number;
  readonly down: number;
  readonly zoom: number;
  readonly degrees: number;
}

/** A style as it is offered; its words are in `ui/messages`. */
export interface StyleOffer {
  readonly id: string;
  readonly palettes: readonly { readonly id: string; readonly colours: readonly string[] }[];
  readonly needsTiles: boolean;
  /** Whether a face can be looked for in the result. */
  readonly keepsFace: boolean;
}

export interface ArtRequest {
  readonly styleId: string;
  readonly paletteId: string;
  /** '' for nothing. */
  readonly accessoryId: string;
  readonly nudge: Nudge;
  readonly area: PortraitArea;
  /** A square portrait, or the whole photo with the art pasted back. */
  readonly into: 'square' | 'photo';
  /** Side of the square in pixels; a picture pasted back takes its size from the photo. */
  readonly side: number;
  /** Small pictures for a mosaic. */
  readonly tiles: readonly Pixels[];
}

/** A finished picture, and where the face's outlines are in it. */
export interface ArtResult {
  readonly pixels: Pixels;
  readonly expected: FaceLandmarks;
}

/**
 * How the sitter is shown to a diffusion model: the aligned photo itself, or, for a model of stickers that knows no
 * photographs, a simple drawing of the person on white.
 */
export type SitterImage = 'photo' | 'drawing';

/** What a diffusion model starts from, and how its picture is laid back. */
export interface DiffusionStart {
  readonly image: Pixels;
  readonly frame: Crop;
  readonly expected: FaceLandmarks;
}

/** The art worker: pixel work only, no network of any kind. It lives as long as a photo is on the stage. */
export interface ArtApi {
  /** Takes the photo to draw from; everything before is dropped. */
  sit(photo: Pixels, aligned: AlignedFace): Promise<void>;
  /** The aligned photo itself, for the preview with its outlines. */
  align(nudge: Nudge, accessoryId: string, side: number): Promise<ArtResult>;
  draw(request: ArtRequest): Promise<ArtResult>;
  startDiffusion(nudge: Nudge, accessoryId: string, side: number, as: SitterImage): Promise<DiffusionStart>;
  /** Lays a model's picture over the photo, corrected by the face found in it, if any. */
  finishDiffusion(
    made: Pixels,
    start: Omit<DiffusionStart, 'image'>,
    found: FaceLandmarks | undefined,
    request: Pick<ArtRequest, 'area' | 'into' | 'nudge' | 'accessoryId'>,
  ): Promise<Pixels>;
}

/** What a portrait holds of the visitor's: part of the session's one content field. */
export interface PortraitContent {
  readonly photo?: Pixels;
  /** Marks of the photo's file, which the portrait's file goes on carrying. */
  readonly carried?: readonly CarriedMark[];
  /** More than one until the visitor has chosen. */
  readonly faces: readonly FaceLandmarks[];
  readonly aligned?: AlignedFace;
  /** The aligned square with its outlines, as last drawn. */
  readonly preview?: ArtResult;
  /** What the model is asked for, once the visitor has changed it. */
  readonly prompt?: string;
  /** What the model drew for a mosaic, at a tile's size. */
  readonly tiles: readonly Pixels[];
  /** The face in every style, small. By style id. */
  readonly samples: Readonly<Record<string, Pixels>>;
}

export const emptyPortrait: PortraitContent = { faces: [], tiles: [], samples: {} };

import type { CarriedMark } from './inspection';
import type { Pixels } from './pixels';
import type { ArtworkCredit, Backend, GenerateRequest, SafetyVerdict } from './request';
import type { SourceType } from './source-type';

/** Everything that made a picture, without the pictures it started from. */
export type Recipe = Omit<GenerateRequest, 'image' | 'mask' | 'references'> & {
  readonly usedPicture: boolean;
  readonly usedMask: boolean;
};

/** One picture of the session. */
export interface Picture {
  /** Counts up from 1 within the session; also the number in a download's name. */
  readonly id: number;
  readonly pixels: Pixels;
  /** What it shows, for people who do not see it: the prompt, or what was done to another picture. */
  readonly label: string;
  /** Absent for a picture that no model drew (a portrait style, say). */
  readonly recipe?: Recipe;
  readonly modelTitle?: string;
  /** Set for a larger copy of another picture. */
  readonly enlarged?: {
    readonly factor: number;
    /** `interpolation-instead`: the network was asked for and could not be had. */
    readonly by: 'network' | 'interpolation' | 'interpolation-instead';
  };
  readonly leanedOn: readonly ArtworkCredit[];
  readonly madeAt: Date;
  readonly elapsedMs?: number;
  /** What the forecast said, networks open; see `session/forecast.ts`. */
  readonly foretoldMs?: number;
  readonly backend?: Backend;
  readonly sourceType: SourceType;
  /** Marks of the picture it was made from, which its file goes on carrying. */
  readonly carried?: readonly CarriedMark[];
  /** Absent for a picture that no model drew. A flagged one is covered until an adult reveals it. */
  readonly safety?: SafetyVerdict;
}

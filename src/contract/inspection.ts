/** What an input picture may bring that its result must go on saying. A closed vocabulary: nothing personal fits in. */
export const carriedMarks = [
  'iptc-trained',
  'iptc-composite',
  'iptc-algorithmic',
  'iptc-synthetic-composite',
  'c2pa',
  'sd-parameters',
  'watermark',
  'no-ai-training',
] as const;

export type CarriedMark = (typeof carriedMarks)[number];

/** One mark that a file has. All texts are what the file says of itself, cleaned for showing; nothing of it is verified. */
export type Finding =
  /** IPTC digital source type, from XMP or C2PA. `term` is the last part of its address. */
  | { readonly kind: 'source-type'; readonly term: string; readonly saysAi: boolean; readonly from: 'xmp' | 'c2pa' }
  | {
      readonly kind: 'c2pa';
      readonly generators: readonly string[];
      readonly actions: readonly string[];
      readonly bytes: number;
    }
  | { readonly kind: 'generator'; readonly tool: string; readonly text: string }
  | { readonly kind: 'creator-tool'; readonly text: string }
  | { readonly kind: 'description'; readonly text: string }
  | { readonly kind: 'no-ai-training' }
  | { readonly kind: 'input-marks'; readonly marks: readonly CarriedMark[] }
  | { readonly kind: 'watermark'; readonly score: number }
  /** A mark longer than anybody reads: only its beginning was looked at. */
  | { readonly kind: 'oversized'; readonly bytes: number };

export interface Findings {
  /** The kind of file by its first bytes, as a MIME type; undefined when unknown. */
  readonly type: string | undefined;
  readonly findings: readonly Finding[];
  /** True when any mark says that a machine made the picture, or part of it. */
  readonly saysAi: boolean;
}

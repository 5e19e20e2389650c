import type { Pixels } from '../../contract/pixels';
import type { Sitter } from './sitter';

/** Colours of a style, in the order the style says. `#rrggbb`. */
export interface Palette {
  readonly id: string;
  readonly colours: readonly string[];
}

export interface PortraitStyle {
  readonly id: string;
  readonly palettes: readonly Palette[];
  /** Whether a face can still be looked for in the result, to show the match. */
  readonly keepsFace: boolean;
  /** True for a style made of other pictures. */
  readonly needsTiles?: true;
  draw(sitter: Sitter, palette: Palette, tiles: readonly Pixels[]): Pixels;
}

import type { PortraitStyle } from '../style';
import { duotone } from './duotone';
import { engraving } from './engraving';
import { halftone } from './halftone';
import { ink } from './ink';
import { lowPoly } from './low-poly';
import { mosaic } from './mosaic';
import { neon } from './neon';
import { oil } from './oil';
import { paperCut } from './paper-cut';
import { pop } from './pop';
import { screenPrint } from './screen-print';
import { sticker } from './sticker';
import { stipple } from './stipple';

/** In the order they are offered. */
export const portraitStyles: readonly PortraitStyle[] = [
  sticker,
  screenPrint,
  paperCut,
  halftone,
  oil,
  ink,
  lowPoly,
  duotone,
  pop,
  engraving,
  stipple,
  neon,
  mosaic,
];

import type { Pixels } from '../contract/pixels';
import { extendPicture, type MaskValues, type Placement } from '../image/mask';

export type Place = Placement;

/** The middle of the frame, with room around it. */
export function roomyPlace({ width, height }: Pixels): Place {
  const scale = 0.6;
  return { scale, x: (width * (1 - scale)) / 2, y: (height * (1 - scale)) / 2 };
}

/** The picture in its place in the frame, its edges drawn out, and what is to be drawn. */
export function extended(picture: Pixels, place: Place): { readonly image: Pixels; readonly mask: MaskValues } {
  return extendPicture(picture, place);
}

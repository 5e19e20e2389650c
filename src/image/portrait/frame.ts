import type { Crop, Nudge } from '../../contract/portrait';
import { adjustCrop } from './geometry';

/** Head and shoulders: how much wider than the FFHQ crop a portrait is, and how much lower its middle lies. */
const portrait = { zoom: 1.75, right: 0, down: 0.2, turn: 0 };
/** Never tighter than this around the face. */
const tightest = 1.08;

/** For hats: wider by a quarter, with the lower edge where it was. */
const headroom = { zoom: 1.25, right: 0, down: -0.125, turn: 0 };

export const noNudge: Nudge = { right: 0, down: 0, zoom: 1, degrees: 0 };

/** The portrait's square around an aligned face, moved and shrunk to lie inside the photo as far as the face allows, then nudged. */
export function frameFace(
  aligned: Crop,
  photo: { readonly width: number; readonly height: number },
  nudge: Nudge,
  needsHeadroom = false,
): Crop {
  const wide = adjustCrop(aligned, portrait);
  const reach = (Math.abs(Math.cos(wide.angle)) + Math.abs(Math.sin(wide.angle))) / 2;
  const room = Math.min(photo.width, photo.height) / (2 * reach);
  const size = Math.max(Math.min(wide.size, room), aligned.size * tightest);
  const shrink = size / wide.size;
  const centre = { x: aligned.cx + (wide.cx - aligned.cx) * shrink, y: aligned.cy + (wide.cy - aligned.cy) * shrink };
  // The face stays in the frame: its middle moves by no more than a third of the way to the rim.
  const give = size / 6;
  const into = (value: number, length: number, face: number) => {
    const half = size * reach;
    const inside = length > 2 * half ? Math.min(length - half, Math.max(half, value)) : length / 2;
    return Math.min(face + give * 1.5, Math.max(face - give * 1.5, inside));
  };
  const fitted: Crop = {
    cx: into(centre.x, photo.width, aligned.cx),
    cy: into(centre.y, photo.height, aligned.cy),
    size,
    angle: aligned.angle,
  };
  const roomy = needsHeadroom ? adjustCrop(fitted, headroom) : fitted;
  return adjustCrop(roomy, {
    zoom: nudge.zoom,
    right: nudge.right,
    down: nudge.down,
    turn: (nudge.degrees * Math.PI) / 180,
  });
}

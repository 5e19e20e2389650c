import { namedError } from '../../contract/errors';
import type { AlignedFace, ArtApi, ArtRequest, ArtResult, Crop, DiffusionStart, Nudge } from '../../contract/portrait';
import type { Pixels } from '../../contract/pixels';
import { accessories, wear } from './accessories';
import { areaMask, matchFrame, mixWithPhoto, pasteBack } from './compose';
import { drawnFace } from './drawn-face';
import { frameFace } from './frame';
import { mapFace } from './geometry';
import { blank, layPainting, toPixels } from './painting';
import { describe, takeSitter, type Sitter } from './sitter';
import { portraitStyles } from './styles/all-styles';

/** Art pasted back is drawn as large as its square is in the photo, within these. */
const pastedSides = { min: 256, max: 1280 };

type Artist = { [K in keyof ArtApi]: (...asked: Parameters<ArtApi[K]>) => Awaited<ReturnType<ArtApi[K]>> };

/** Draws portraits of one photo at a time. */
export function createArtist(): Artist {
  let model: { photo: Pixels; aligned: AlignedFace } | undefined;

  const frameOf = (nudge: Nudge, accessoryId: string): Crop => {
    const { photo, aligned } = sat();
    const sits = accessories.find(({ id }) => id === accessoryId)?.sits;
    return frameFace(aligned.crop, photo, nudge, sits === 'head');
  };
  const sitterOf = (frame: Crop, accessoryId: string, side: number): Sitter => {
    const { photo, aligned } = sat();
    const accessory = accessories.find(({ id }) => id === accessoryId);
    const sitter = takeSitter(photo, aligned, frame, side);
    return accessory ? wear(sitter, accessory) : sitter;
  };
  const sat = () => {
    if (!model) throw namedError('UnknownError', 'nobody is sitting');
    return model;
  };

  return {
    sit(photo, aligned) {
      model = { photo, aligned };
    },

    align(nudge, accessoryId, side): ArtResult {
      const sitter = sitterOf(frameOf(nudge, accessoryId), accessoryId, side);
      return { pixels: toPixels({ side, rgb: sitter.rgb }), expected: sitter.face };
    },

    draw(request): ArtResult {
      const frame = frameOf(request.nudge, request.accessoryId);
      const side = request.into === 'photo' ? pastedSide(frame) : request.side;
      const sitter = sitterOf(frame, request.accessoryId, side);
      const art = drawStyle(sitter, request);
      const mask = areaMask(sitter, request.area);
      if (request.into === 'square') {
        const pixels = request.area === 'all' ? art : mixWithPhoto(art, sitter, mask);
        return { pixels, expected: sitter.face };
      }
      const { photo, aligned } = sat();
      return { pixels: pasteBack(photo, art, frame, mask), expected: aligned.landmarks };
    },

    startDiffusion(nudge, accessoryId, side, as): DiffusionStart {
      if (as === 'photo') {
        const frame = frameOf(nudge, accessoryId);
        const { rgb, face } = sitterOf(frame, accessoryId, side);
        return { image: toPixels({ side, rgb }), frame, expected: face };
      }
      const frame = frameOf(closer(nudge), accessoryId);
      // Simplified at a size where shapes are clean, then made small.
      const sitter = sitterOf(frame, '', side * 2);
      const drawn = { ...sitter, rgb: drawnFace(sitter).rgb };
      const accessory = accessories.find(({ id }) => id === accessoryId);
      const { rgb, person } = accessory ? wear(drawn, accessory) : drawn;
      const white = blank(side * 2, [1, 1, 1]);
      layPainting(white, { side: side * 2, rgb }, person);
      const expected = mapFace(sitter.face, ({ x, y }) => ({ x: x / 2, y: y / 2 }));
      return { image: half(toPixels(white)), frame, expected };
    },

    finishDiffusion(made, { frame, expected }, found, { area, into, accessoryId }): Pixels {
      const side = made.width;
      const laid = found ? matchFrame(frame, side, found, expected) : frame;
      if (into === 'square' && area === 'all') return made;
      const sitter = sitterOf(laid, accessoryId, side);
      const mask = areaMask(sitter, area);
      if (into === 'square') return mixWithPhoto(made, sitter, mask);
      return pasteBack(sat().photo, made, laid, mask);
    },
  };
}

/** The head alone, nearly: a model of stickers draws nothing finer than a sixteenth of its picture well. */
function closer(nudge: Nudge): Nudge {
  return { ...nudge, zoom: nudge.zoom * 0.78, down: nudge.down - 0.1 };
}

function drawStyle(sitter: Sitter, { styleId, paletteId, tiles, area }: ArtRequest): Pixels {
  const style = portraitStyles.find(({ id }) => id === styleId);
  const palette = style?.palettes.find(({ id }) => id === paletteId) ?? style?.palettes[0];
  if (!style || !palette) throw namedError('BadRequestError', 'there is no such style');
  // A background or a whole photo that is to become art has no person to be cut out of it.
  const everywhere = area === 'background' || area === 'face';
  const drawn = everywhere
    ? describe(
        sitter.rgb,
        sitter.person.map(() => 1),
        sitter.face,
        sitter.side,
      )
    : sitter;
  return style.draw(drawn, palette, tiles);
}

function pastedSide({ size }: Crop): number {
  return Math.round(Math.min(pastedSides.max, Math.max(pastedSides.min, size)));
}

/** Every two by two pixels as one. */
function half({ width, data }: Pixels): Pixels {
  const side = width / 2;
  const out = new Uint8ClampedArray(4 * side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      for (let c = 0; c < 4; c++) {
        const at = (dx: number, dy: number) => data[4 * ((2 * y + dy) * width + 2 * x + dx) + c]!;
        out[4 * (y * side + x) + c] = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
      }
    }
  }
  return { width: side, height: side, data: out };
}

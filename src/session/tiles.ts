import type { Pixels } from '../contract/pixels';
import type { Session } from './session.svelte';

const side = 96;
/** A mosaic of fewer pictures than this is wallpaper. */
export const fewestTiles = 3;
const mostTiles = 60;

/** How many the model draws when it is asked for tiles. */
export const tilesDrawn = 12;

/** Small squares of pictures for a mosaic, after those that are `ready`; none when there are too few. */
export function makeTiles(pictures: readonly Pixels[], ready: readonly Pixels[] = []): readonly Pixels[] {
  if (pictures.length + ready.length < fewestTiles) return [];
  return [...ready, ...pictures.slice(-mostTiles).map(makeTile)];
}

/** Has the chosen model draw its own examples, small and quick, as tiles: for a visitor who has no pictures yet. */
export function drawTiles(session: Session, onTile: (tile: Pixels) => void): Promise<void> {
  const { id, examples = [], defaults } = session.model;
  const count = examples.length > 0 ? tilesDrawn : 0;
  return session.runJob(count, async (i, run) => {
    const made = await run({
      modelId: id,
      prompt: examples[i % examples.length]!,
      negativePrompt: '',
      width: defaults.width,
      height: defaults.height,
      numInferenceSteps: Math.ceil(defaults.num_inference_steps / 2),
      guidanceScale: defaults.guidance_scale,
      seed: i,
    });
    onTile(makeTile(made.pixels));
  });
}

/** The middle square, each tile pixel the mean of what it covers, on white where it is clear. */
function makeTile({ width, height, data }: Pixels): Pixels {
  const square = Math.min(width, height);
  const left = (width - square) >> 1;
  const top = (height - square) >> 1;
  const out = new Uint8ClampedArray(4 * side * side).fill(255);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const x0 = left + Math.floor((x * square) / side);
      const x1 = Math.max(x0 + 1, left + Math.floor(((x + 1) * square) / side));
      const y0 = top + Math.floor((y * square) / side);
      const y1 = Math.max(y0 + 1, top + Math.floor(((y + 1) * square) / side));
      const sum = [0, 0, 0];
      for (let v = y0; v < y1; v++) {
        for (let u = x0; u < x1; u++) {
          const at = 4 * (v * width + u);
          const alpha = data[at + 3]! / 255;
          for (let c = 0; c < 3; c++) sum[c]! += data[at + c]! * alpha + 255 * (1 - alpha);
        }
      }
      for (let c = 0; c < 3; c++) out[4 * (y * side + x) + c] = sum[c]! / ((x1 - x0) * (y1 - y0));
    }
  }
  return { width: side, height: side, data: out };
}

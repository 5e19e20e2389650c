import type { Pixels } from '../contract/pixels';

/** Of the picture's shorter side; never so small that it cannot be read. */
const textShare = 0.032;
const smallestText = 10;
const ground = 'rgb(0 0 0 / 0.66)';

/** A line of text on a dark ground of its own, so that it can be read on anything, in a size that fits the picture. */
export function drawLabel(text: string, picture: { readonly width: number; readonly height: number }): Pixels {
  const size = Math.max(smallestText, Math.round(textShare * Math.min(picture.width, picture.height)));
  const font = `500 ${size}px system-ui, sans-serif`;
  const measure = new OffscreenCanvas(1, 1).getContext('2d')!; // a new canvas has a 2D context
  measure.font = font;
  const width = Math.ceil(measure.measureText(text).width + size * 1.2);
  const height = Math.ceil(size * 1.7);
  const context = new OffscreenCanvas(width, height).getContext('2d')!; // likewise
  context.fillStyle = ground;
  context.beginPath();
  context.roundRect(0, 0, width, height, height / 4);
  context.fill();
  context.font = font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = 'white';
  context.fillText(text, width / 2, height / 2 + size * 0.05);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data };
}

/** The picture with the label in its lower right corner. What does not fit is cut off. */
export function withLabel(picture: Pixels, label: Pixels): Pixels {
  const data = new Uint8ClampedArray(picture.data);
  const margin = Math.round(label.height / 3);
  const left = picture.width - label.width - margin;
  const top = picture.height - label.height - margin;
  for (let y = Math.max(0, -top); y < label.height && top + y < picture.height; y += 1) {
    for (let x = Math.max(0, -left); x < label.width && left + x < picture.width; x += 1) {
      const from = 4 * (y * label.width + x);
      const to = 4 * ((top + y) * picture.width + left + x);
      // "Over" of Porter and Duff (1984), colours not multiplied by their alpha.
      const above = label.data[from + 3]! / 255;
      const below = (picture.data[to + 3]! / 255) * (1 - above);
      const alpha = above + below;
      if (alpha === 0) continue;
      for (let c = 0; c < 3; c += 1) {
        data[to + c] = (label.data[from + c]! * above + picture.data[to + c]! * below) / alpha;
      }
      data[to + 3] = 255 * alpha;
    }
  }
  return { ...picture, data };
}

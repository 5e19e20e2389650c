/** An 8-bit RGBA picture, row-major, not premultiplied. `data.length === 4 * width * height`. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

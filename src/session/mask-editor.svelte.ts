import type { MaskValues } from '../image/mask';

export interface MaskPoint {
  readonly x: number;
  readonly y: number;
}

const mostUndo = 40;

/** A mask that is being painted, with its undo history. Lives and dies with the Edit dialog. */
export class MaskEditor {
  readonly width: number;
  readonly height: number;
  mask = $state.raw<MaskValues>(new Uint8ClampedArray());
  #past = $state.raw<readonly MaskValues[]>([]);
  #future = $state.raw<readonly MaskValues[]>([]);

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.mask = new Uint8ClampedArray(width * height);
  }

  get share(): number {
    return this.mask.reduce((sum, value) => sum + value, 0) / 255 / this.mask.length;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** Marks the beginning of something that Undo takes back whole. */
  begin(): void {
    this.#past = [...this.#past, this.mask].slice(-mostUndo);
    this.#future = [];
  }

  /** As if what was begun last had not been: it was no stroke. */
  takeBack(): void {
    const last = this.#past.at(-1);
    if (!last) return;
    this.#past = this.#past.slice(0, -1);
    this.mask = last;
  }

  undo(): void {
    const last = this.#past.at(-1);
    if (!last) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [...this.#future, this.mask];
    this.mask = last;
  }

  redo(): void {
    const next = this.#future.at(-1);
    if (!next) return;
    this.#future = this.#future.slice(0, -1);
    this.#past = [...this.#past, this.mask];
    this.mask = next;
  }

  /** A round stroke from one point to another, `radius` pixels to each side; 255 paints, 0 erases. */
  stroke(from: MaskPoint, to: MaskPoint, radius: number, value: 0 | 255): void {
    const mask = this.mask.slice();
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const squared = dx * dx + dy * dy;
    const left = Math.max(0, Math.floor(Math.min(from.x, to.x) - radius));
    const right = Math.min(this.width - 1, Math.ceil(Math.max(from.x, to.x) + radius));
    const top = Math.max(0, Math.floor(Math.min(from.y, to.y) - radius));
    const bottom = Math.min(this.height - 1, Math.ceil(Math.max(from.y, to.y) + radius));
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const along = squared === 0 ? 0 : ((x - from.x) * dx + (y - from.y) * dy) / squared;
        const t = Math.min(1, Math.max(0, along));
        const distance = Math.hypot(x - from.x - t * dx, y - from.y - t * dy);
        if (distance <= radius) mask[y * this.width + x] = value;
      }
    }
    this.mask = mask;
  }

  /** Fills what a closed line goes around, by the even-odd rule. */
  fill(points: readonly MaskPoint[]): void {
    if (points.length < 3) return;
    const mask = this.mask.slice();
    for (let y = 0; y < this.height; y++) {
      const crossings: number[] = [];
      points.forEach((a, i) => {
        const b = points[(i + 1) % points.length]!;
        if (a.y > y + 0.5 === b.y > y + 0.5) return;
        crossings.push(a.x + ((y + 0.5 - a.y) / (b.y - a.y)) * (b.x - a.x));
      });
      crossings.sort((a, b) => a - b);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const start = Math.max(0, Math.ceil(crossings[k]! - 0.5));
        const end = Math.min(this.width, Math.ceil(crossings[k + 1]! - 0.5));
        if (end > start) mask.fill(255, y * this.width + start, y * this.width + end);
      }
    }
    this.mask = mask;
  }

  clear(): void {
    this.begin();
    this.mask = new Uint8ClampedArray(this.mask.length);
  }

  invert(): void {
    this.begin();
    this.mask = this.mask.map((value) => 255 - value);
  }
}

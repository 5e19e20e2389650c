/** Side of the repeated tile in pixels. Two whole tiles fit the smallest picture that models here draw (256 px). */
export const tileSize = 120;
/**
 * The band in cycles a tile: wavelengths of 15 down to 5 pixels. Slower ones hide badly; faster ones do not survive half
 * size and JPEG's coarse high frequencies.
 */
const lowestFrequency = 8;
const highestFrequency = 24;
/** The slow part of the band, a fifth of its waves: wavelengths down to 9 pixels. */
export const highestSlowFrequency = 17;
/** Public: the mark says "made by a model", it proves nothing about who made it, and needs no secret. */
const patternKey = 0x0e9e_3a17;

/** One plane wave of the pattern; `u` is across (may be negative), `v` down (0 or more). */
export interface Wave {
  readonly u: number;
  readonly v: number;
  readonly phase: number;
}

/** The pattern's waves: every frequency of the band once (its conjugate is implied), each with a fixed random phase. */
export function patternWaves(): Wave[] {
  const random = randomNumbers(patternKey);
  const waves: Wave[] = [];
  for (let v = 0; v <= highestFrequency; v += 1) {
    for (let u = -highestFrequency; u <= highestFrequency; u += 1) {
      const frequency = Math.hypot(u, v);
      const isConjugate = v === 0 && u < 0;
      if (isConjugate || frequency < lowestFrequency || frequency > highestFrequency) continue;
      waves.push({ u, v, phase: 2 * Math.PI * random() });
    }
  }
  return waves;
}

/** The pattern itself, [tileSize, tileSize], mean 0, root mean square 1. */
export function patternTile(waves: readonly Wave[]): Float32Array {
  const amplitude = Math.sqrt(2 / waves.length);
  return sumOfWaves(
    waves.map(({ u, v, phase }) => ({ u, v, re: amplitude * Math.cos(phase), im: amplitude * Math.sin(phase) })),
  );
}

export interface Coefficient {
  readonly u: number;
  readonly v: number;
  readonly re: number;
  readonly im: number;
}

/** `Σ Re(c · e^(2πi(ux + vy)/tileSize))` at every pixel of a tile, row by row. */
export function sumOfWaves(coefficients: readonly Coefficient[]): Float32Array {
  const { cos, sin } = turns();
  const across = highestFrequency + 1;
  const re = new Float64Array(across * tileSize); // [v, x]
  const im = new Float64Array(across * tileSize);
  for (const c of coefficients) {
    const step = (c.u + tileSize) % tileSize;
    for (let x = 0, t = 0; x < tileSize; x += 1, t = (t + step) % tileSize) {
      re[c.v * tileSize + x]! += c.re * cos[t]! - c.im * sin[t]!;
      im[c.v * tileSize + x]! += c.re * sin[t]! + c.im * cos[t]!;
    }
  }
  const tile = new Float32Array(tileSize * tileSize);
  for (let v = 0; v < across; v += 1) {
    for (let y = 0; y < tileSize; y += 1) {
      const t = (v * y) % tileSize;
      for (let x = 0; x < tileSize; x += 1) {
        tile[y * tileSize + x]! += re[v * tileSize + x]! * cos[t]! - im[v * tileSize + x]! * sin[t]!;
      }
    }
  }
  return tile;
}

/** The phase of each wave in a tile: the argument of its discrete Fourier coefficient. */
export function phasesIn(tile: Float32Array, waves: readonly Wave[]): Float64Array {
  const { cos, sin } = turns();
  const columnsRe = new Float64Array((highestFrequency + 1) * tileSize); // [v, x]
  const columnsIm = new Float64Array((highestFrequency + 1) * tileSize);
  for (let v = 0; v <= highestFrequency; v += 1) {
    for (let y = 0; y < tileSize; y += 1) {
      const t = (v * y) % tileSize;
      for (let x = 0; x < tileSize; x += 1) {
        const value = tile[y * tileSize + x]!;
        columnsRe[v * tileSize + x]! += value * cos[t]!;
        columnsIm[v * tileSize + x]! -= value * sin[t]!;
      }
    }
  }
  return Float64Array.from(waves, ({ u, v }) => {
    let re = 0;
    let im = 0;
    const step = (u + tileSize) % tileSize;
    for (let x = 0, t = 0; x < tileSize; x += 1, t = (t + step) % tileSize) {
      const cRe = columnsRe[v * tileSize + x]!;
      const cIm = columnsIm[v * tileSize + x]!;
      re += cRe * cos[t]! + cIm * sin[t]!;
      im += cIm * cos[t]! - cRe * sin[t]!;
    }
    return Math.atan2(im, re);
  });
}

function turns() {
  const angle = (i: number) => (2 * Math.PI * i) / tileSize;
  return {
    cos: Float64Array.from({ length: tileSize }, (_, i) => Math.cos(angle(i))),
    sin: Float64Array.from({ length: tileSize }, (_, i) => Math.sin(angle(i))),
  };
}

/** Mulberry32: 32 bits of state, uniform in 0…1. Only the phases come from it. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

import { mersenneTwister } from './mersenne-twister';
import { portableCosSinTurns, portableLog } from './portable-math';
import { sizeOf, type Tensor } from './tensor';

/** Draws standard normal tensors one after another. */
export type NormalSource = (dims: readonly number[]) => Tensor;

/** `torch.randn(dims, generator=torch.Generator('cpu').manual_seed(seed))`: one tensor, the same on every device. */
export function randomNormal(dims: readonly number[], seed: number): Tensor {
  return normalSource(seed)(dims);
}

/**
 * Successive `torch.randn` calls on one CPU generator, float32 (ATen's DistributionTemplates.h), so that a seed means what
 * it means in diffusers. `seed` is an integer from 0 to 2**53 − 1.
 */
export function normalSource(seed: number): NormalSource {
  const next = mersenneTwister(seed);
  let spare: number | undefined; // Box–Muller makes two; short tensors use them one at a time

  function scalar(): number {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const u1 = uniform53(next);
    const u2 = uniform53(next);
    const radius = Math.sqrt(-2 * portableLog(1 - u2));
    const [cos, sin] = portableCosSinTurns(u1);
    spare = radius * sin;
    return radius * cos;
  }

  return (dims) => {
    const data = new Float32Array(sizeOf(dims));
    if (data.length < 16) {
      for (let i = 0; i < data.length; i++) data[i] = scalar();
    } else {
      for (let i = 0; i < data.length; i++) data[i] = uniform24(next);
      for (let start = 0; start + 16 <= data.length; start += 16) boxMuller16(data, start);
      if (data.length % 16 !== 0) {
        const start = data.length - 16; // torch draws the last sixteen anew rather than a part of a block
        for (let i = start; i < data.length; i++) data[i] = uniform24(next);
        boxMuller16(data, start);
      }
    }
    return { data, dims };
  };
}

/** Sixteen uniforms to sixteen normals in place: the first eight are radii, the last eight angles. */
function boxMuller16(data: Float32Array, start: number): void {
  for (let i = start; i < start + 8; i++) {
    const radius = Math.sqrt(-2 * portableLog(1 - data[i]!)); // 1 − u: u may be 0, never 1
    const [cos, sin] = portableCosSinTurns(data[i + 8]!);
    data[i] = radius * cos;
    data[i + 8] = radius * sin;
  }
}

function uniform24(next: () => number): number {
  return (next() & 0xffffff) / 2 ** 24;
}

function uniform53(next: () => number): number {
  const high = next();
  const low = next();
  return ((high & 0x1fffff) * 2 ** 32 + low) / 2 ** 53;
}

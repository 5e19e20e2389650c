import { ease } from '../contract/easing';
import type { KeyFrame, MotionRequest } from '../contract/motion';
import { keyMixture, type MotionPlan } from '../contract/motion-plan';
import type { Pixels } from '../contract/pixels';
import { closedWalk, distance, lerp, slerp, smoothed } from '../tensor/interpolate';
import type { Tensor } from '../tensor/tensor';
import { keysOf, type MotionParts } from './motion-parts';

/** Makes the states of a motion, in any order for most kinds. Latents that are known already are not drawn again. */
export interface StateDrawer {
  /** Clean latents of state `drawn`, not smoothed. */
  draw(drawn: number): Promise<Tensor>;
}

/** Latents by state: those of an earlier run go in, new ones are added. */
export type StateStore = Map<number, Tensor>;

export function stateDrawer<C>(
  parts: MotionParts<C>,
  motion: MotionRequest,
  plan: MotionPlan,
  known: StateStore,
  onDrawn: (drawn: number, latents: Tensor) => void,
): StateDrawer {
  const draw = drawerOf(parts, motion, plan, known);
  return {
    async draw(drawn) {
      const stored = known.get(drawn);
      if (stored) return stored;
      const latents = await draw(drawn);
      known.set(drawn, latents);
      onDrawn(drawn, latents);
      return latents;
    },
  };
}

type Draw = (drawn: number) => Promise<Tensor>;

function drawerOf<C>(parts: MotionParts<C>, motion: MotionRequest, plan: MotionPlan, known: StateStore): Draw {
  switch (motion.kind) {
    case 'morph':
      return morph(parts, motion, plan);
    case 'drift':
      return drift(parts, motion, plan);
    case 'becoming':
      return becoming(parts, motion, plan);
    case 'chain':
      return chain(parts, motion, plan, known);
    case 'camera':
      return () => drawKey(parts, motion.keyFrames[0]!);
  }
}

/** One picture, as Create would draw it. */
async function drawKey<C>(parts: MotionParts<C>, key: KeyFrame): Promise<Tensor> {
  return parts.denoise(await parts.prepare(key), parts.noise(key.seed));
}

/** Prepares each key frame once. */
function preparer<C>(parts: MotionParts<C>, keys: readonly KeyFrame[]): (key: number) => Promise<C> {
  const prepared = new Map<number, Promise<C>>();
  return (key) => {
    const made = prepared.get(key) ?? parts.prepare(keys[key]!);
    prepared.set(key, made);
    return made;
  };
}

/** Between prompts by their embeddings, between seeds along the sphere of noise. */
function morph<C>(parts: MotionParts<C>, motion: MotionRequest, { positions }: MotionPlan): Draw {
  const { keyFrames, loop } = motion;
  const prepare = preparer(parts, keyFrames);
  return async (drawn) => {
    const { from, to, t } = keyMixture(positions[drawn]!, keyFrames.length, loop, motion);
    const conditioning = parts.mix(await prepare(from), await prepare(to), t);
    const noise = slerp(parts.noise(keyFrames[from]!.seed), parts.noise(keyFrames[to]!.seed), t);
    return parts.denoise(conditioning, noise);
  };
}

/** Around one picture: the noise goes for a closed walk, the words stay. */
function drift<C>(parts: MotionParts<C>, motion: MotionRequest & { kind: 'drift' }, { positions }: MotionPlan): Draw {
  const key = motion.keyFrames[0]!;
  const prepare = preparer(parts, motion.keyFrames);
  const centre = parts.noise(key.seed);
  // Any two other seeds span the plane of the walk; these follow from the key frame's, so the clip can be made again.
  const [east, north] = [parts.noise(key.seed + 7919), parts.noise(key.seed + 104729)];
  return async (drawn) => {
    // A walk that does not close goes half of the way round: to the far side.
    const t = motion.loop ? positions[drawn]! : ease(motion.easing, positions[drawn]!) / 2;
    return parts.denoise(await prepare(0), closedWalk(centre, east, north, t, motion.reach));
  };
}

/**
 * The denoising itself. A flow's steps are straight, so what lies between two steps is known exactly. What is seen of a
 * picture changes most near the end, so time runs with the square root of what is left to go.
 */
function becoming<C>(parts: MotionParts<C>, motion: MotionRequest, { positions }: MotionPlan): Draw {
  let path: Promise<DenoisingPath> | undefined;
  return async (drawn) => {
    path ??= denoisingPath(parts, motion.keyFrames[0]!);
    const { states, left } = await path;
    const wanted = (1 - positions[drawn]!) ** 2;
    const after = Math.max(
      1,
      left.findIndex((amount) => amount <= wanted),
    );
    const [more, less] = [left[after - 1]!, left[after]!];
    return lerp(states[after - 1]!, states[after]!, more === less ? 1 : (more - wanted) / (more - less));
  };
}

interface DenoisingPath {
  readonly states: readonly Tensor[];
  /** How far each state is from the last, as a part of how far the noise is: 1 to 0. */
  readonly left: readonly number[];
}

async function denoisingPath<C>(parts: MotionParts<C>, key: KeyFrame): Promise<DenoisingPath> {
  const noise = parts.noise(key.seed);
  const states = [noise];
  const end = await parts.denoise(await parts.prepare(key), noise, undefined, (latents) => states.push(latents));
  const whole = distance(noise, end);
  return { states, left: states.map((state, i) => (i === states.length - 1 ? 0 : distance(state, end) / whole)) };
}

/**
 * Each frame is drawn over the one before it, enlarged a little if asked, with the strength of its moment and the words of
 * the key frames it lies between.
 */
function chain<C>(
  parts: MotionParts<C>,
  motion: MotionRequest & { kind: 'chain' },
  { positions }: MotionPlan,
  known: StateStore,
): Draw {
  const keys = keysOf(motion);
  const prepare = preparer(parts, keys);
  const noise = parts.noise(keys[0].seed); // the same for every frame: new noise each time would boil
  const drawAt = async (drawn: number): Promise<Tensor> => {
    const stored = known.get(drawn);
    if (stored) return stored;
    if (drawn === 0) return motion.picture ? parts.encode(motion.picture) : drawKey(parts, keys[0]);
    const before = await drawAt(drawn - 1);
    const clean = motion.push > 0 ? await parts.encode(enlarge(await parts.decode(before), 1 + motion.push)) : before;
    const position = positions[drawn]!;
    const [low, high] = motion.strengths;
    const { from, to, t } = keyMixture(position, keys.length, false, motion);
    const conditioning = parts.mix(await prepare(from), await prepare(to), t);
    return parts.denoise(conditioning, noise, { clean, strength: low + (high - low) * position });
  };
  return drawAt;
}

/** Nearest of four: the model redraws it at once. */
function enlarge({ width, height, data }: Pixels, factor: number): Pixels {
  const out = new Uint8ClampedArray(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromX = (x + 0.5 - width / 2) / factor + width / 2 - 0.5;
      const fromY = (y + 0.5 - height / 2) / factor + height / 2 - 0.5;
      const [left, top] = [Math.max(0, Math.floor(fromX)), Math.max(0, Math.floor(fromY))];
      const [right, low] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
      const [u, v] = [fromX - left, fromY - top];
      for (let c = 0; c < 4; c++) {
        const at = (i: number, j: number) => data[(j * width + i) * 4 + c]!;
        out[(y * width + x) * 4 + c] =
          (at(left, top) * (1 - u) + at(right, top) * u) * (1 - v) + (at(left, low) * (1 - u) + at(right, low) * u) * v;
      }
    }
  }
  return { width, height, data: out };
}

/** A state with its share of the neighbours; at the ends of a clip that does not loop, as it is. */
export async function smoothState(
  drawer: StateDrawer,
  drawn: number,
  { positions }: MotionPlan,
  motion: MotionRequest,
): Promise<Tensor> {
  const here = await drawer.draw(drawn);
  const isClosed = motion.loop && (motion.kind === 'morph' || motion.kind === 'drift');
  const [before, after] = [drawn - 1, drawn + 1].map((i) => (isClosed ? (i + positions.length) % positions.length : i));
  const canSmooth = motion.kind === 'morph' || motion.kind === 'drift' || motion.kind === 'chain';
  if (!canSmooth || motion.smoothing === 0 || before! < 0 || after! >= positions.length) return here;
  return smoothed(await drawer.draw(before!), here, await drawer.draw(after!), motion.smoothing);
}

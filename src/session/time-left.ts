import type { ModelManifest } from '../contract/manifest';
import type { Progress } from '../contract/progress';
import type { GenerateRequest } from '../contract/request';
import { foretoldDecodeSteps } from './forecast';

/** What is told of the time left: a figure where it is likely right within a fifth, else only what it will hardly exceed. */
export interface TimeLeft {
  readonly ms: number;
  readonly isMost: boolean;
}

/** What the time left is worked out to be, and by how much that is likely off (a standard deviation). */
interface Guess {
  readonly ms: number;
  readonly off: number;
  /** How much more it is if all goes on as slowly as the last steps went. */
  readonly slower?: number;
}

type Denoising = Extract<Progress, { stage: 'denoising' }>;

/** What the steps of a picture took, how much they varied (squared, as a share), and what came after the last. */
interface Pace {
  readonly stepMs: number;
  readonly variance: number;
  readonly afterMs: number;
}

// Chosen by replaying 126 pictures whose steps were recorded (ARCHITECTURE.md, "Time left").
/** As many steps as the picture before counts for: its mean, and how much its steps varied. */
const stepsOfPace = 8;
const stepsOfVariance = 4;
/** A share: steps vary at least by the first, and before it is known by the second. What comes after them, likewise. */
const steadiest = 0.08;
const unknown = 0.4;
const afterOff = 0.3;
const afterOffUnknown = 0.8;
const inRow = 2;
/** Standard deviations to either side within which the truth nearly always was. */
const sure = 1.9;

const seconds = [1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 60, 75];
const minutes = [1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 60, 75];
const hours = [1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 24];
const figures = [...seconds.map((n) => n * 1e3), ...minutes.map((n) => n * 60e3), ...hours.map((n) => n * 3600e3)];
const mosts = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 120, 180, 300, 600, 900, 1200, 1800, 3600, 7200].map((n) => n * 1e3);

/** What a session knows of how fast pictures are drawn. */
export class PaceMemory {
  #last: { readonly modelId: string; readonly work: string; readonly pace: Pace } | undefined;

  /** Steps tell of other pictures only where it is the same work; what follows them is told in their time. */
  of({ modelId, ...request }: GenerateRequest): { readonly same?: Pace; readonly afterSteps?: number } {
    if (this.#last?.modelId !== modelId) return {};
    const { pace, work } = this.#last;
    return { afterSteps: pace.afterMs / pace.stepMs, ...(work === workOf(request) && { same: pace }) };
  }

  learn(request: GenerateRequest, pace: Pace): void {
    this.#last = { modelId: request.modelId, work: workOf(request), pace };
  }
}

function workOf({ width, height, guidanceScale }: Omit<GenerateRequest, 'modelId'>): string {
  return [width, height, guidanceScale > 1].join();
}

/** What each step took, from the second on: what came before the first is none. */
class Laps {
  #all: number[] = [];
  #last: { readonly at: number; readonly step: number } | undefined;

  get all(): readonly number[] {
    return this.#all;
  }

  get lastAt(): number | undefined {
    return this.#last?.at;
  }

  add(step: number, now: number): void {
    if (this.#last && step > this.#last.step) this.#all.push((now - this.#last.at) / (step - this.#last.step));
    this.#last = { at: now, step };
  }

  /** What comes next is no step. */
  pause(): void {
    this.#last = undefined;
  }

  restart(): void {
    this.#all = [];
    this.pause();
  }
}

/** Never tells more than it told before: what takes longer is not told until it is that short again. */
class Teller {
  #told: TimeLeft | undefined;
  #lowest = Infinity;

  get told(): TimeLeft | undefined {
    return this.#told;
  }

  tell(guess: Guess | undefined): void {
    this.#told = guess && guess.ms > 0 ? told(guess, this.#lowest) : undefined;
    this.#lowest = Math.min(this.#lowest, this.#told?.ms ?? Infinity);
  }
}

/** Tells what is left of work in equal parts. */
export class PartsTime {
  readonly #laps = new Laps();
  readonly #teller = new Teller();

  get told(): TimeLeft | undefined {
    return this.#teller.told;
  }

  hear(done: number, total: number, now: number): void {
    this.#laps.add(done, now);
    this.#teller.tell(ofLaps(this.#laps.all, total - done));
  }
}

/** Hears the progress of one job of several pictures, and tells what is left of it. */
export class JobTime {
  readonly #pictures: number;
  readonly #memory: PaceMemory;
  readonly #models: readonly ModelManifest[];
  readonly #laps = new Laps();
  readonly #teller = new Teller();
  #made = 0;
  /** What the last picture of this job took. */
  #tookMs: number | undefined;
  #request: GenerateRequest | undefined;

  constructor(pictures: number, memory: PaceMemory, models: readonly ModelManifest[]) {
    this.#pictures = pictures;
    this.#memory = memory;
    this.#models = models;
  }

  get told(): TimeLeft | undefined {
    return this.#teller.told;
  }

  begin(request: GenerateRequest): void {
    this.#request = request;
    this.#laps.restart();
  }

  /** A picture is there. */
  made(ms: number): void {
    this.#made++;
    this.#tookMs = ms;
    this.#laps.restart();
    this.#teller.tell(this.#others(this.#pictures - this.#made));
  }

  /** What this picture's steps and what came after them took, for those to come. */
  learn(now: number): void {
    const { all, lastAt = now } = this.#laps;
    const stepMs = mean(all);
    if (!this.#request || !(stepMs > 0)) return;
    this.#memory.learn(this.#request, { stepMs, variance: variance(all, stepMs), afterMs: now - lastAt });
  }

  hear(progress: Progress, now: number): void {
    const left = this.#pictures - this.#made;
    switch (progress.stage) {
      case 'denoising':
        this.#laps.add(progress.step, now);
        return this.#teller.tell(this.#ofSteps(progress, left - 1));
      case 'enlarging':
        this.#laps.add(progress.part, now);
        return this.#teller.tell(ofLaps(this.#laps.all, progress.parts - progress.part));
      case 'decoding':
        return this.#teller.tell(this.#others(left - 0.9));
      default:
        this.#laps.pause();
        return this.#teller.tell(this.#others(left));
    }
  }

  /** From the second step of a picture on: its steps, what comes after them, and the pictures after it. */
  #ofSteps({ step, steps, elapsedMs }: Denoising, later: number): Guess | undefined {
    const request = this.#request;
    const model = this.#models.find(({ id }) => id === request?.modelId);
    if (!request || !model) return undefined;
    const { same, afterSteps = foretoldDecodeSteps(model, request) } = this.#memory.of(request);
    const laps = atLeast(elapsedMs / step, this.#laps.all);
    const ahead = ofLaps(laps, steps - step, same);
    if (!ahead) return undefined;
    const stepMs = meanWith(laps, same);
    const afterMs = same?.afterMs ?? stepMs * afterSteps;
    const after = {
      ms: afterMs,
      off: afterMs * (same ? Math.sqrt(varied(laps, same)) : afterOffUnknown),
      slower: (afterMs * slowerBy(laps, stepMs)) / stepMs,
    };
    return sum(ahead, after, this.#others(later, stepMs * request.numInferenceSteps + afterMs)!);
  }

  /** Of so many pictures that were not begun: by the last one that is done. */
  #others(count: number, likely?: number): Guess | undefined {
    const each = this.#tookMs ?? likely;
    return each === undefined ? undefined : { ms: count * each, off: count * each * afterOff };
  }
}

function told({ ms, off, slower = 0 }: Guess, lowest: number): TimeLeft | undefined {
  const [least, most] = [ms - sure * off, ms + slower + sure * off];
  const figure = Math.min(nearest(ms), lowest);
  if (figure > mosts[0]! && figure <= 1.2 * least && figure >= 0.8 * most) return { ms: figure, isMost: false };
  const bound = mosts.find((one) => one >= (one === mosts[0] ? most / 1.2 : most));
  return bound !== undefined && bound <= lowest ? { ms: bound, isMost: true } : undefined;
}

/** The figure that is nearest, as a share of it. */
function nearest(ms: number): number {
  const off = (figure: number) => Math.abs(Math.log(figure / ms));
  return figures.reduce((best, figure) => (off(figure) < off(best) ? figure : best));
}

/** So many more laps like those that were; undefined where there was none. */
function ofLaps(laps: readonly number[], left: number, like?: Pace): Guess | undefined {
  if (laps.length === 0) return undefined;
  if (left === 0) return { ms: 0, off: 0 };
  const stepMs = meanWith(laps, like);
  const share = varied(laps, like) * (1 / (laps.length + (like ? stepsOfPace : 0)) + 1 / left);
  return { ms: left * stepMs, off: left * stepMs * Math.sqrt(share), slower: left * slowerBy(laps, stepMs) };
}

/** How much longer the last steps took. */
function slowerBy(laps: readonly number[], stepMs: number): number {
  return Math.max(0, mean(laps.slice(-3)) - stepMs);
}

/** Word of several steps may come at once to a page that is kept waiting; by the worker's clock they took their time. */
function atLeast(stepMs: number, laps: readonly number[]): readonly number[] {
  const heard = mean(laps);
  if (laps.length === 0 || heard >= stepMs) return laps;
  return heard > 0 ? laps.map((lap) => (lap * stepMs) / heard) : laps.map(() => stepMs);
}

/** How much steps vary, squared, as a share: by these and the picture before. One that is slow is seldom alone. */
function varied(laps: readonly number[], like?: Pace): number {
  const weight = like ? stepsOfVariance : 2;
  const known = like?.variance ?? unknown ** 2;
  const all = (variance(laps, mean(laps)) * laps.length + known * weight) / (laps.length + weight);
  return inRow * Math.max(all, steadiest ** 2);
}

function sum(...guesses: readonly Guess[]): Guess {
  return {
    ms: guesses.reduce((all, { ms }) => all + ms, 0),
    off: Math.hypot(...guesses.map(({ off }) => off)),
    slower: guesses.reduce((all, { slower = 0 }) => all + slower, 0),
  };
}

function meanWith(laps: readonly number[], like?: Pace): number {
  if (!like) return mean(laps);
  return (mean(laps) * laps.length + like.stepMs * stepsOfPace) / (laps.length + stepsOfPace);
}

const mean = (of: readonly number[]) => of.reduce((all, one) => all + one, 0) / of.length;
/** Squared, as a share of the mean. */
const variance = (of: readonly number[], middle: number) =>
  middle > 0 ? mean(of.map((one) => (one / middle - 1) ** 2)) : 0;

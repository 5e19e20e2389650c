import type { ModelManifest } from '../contract/manifest';
import type { Progress } from '../contract/progress';
import type { GenerateRequest } from '../contract/request';
import { foretoldDecodeSteps } from './forecast';

/** What is told of the time left: a figure where it is likely right within a fifth, else only what it will hardly exceed. */
export interface TimeLeft {
  readonly ms: number;
  readonly isMost: boolean;
}

/** What the time left is worked out to be, and how far off that may be as a share of it (a standard deviation). */
interface Guess {
  readonly ms: number;
  readonly off: number;
}

/** What came before the first step of a picture and after the last. */
interface Around {
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** What the steps of a picture took, and what came before and after them. */
interface Pace {
  readonly laps: readonly number[];
  /** Undefined where networks were opened before them. */
  readonly beforeMs: number | undefined;
  readonly afterMs: number;
}

// Chosen by replaying 258 pictures whose steps were recorded in Chromium (ARCHITECTURE.md, "Time left").
/** As many steps are kept of the pictures before; in the mean of a picture they count as so many. */
const lapsKept = 48;
const lapsOfFormer = 12;
/** How much the last picture changes what is known of the time before and after the steps. */
const newest = 0.3;
/** What comes before the first step, in the time of steps, where no picture told. */
const stepsBefore = 3;
/** A step that is slow is seldom alone: how much they vary is told by the means of so many in a row. */
const inRow = 4;
// Shares, as standard deviations.
/** Of steps before any were compared; of what comes after them before and once it was measured; of what comes before them. */
const unknown = 0.4;
const afterUnknown = 0.8;
const afterKnown = 0.3;
const beforeKnown = 0.6;
/** A machine becomes slower and faster by so much without a sign of it, and where steps vary, by a part of their variance. */
const drift = 0.06;
const driftOfVaried = 0.15;
/** Times as slow or as quick: then it is another machine. */
const farOff = 1.6;
/** Standard deviations to either side for a figure, for another figure after one, and for what is hardly exceeded. */
const likely = 0.8;
const stillLikely = 0.5;
const hardlyExceeded = 1.9;

const seconds = [
  1, 1.2, 1.5, 1.8, 2, 2.2, 2.5, 2.8, 3, 3.5, 4, 4.5, 5, 5.5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 25,
  28, 30, 35, 40, 45, 50, 55, 60, 70, 80,
];
const minutes = [1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 25, 30, 35, 40, 45, 50, 60, 75];
const hours = [1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9, 10, 12, 15, 18, 20, 24];
const figures = [...seconds.map((n) => n * 1e3), ...minutes.map((n) => n * 60e3), ...hours.map((n) => n * 3600e3)];
const mosts = [1, 1.5, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45, 60, 120, 180, 300, 600, 900, 1200, 1800, 3600, 7200].map(
  (n) => n * 1e3,
);

/** What a session knows of how fast pictures are drawn. */
export class PaceMemory {
  readonly #laps = new Map<string, readonly number[]>();
  readonly #around = new Map<string, Around>();
  readonly #afterSteps = new Map<string, number>();

  /**
   * Steps tell of other pictures only where it is the same work; what is around them does not hang on guidance; and of
   * another size, how many steps' time follows the last.
   */
  of(request: GenerateRequest) {
    return {
      laps: this.#laps.get(workOf(request)) ?? [],
      around: this.#around.get(sizeOf(request)),
      afterSteps: this.#afterSteps.get(request.modelId),
    };
  }

  learn(request: GenerateRequest, { laps, afterMs, beforeMs }: Pace): void {
    const { laps: former, around } = this.of(request);
    this.#laps.set(workOf(request), [...former, ...laps].slice(-lapsKept));
    this.#around.set(sizeOf(request), {
      beforeMs: blended(around?.beforeMs, beforeMs ?? around?.beforeMs ?? stepsBefore * mean(laps)),
      afterMs: blended(around?.afterMs, afterMs),
    });
    this.#afterSteps.set(request.modelId, afterMs / mean(laps));
  }
}

const blended = (former: number | undefined, next: number) =>
  former === undefined ? next : former + newest * (next - former);
const sizeOf = ({ modelId, width, height }: GenerateRequest) => [modelId, width, height].join();
const workOf = (request: GenerateRequest) => [sizeOf(request), request.guidanceScale > 1].join();

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

/** Never tells a figure or a most that is larger than the one before, unless that was surely wrong. */
class Teller {
  #told: TimeLeft | undefined;
  #figure = Infinity;
  #most = Infinity;

  get told(): TimeLeft | undefined {
    return this.#told;
  }

  tell(guess: Guess | undefined): void {
    const needed = this.#told?.isMost === false ? stillLikely : likely;
    const before = Math.min(this.#figure, this.#most);
    if (guess && guess.ms * (1 - hardlyExceeded * guess.off) > before) this.#figure = this.#most = Infinity;
    this.#told = guess && guess.ms > 0 ? (this.#figureOf(guess, needed) ?? this.#mostOf(guess)) : undefined;
  }

  #figureOf({ ms, off }: Guess, needed: number): TimeLeft | undefined {
    const figure = Math.min(nearest(ms), this.#figure, this.#most);
    const isLikely = figure <= 1.2 * ms * (1 - needed * off) && figure >= 0.8 * ms * (1 + needed * off);
    if (figure <= mosts[0]! || !isLikely) return undefined;
    this.#figure = figure;
    return { ms: figure, isMost: false };
  }

  #mostOf({ ms, off }: Guess): TimeLeft | undefined {
    const most = ms * (1 + hardlyExceeded * off);
    const bound = mosts.find((one) => one >= (one === mosts[0] ? most / 1.2 : most));
    if (bound === undefined || bound > this.#most) return undefined;
    this.#most = bound;
    return { ms: bound, isMost: true };
  }
}

/** Tells what is left of work in equal parts. */
export class PartsTime {
  readonly #laps = new Laps();
  readonly #teller = new Teller();

  get told(): TimeLeft | undefined {
    return this.#teller.told;
  }

  hear(done: number, parts: number, now: number): void {
    this.#laps.add(done, now);
    this.#teller.tell(ofParts(parts - done, this.#laps.all));
  }
}

/** Hears the progress of one job of several pictures, and tells what is left of it. */
export class JobTime {
  readonly #pictures: number;
  readonly #memory: PaceMemory;
  readonly #models: readonly ModelManifest[];
  readonly #laps = new Laps();
  readonly #teller = new Teller();
  /** What each picture of this job took that had no networks to open. */
  readonly #took: number[] = [];
  #made = 0;
  #lastMs: number | undefined;
  #request: GenerateRequest | undefined;
  #begunAt = 0;
  #beforeMs: number | undefined;
  #hadToOpen = false;

  constructor(pictures: number, memory: PaceMemory, models: readonly ModelManifest[]) {
    this.#pictures = pictures;
    this.#memory = memory;
    this.#models = models;
  }

  get told(): TimeLeft | undefined {
    return this.#teller.told;
  }

  begin(request: GenerateRequest, now: number): void {
    this.#request = request;
    this.#begunAt = now;
    this.#beforeMs = undefined;
    this.#hadToOpen = false;
    this.#laps.restart();
  }

  /** A picture is there. */
  made(ms: number): void {
    this.#made++;
    this.#lastMs = ms;
    if (!this.#hadToOpen) this.#took.push(ms);
    this.#laps.restart();
    this.#teller.tell(this.#left());
  }

  /** What this picture took, for those to come: of one that had networks to open the later steps, which are as quick as others. */
  learn(now: number, hadToOpen: boolean): void {
    this.#hadToOpen = hadToOpen;
    const { all, lastAt = now } = this.#laps;
    if (!this.#request || !(mean(all) > 0)) return;
    this.#memory.learn(this.#request, {
      laps: hadToOpen ? all.slice(all.length >> 1) : all,
      beforeMs: hadToOpen ? undefined : this.#beforeMs,
      afterMs: now - lastAt,
    });
  }

  hear(progress: Progress, now: number): void {
    switch (progress.stage) {
      case 'encoding':
        return this.#teller.tell(this.#left());
      case 'denoising': {
        const { step, steps, elapsedMs } = progress;
        this.#beforeMs ??= now - this.#begunAt - elapsedMs;
        this.#laps.add(step, now);
        return this.#teller.tell(this.#left({ steps: steps - step, atLeastMs: elapsedMs / step }));
      }
      case 'decoding':
        return this.#teller.tell(this.#left({ steps: 0 }));
      case 'enlarging':
        this.#laps.add(progress.part, now);
        return this.#teller.tell(ofParts(progress.parts - progress.part, this.#laps.all));
      default:
        this.#laps.pause();
        return this.#teller.tell(undefined);
    }
  }

  /** Of the picture that is being drawn, if one is: its steps and what comes after them. And of those not begun. */
  #left(drawn?: { readonly steps: number; readonly atLeastMs?: number }): Guess | undefined {
    const later = this.#pictures - this.#made - (drawn ? 1 : 0);
    const request = this.#request;
    const model = this.#models.find(({ id }) => id === request?.modelId);
    if (!request || !model) return this.#byTheLast(later);
    const { laps: former, around, afterSteps = foretoldDecodeSteps(model, request) } = this.#memory.of(request);
    const laps = atLeast(drawn?.atLeastMs ?? 0, this.#laps.all);
    const stepMs = meanWith(laps, former);
    if (!(stepMs > 0)) return this.#byTheLast(later);
    const { beforeMs, afterMs } = around
      ? atPace(around, former.length > 0 && isFarOff(stepMs, mean(former)) ? stepMs / mean(former) : 1)
      : { beforeMs: stepsBefore * stepMs, afterMs: afterSteps * stepMs };
    const eachMs = this.#each(beforeMs + request.numInferenceSteps * stepMs + afterMs);
    const pictureOff = around
      ? sum([
          { ms: beforeMs, off: beforeKnown },
          ofLaps(request.numInferenceSteps, laps, former),
          { ms: afterMs, off: afterKnown },
        ]).off
      : unknown;
    const parts = [
      ofLaps(drawn?.steps ?? 0, laps, former),
      { ms: drawn ? afterMs : 0, off: around ? afterKnown : afterUnknown },
      { ms: later * eachMs, off: pictureOff / Math.sqrt(Math.max(1, later)) },
    ];
    return withDrift(sum(parts), [...former, ...laps]);
  }

  /** Of pictures whose steps nobody told. */
  #byTheLast(later: number): Guess | undefined {
    return this.#lastMs === undefined ? undefined : { ms: later * this.#lastMs, off: unknown };
  }

  /** What a picture takes: by its steps, and by those of this job; by these alone where more is done than steps. */
  #each(likelyMs: number): number {
    const took = this.#took;
    if (took.length > 0 && isFarOff(mean(took), likelyMs)) return mean(took);
    return (total(took) + 2 * likelyMs) / (took.length + 2);
  }
}

/** Where steps take another time than they did, so does what is around them. */
const atPace = ({ beforeMs, afterMs }: Around, times: number): Around => ({
  beforeMs: times * beforeMs,
  afterMs: times * afterMs,
});

const isFarOff = (one: number, other: number) => one > farOff * other || other > farOff * one;

/** The figure that is nearest, as a share of it. */
function nearest(ms: number): number {
  const off = (figure: number) => Math.abs(Math.log(figure / ms));
  return figures.reduce((best, figure) => (off(figure) < off(best) ? figure : best));
}

/** So many more laps like those that were, of this picture and of those before. */
function ofLaps(left: number, laps: readonly number[], former: readonly number[] = []): Guess {
  const known = laps.length + Math.min(former.length, lapsOfFormer);
  const off = Math.sqrt(varied([...former, ...laps]) * (1 / known + 1 / Math.max(1, left)));
  return { ms: left * meanWith(laps, former), off };
}

/** Where nothing but such laps is left. */
const ofParts = (left: number, laps: readonly number[]) => withDrift(ofLaps(left, laps), laps);

/** Independent of each other. */
function sum(parts: readonly Guess[]): Guess {
  const ms = total(parts.map((part) => part.ms));
  return { ms, off: Math.hypot(...parts.map((part) => part.ms * part.off)) / ms };
}

function withDrift({ ms, off }: Guess, laps: readonly number[]): Guess {
  return { ms, off: Math.hypot(off, drift, Math.sqrt(driftOfVaried * varied(laps))) };
}

/** Word of several steps may come at once to a page that is kept waiting; by the worker's clock they took their time. */
function atLeast(stepMs: number, laps: readonly number[]): readonly number[] {
  const heard = mean(laps);
  if (laps.length === 0 || heard >= stepMs) return laps;
  return heard > 0 ? laps.map((lap) => (lap * stepMs) / heard) : laps.map(() => stepMs);
}

/** How much steps vary, squared, as a share: by the means of some in a row, since one that is slow is seldom alone. */
function varied(laps: readonly number[]): number {
  const rows = Array.from({ length: Math.floor(laps.length / inRow) }, (_, i) =>
    mean(laps.slice(i * inRow, (i + 1) * inRow)),
  );
  const middle = mean(rows);
  const seen = middle > 0 ? total(rows.map((row) => (row / middle - 1) ** 2)) : 0;
  return (inRow * seen + unknown ** 2) / (rows.length + 1);
}

/** Of this picture's laps and those before it; of the last alone where they are of another machine, so to speak. */
function meanWith(laps: readonly number[], former: readonly number[]): number {
  const weight = Math.min(former.length, lapsOfFormer);
  const all = (total(laps) + (weight && weight * mean(former))) / (laps.length + weight);
  const last = laps.slice(-inRow);
  const isChanged = laps.length > inRow && last.every((lap) => isFarOff(lap, all) && lap > all === last[0]! > all);
  return isChanged ? mean(last) : all;
}

const total = (of: readonly number[]) => of.reduce((all, one) => all + one, 0);
const mean = (of: readonly number[]) => total(of) / of.length;

/** What happens to a job, at one of its places. */
export type Kind =
  // of a worker
  | 'crash'
  | 'death'
  | 'silence'
  // of a device or runtime
  | 'device-lost'
  | 'out-of-memory'
  | 'prose'
  | 'nan'
  | 'zeros'
  | 'huge'
  // of the boundary
  | 'progress-lost'
  | 'result-lost'
  // of the network
  | 'connection'
  | 'other-bytes'
  // of the storage
  | 'quota'
  | 'cache-corrupted'
  | 'storage-refused';

/** Once; for as long as the job runs on the graphics card; whatever is done. */
export type Lasting = 'once' | 'on-card' | 'always';

export interface Fault {
  readonly kind: Kind;
  /** 'start', 'open transformer', 'run transformer 2', 'result', 'download', … */
  readonly place: string;
  readonly lasting: Lasting;
  /** What a session must make of it: the right picture, or a sentence with nothing lost. */
  readonly outcome: 'recovered' | 'reported';
}

const components = ['text_encoder', 'transformer', 'vae_decoder', 'safety'] as const;

/** Every fault at every place of a job of so many steps. */
export function allFaults(steps: number): readonly Fault[] {
  const runs = [
    'run text_encoder 1',
    ...Array.from({ length: steps }, (_, i) => `run transformer ${i + 1}`),
    'run vae_decoder 1', // where the prompt asks for another colour: the artwork's
  ];
  const everywhere = ['start', ...components.map((name) => `open ${name}`), ...runs, 'run safety 1'];
  const lastings: readonly Lasting[] = ['once', 'on-card', 'always'];
  const at = (places: readonly string[], kinds: readonly Kind[], most: readonly Lasting[]): Fault[] =>
    places.flatMap((place) =>
      kinds.flatMap((kind) =>
        most.map((lasting) => ({ kind, place, lasting, outcome: lasting === 'always' ? 'reported' : 'recovered' })),
      ),
    );
  return [
    ...at(everywhere, ['crash', 'death', 'device-lost', 'out-of-memory', 'prose'], lastings),
    ...at(everywhere, ['silence'], ['once', 'on-card']),
    ...at(runs, ['nan', 'zeros', 'huge'], lastings),
    ...at(['run safety 1'], ['nan'], lastings),
    ...at(['result'], ['result-lost'], ['once', 'on-card']),
    ...at(['progress'], ['progress-lost'], ['once']),
    ...at(['download'], ['connection', 'other-bytes'], ['always']),
    ...at(['download'], ['connection'], ['once']),
    ...at(['storage'], ['quota', 'cache-corrupted', 'storage-refused'], ['once']),
  ];
}

/** Integers below `count`, the same for the same seed (Park and Miller). */
export function seeded(seed: number): (count: number) => number {
  let state = (seed % 2147483646) + 1;
  return (count) => {
    state = (state * 16807) % 2147483647;
    return state % count;
  };
}

/** `count` faults in the order that the seed says: no fault twice before each was had once. */
export function faultsFor(seed: number, count: number, steps: number): readonly Fault[] {
  const pick = seeded(seed);
  const drawn: Fault[] = [];
  let left: Fault[] = [];
  while (drawn.length < count) {
    if (left.length === 0) left = [...allFaults(steps)];
    drawn.push(...left.splice(pick(left.length), 1));
  }
  return drawn;
}

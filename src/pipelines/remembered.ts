import type { LoadedModel } from '../models/loaded-model';

/**
 * Keeps the last few things that were made with a model, by a text that says what they are, in this worker's memory only;
 * they are gone with it: Forget everything ends the worker.
 */
function rememberer(most: number) {
  const kept = new WeakMap<LoadedModel, Map<string, Promise<unknown>>>();

  return <T>(model: LoadedModel, key: string, make: () => Promise<T>): Promise<T> => {
    const known = kept.get(model) ?? new Map<string, Promise<unknown>>();
    kept.set(model, known);
    const made = (known.get(key) as Promise<T> | undefined) ?? make(); // what a key stands for is always made alike
    known.delete(key); // set anew, so that the oldest comes first
    known.set(key, made);
    made.catch(() => known.delete(key));
    if (known.size > most) known.delete(known.keys().next().value!);
    return made;
  };
}

/** What text encoders made of a text, for all pictures of a job: its prompt and negative prompt, and those of the job before. */
export const rememberedEmbeds = rememberer(4);

/** Cut-outs, for all pictures of a job: a third of a megabyte each. */
export const rememberedPieces = rememberer(12);

/** Grounds' latents, for all pictures of a job: some kilobytes each. */
export const rememberedGrounds = rememberer(8);

import type { LoadedModel } from '../models/loaded-model';

/** A job's prompt and negative prompt, and those of the job before. */
const most = 4;

const kept = new WeakMap<LoadedModel, Map<string, Promise<unknown>>>();

/**
 * What a model's text encoders made of a text, made once for all pictures of a job. Kept in this worker's memory only, and
 * gone with it: Forget everything ends the worker.
 */
export function rememberedEmbeds<T>(model: LoadedModel, text: string, make: () => Promise<T>): Promise<T> {
  const known = kept.get(model) ?? new Map<string, Promise<unknown>>();
  kept.set(model, known);
  const made = (known.get(text) as Promise<T> | undefined) ?? make(); // a model's texts are all encoded by one pipeline
  known.delete(text); // set anew, so that the oldest comes first
  known.set(text, made);
  made.catch(() => known.delete(text));
  if (known.size > most) known.delete(known.keys().next().value!);
  return made;
}

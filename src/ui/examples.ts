import type { ModelManifest } from '../contract/manifest';

/** A model's examples in the page's language where it reads that, else in English, and which it is. */
export function examplesFor(model: ModelManifest, language: string) {
  const translated = model.examples_in?.[language];
  return { prompts: translated ?? model.examples ?? [], language: translated ? language : 'en' };
}

import type { Content } from './content.svelte';

/** What of the visitor's is in the tab's memory now. */
export interface InMemory {
  readonly promptCharacters: number;
  readonly pictures: number;
  readonly pictureBytes: number;
  readonly hasReference: boolean;
}

export function inMemory(content: Content): InMemory {
  const bytes = content.pictures.reduce((sum, { pixels }) => sum + pixels.data.byteLength, 0);
  return {
    promptCharacters: content.prompt.length + content.negativePrompt.length,
    pictures: content.pictures.length,
    pictureBytes: bytes + (content.reference?.data.byteLength ?? 0),
    hasReference: content.reference !== undefined,
  };
}

export { tryToLeak, type LeakAttempt } from '../network/try-to-leak';

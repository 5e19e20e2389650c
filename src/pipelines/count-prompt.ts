import type { PromptCount } from '../contract/prompt-count';
import type { LoadedModel } from '../models/loaded-model';
import { countTokens, promptChunks } from '../tokenizers/prompt-tokens';
import { tokenizerOf } from './encode-prompt';
import { lexicon } from './flow';

/** What a model reads of a prompt, by the tokenizer that it reads it with. */
export async function countPrompt(model: LoadedModel, prompt: string): Promise<PromptCount> {
  if (model.manifest.family === 'flow') {
    const { tokenizer, spellOut } = await lexicon(model);
    const { unknown, dropped } = tokenizer.encode(spellOut(prompt));
    return {
      unit: 'words',
      count: tokenizer.words(spellOut(prompt)).length,
      most: tokenizer.maxLength - 1,
      unknown,
      dropped,
    };
  }
  const tokenizer = await tokenizerOf(model);
  const chunks = promptChunks(tokenizer, prompt).length;
  return { unit: 'tokens', count: countTokens(tokenizer, prompt), chunks, perChunk: tokenizer.maxLength - 2 };
}

import { namedError } from '../contract/errors';
import { enqueue } from './queue';
import { marksOfReference } from './reference';
import { toRequest } from './request';
import type { Session } from './session.svelte';
import { randomSeed } from './settings';
import { allCombinations, hasWildcards, randomCombination } from './wildcards';

/** As many pictures as one press of Generate may ask for when it draws all combinations of choices. */
export const mostCombinations = 64;
const longestHistory = 50;

/** How a prompt's choices `{red|blue}` are drawn. */
export type WildcardUse = 'random' | 'all';

/**
 * Makes the pictures that content and settings ask for, after those that wait. Errors end in `job`, with all else as it was.
 * `unnamed`: what to call a picture that a visitor's own was made into without a word.
 */
export function ask(session: Session, unnamed = ''): Promise<void> {
  const { content, model } = session;
  const { prompt, negativePrompt, settings, reference, wildcardUse } = content;
  const carried = marksOfReference(content);
  session.preferences.choose({ modelId: model.id, width: settings.width, height: settings.height });
  // toRequest refuses every other number.
  const each = Number.isInteger(settings.numPictures) ? Math.max(1, settings.numPictures) : 1;
  const isOpen = !settings.isSeedLocked;
  // Two jobs in a row with an open seed are to differ.
  const seed = session.isRunning && isOpen ? randomSeed() : settings.seed;
  const asked = { prompt, negativePrompt, settings: { ...settings, seed }, reference };
  const prompts = promptsOf(prompt, wildcardUse, each);
  return enqueue(session, {
    label: prompt.trim() || unnamed,
    pictures: prompts.length,
    async make(i, run) {
      if (hasWildcards(prompt) && prompts.length > mostCombinations) {
        throw namedError('BadRequestError', `the choices make more than ${mostCombinations} pictures`);
      }
      const own = prompts[i]!;
      // All combinations share their seeds, so that only the words differ.
      const offset = prompts.length === each ? i : i % each;
      const made = await run(toRequest({ ...asked, prompt: own }, model, offset));
      session.addPicture(made, {
        label: own.trim() || unnamed,
        modelTitle: model.title,
        sourceType: reference ? 'compositeWithTrainedAlgorithmicMedia' : 'trainedAlgorithmicMedia',
        carried,
      });
    },
    onDone() {
      remember(session, prompt);
      if (isOpen) content.settings.seed = randomSeed();
    },
  });
}

function promptsOf(prompt: string, use: WildcardUse, each: number): readonly string[] {
  const pick = (n: number) => Math.floor((randomSeed() / 2 ** 32) * n);
  if (!hasWildcards(prompt)) return new Array<string>(each).fill(prompt);
  if (use === 'random') return Array.from({ length: each }, () => randomCombination(prompt, pick));
  return allCombinations(prompt, mostCombinations + 1).flatMap((one) => new Array<string>(each).fill(one));
}

function remember({ content }: Session, prompt: string): void {
  if (prompt.trim() === '') return;
  content.history = [...content.history.filter((old) => old !== prompt), prompt].slice(-longestHistory);
}

import type { SafetyLevel } from '../contract/host';
import type { RuleId } from '../contract/refusals';
import { backwards, disguisedWords, plainText, readingsOf, scrapsTogether } from './normalise';
import { matcher } from './policy-matcher';
import { rules, type Rule } from './policy/rules';
import type { Concept } from './policy/term-list';

/** What is looked for in words read from their end, too: everyday words backwards are weapons ("snug"). */
const backwardsConcepts: readonly Concept[] = ['explicit', 'nudity', 'child', 'childAbuse', 'undress'];

export type Verdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly rule: RuleId;
      /** True when no host can allow it. */
      readonly always: boolean;
    };

export interface PromptContext {
  /** True when a photo of a person is what will be changed. */
  readonly photo: boolean;
  /** What is not wanted. Only clothes count in it: who wants none wants somebody undressed. */
  readonly negativePrompt?: string;
}

/**
 * Holds a prompt against the policy, on this device. The verdict names the rule and never repeats the prompt.
 * It is a filter of words: it misses some and refuses some wrongly (figures in tests/unit/safety).
 */
export function checkPrompt(prompt: string, context: PromptContext, level: SafetyLevel): Verdict {
  const plain = plainText(prompt);
  const present = new Set<Concept>();
  for (const reading of readingsOf(plain)) {
    for (const concept of matcher().conceptsIn(reading, context.photo)) present.add(concept);
  }
  for (const word of disguisedWords(prompt)) {
    for (const concept of matcher().conceptsIn(word, true)) present.add(concept);
  }
  for (const concept of conceptsOfScraps(plain)) present.add(concept);
  for (const concept of matcher().conceptsIn(backwards(plain), false)) {
    if (backwardsConcepts.includes(concept)) present.add(concept);
  }
  if (namesClothing(context.negativePrompt ?? '')) present.add('noClothes');
  const broken = rules.find(
    (rule) =>
      applies(rule, context, level) && rule.anyOf.some((clause) => clause.every((concept) => present.has(concept))),
  );
  if (!broken) return { allowed: true };
  return {
    allowed: false,
    rule: broken.id,
    always: broken.from === 'always',
  };
}

function conceptsOfScraps(plain: string): Concept[] {
  const { runs, pairs } = scrapsTogether(plain);
  const told = pairs.map((pair) => [...matcher().conceptsIn(pair, false)]).filter(({ length }) => length > 0);
  return [...matcher().conceptsIn(runs.join(' , '), false), ...(told.length < 2 ? [] : told.flat())];
}

function namesClothing(negativePrompt: string): boolean {
  return readingsOf(plainText(negativePrompt)).some((reading) => matcher().conceptsIn(reading, false).has('clothing'));
}

function applies(rule: Rule, context: PromptContext, level: SafetyLevel): boolean {
  if (rule.photoOnly && !context.photo) return false;
  if (rule.from === 'always') return true;
  return level === 'strict' || (level === 'standard' && rule.from === 'standard');
}

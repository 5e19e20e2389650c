import type { SafetyLevel } from '../contract/host';
import { plainText, readingsOf } from './normalise';
import { matcher } from './policy-matcher';
import { rules, type Rule, type RuleId } from './policy/rules';

export type Verdict =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly rule: RuleId;
      readonly title: string;
      readonly reason: string;
      /** True when no host can allow it. */
      readonly always: boolean;
    };

export interface PromptContext {
  /** True when a photo of a person is what will be changed. */
  readonly photo: boolean;
}

/**
 * Holds a prompt against the policy, on this device. The verdict names the rule and never repeats the prompt.
 * It is a filter of words: it misses some and refuses some wrongly (figures in tests/unit/safety).
 * A negative prompt lists what is not wanted and is not to be checked.
 */
export function checkPrompt(prompt: string, context: PromptContext, level: SafetyLevel): Verdict {
  const present = new Set<string>();
  for (const reading of readingsOf(plainText(prompt))) {
    for (const concept of matcher().conceptsIn(reading)) present.add(concept);
  }
  const broken = rules.find(
    (rule) =>
      applies(rule, context, level) && rule.anyOf.some((clause) => clause.every((concept) => present.has(concept))),
  );
  if (!broken) return { allowed: true };
  return {
    allowed: false,
    rule: broken.id,
    title: broken.title,
    reason: broken.reason,
    always: broken.from === 'always',
  };
}

function applies(rule: Rule, context: PromptContext, level: SafetyLevel): boolean {
  if (rule.photoOnly && !context.photo) return false;
  if (rule.from === 'always') return true;
  return level === 'strict' || (level === 'standard' && rule.from === 'standard');
}

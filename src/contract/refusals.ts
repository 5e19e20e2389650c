import { namedError } from './errors';

/** Why something is refused: a rule for prompts, or what the picture check found. The words are `messages/*-refusals.ts`. */
export const ruleIds = ['minors', 'undressing', 'sexual', 'violence', 'hate', 'self-harm', 'mature'] as const;
export type RuleId = (typeof ruleIds)[number];
export type RefusalId = RuleId | 'nude-photo' | 'explicit-film';

/** An error that names the rule, and nothing of what was asked. */
export const refusal = (id: RefusalId): Error => namedError('SafetyError', id);

import type { Language } from '../../contract/preferences';
import type { LimitId, PromiseId, RightId, RuleSentenceId } from './promises';

/** The words of the policy pages in one language. */
export interface PolicyTexts {
  readonly title: string;
  readonly privacy: string;
  readonly rules: string;
  readonly rights: string;
  readonly keptBy: string;
  readonly provedBy: string;
  readonly cannot: string;
  readonly hostSays: string;
  readonly contact: string;
  readonly noContact: string;
  readonly refused: string;
  /** On the button that does it. */
  readonly rightButtons: Readonly<Record<RightId, string>>;
  /** What the button says when it is done. */
  readonly rightDone: Readonly<Record<'erasure' | 'portability' | 'noPictures' | 'objection', string>>;
  readonly promises: Readonly<Record<PromiseId, string>>;
  readonly limits: Readonly<Record<LimitId, string>>;
  readonly ruleSentences: Readonly<Record<RuleSentenceId, string>>;
  readonly rightTexts: Readonly<Record<RightId, string>>;
}

/** They arrive when the pages are opened. */
export const policyTexts: Readonly<Record<Language, () => Promise<PolicyTexts>>> = {
  en: async () => (await import('./en')).policies,
  de: async () => (await import('./de')).policies,
  fr: async () => (await import('./fr')).policies,
  es: async () => (await import('./es')).policies,
  pt: async () => (await import('./pt')).policies,
  ja: async () => (await import('./ja')).policies,
  zh: async () => (await import('./zh')).policies,
  ar: async () => (await import('./ar')).policies,
};

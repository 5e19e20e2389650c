import type { SafetyLevel } from '../../contract/host';
import type { Concept } from './term-list';

export type RuleId = 'minors' | 'undressing' | 'sexual' | 'violence' | 'hate' | 'self-harm' | 'mature';

export interface Rule {
  readonly id: RuleId;
  /** What the visitor reads. */
  readonly title: string;
  readonly reason: string;
  /** `always`: no host can turn it off. Otherwise the lowest level at which it holds. */
  readonly from: 'always' | SafetyLevel;
  /** Holds only where a photo of a person is being changed. */
  readonly photoOnly?: boolean;
  /** The rule is broken when every concept of one of these is in the prompt. */
  readonly anyOf: readonly (readonly Concept[])[];
}

/** In order of weight: a prompt that breaks several is refused by the first. */
export const rules: readonly Rule[] = [
  {
    id: 'minors',
    title: 'Sexual content with minors',
    reason:
      'The words together could mean sexual content with someone under 18. This is never made here, and no setting allows it.',
    from: 'always',
    anyOf: [
      ['childAbuse'],
      ['explicit', 'child'],
      ['explicit', 'youth'],
      ['nudity', 'child'],
      ['nudity', 'youth'],
      ['undress', 'child'],
      ['undress', 'youth'],
      ['suggestive', 'child'],
      ['mild', 'child'],
      ['noClothes', 'child'],
      ['noClothes', 'youth'],
    ],
  },
  {
    id: 'undressing',
    title: 'Undressing a person in a photo',
    reason: 'A photo of a person is never undressed or made sexual here, whoever it shows. No setting allows it.',
    from: 'always',
    photoOnly: true,
    anyOf: [['undress'], ['nudity'], ['explicit'], ['suggestive'], ['mild'], ['clothesOff'], ['noClothes']],
  },
  {
    id: 'sexual',
    title: 'Sexual content and nudity',
    reason: 'This copy of Ephemera does not make sexual content or nudity.',
    from: 'standard',
    anyOf: [['explicit'], ['nudity'], ['undress']],
  },
  {
    id: 'violence',
    title: 'Cruel violence',
    reason: 'This copy of Ephemera does not make pictures of cruelty, torture or mutilation.',
    from: 'standard',
    anyOf: [['gore']],
  },
  {
    id: 'hate',
    title: 'Hatred',
    reason: 'This copy of Ephemera does not make symbols or words of hatred against people.',
    from: 'standard',
    anyOf: [['hate']],
  },
  {
    id: 'self-harm',
    title: 'Self-harm',
    reason:
      'This copy of Ephemera does not make pictures of suicide or self-harm. If this is about you: talking to someone you trust, or to a helpline where you live, helps.',
    from: 'standard',
    anyOf: [['selfHarm']],
  },
  {
    id: 'mature',
    title: 'Mature themes',
    reason: 'This copy of Ephemera is set for all ages: no weapons, blood or revealing clothes.',
    from: 'strict',
    anyOf: [['suggestive'], ['mild'], ['weapon']],
  },
];

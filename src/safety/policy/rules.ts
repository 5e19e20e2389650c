import type { SafetyLevel } from '../../contract/host';
import type { RuleId } from '../../contract/refusals';
import type { Concept } from './term-list';

export interface Rule {
  readonly id: RuleId;
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
    from: 'always',
    photoOnly: true,
    anyOf: [['undress'], ['nudity'], ['explicit'], ['suggestive'], ['mild'], ['clothesOff'], ['noClothes']],
  },
  {
    id: 'sexual',
    from: 'standard',
    anyOf: [['explicit'], ['nudity'], ['undress']],
  },
  {
    id: 'violence',
    from: 'standard',
    anyOf: [['gore']],
  },
  {
    id: 'hate',
    from: 'standard',
    anyOf: [['hate']],
  },
  {
    id: 'self-harm',
    from: 'standard',
    anyOf: [['selfHarm']],
  },
  {
    id: 'mature',
    from: 'strict',
    anyOf: [['suggestive'], ['mild'], ['weapon']],
  },
];

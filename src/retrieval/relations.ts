import type { MemoryIndex } from './memory';
import { phraseTable, type PhraseTable, type Words } from './phrases';

/** How two subjects stand to each other; `swapped`: the second comes first in the layout. */
export interface Relation {
  /** Of the index's layouts, in the order of what is most likely meant; `wearing` stands for `wearing-head` and so on. */
  readonly ids: readonly string[];
  readonly swapped?: boolean;
}

/** Deeds that bring two subjects together; none of them names a thing to draw, though "sailing" is a sailboat's tag. */
const deeds: Readonly<Record<string, readonly string[]>> = {
  riding: ['riding', 'rides', 'ride', 'driving', 'drives', 'sailing', 'steering'],
  holding: [
    ...['holding', 'holds', 'eating', 'eats', 'drinking', 'drinks', 'carrying', 'carries', 'playing', 'plays'],
    ...['reading', 'reads', 'hugging', 'hugs', 'licking', 'kicking'],
  ],
};

export const deedWords: readonly string[] = Object.values(deeds).flat();

/** People say more than the model was trained on. */
const furtherRelations: readonly (readonly [string, Relation])[] = [
  ...Object.entries(deeds).flatMap(([id, texts]) => texts.map((text) => [text, { ids: [id] }] as const)),
  ['in front of', { ids: ['behind'], swapped: true }],
  ['on a', { ids: ['on'] }],
  ['atop', { ids: ['on'] }],
  ['on top', { ids: ['on'] }],
  ['underneath', { ids: ['below'] }],
  ['in', { ids: ['wearing', 'behind'] }],
  ['in a', { ids: ['behind'] }],
  ['inside', { ids: ['behind'] }],
  ['inside of', { ids: ['behind'] }],
  ['wears', { ids: ['wearing', 'beside'] }],
  ['has', { ids: ['wearing', 'beside'] }],
  ['having', { ids: ['wearing', 'beside'] }],
  ['by', { ids: ['beside'] }],
  ['right of', { ids: ['beside'] }],
];

/** One phrase may mean several relations ("with"): all of them. */
export function relationTable(index: MemoryIndex, phrase: (text: string) => Words): PhraseTable<Relation> {
  const byText = new Map<string, Relation>();
  for (const [id, texts] of Object.entries(index.relations)) {
    for (const text of texts) byText.set(text, { ids: [...(byText.get(text)?.ids ?? []), id] });
  }
  for (const [text, { ids, ...more }] of furtherRelations) {
    byText.set(text, { ids: [...(byText.get(text)?.ids ?? []), ...ids], ...more });
  }
  return phraseTable([...byText].map(([text, relation]) => [phrase(text), relation] as const));
}

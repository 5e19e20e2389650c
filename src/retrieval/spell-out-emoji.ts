import type { MemoryIndex } from './memory';

const emoji = String.raw`\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*`;
const sequence = String.raw`${emoji}(?:\u200D${emoji})*`;

/** Emoji in a prompt as the names of what they show, since the index's subjects go by their code points. */
export function emojiSpeller({ subjects, skin_tones }: MemoryIndex): (prompt: string) => string {
  const names = new Map(subjects.map(({ id, name }) => [id, name]));

  function nameOf(one: string): string {
    const points = [...one].map((character) => character.codePointAt(0)!.toString(16));
    const plain = points.filter((point) => point !== 'fe0f' && !/^1f3f[b-f]$/.test(point)); // presentation, skin tones
    const name = names.get(plain.join('-')) ?? names.get(plain[0]!) ?? '';
    const tone = points.map((point) => /^1f3f([b-f])$/.exec(point)?.[1]).find(Boolean);
    const words = tone && skin_tones['bcdef'.indexOf(tone)]?.words.find((text) => text.endsWith('tone'));
    return name && words ? `${words} ${name}` : name;
  }

  return (prompt) =>
    prompt.replace(new RegExp(`${sequence}(?:\\s*${sequence})*`, 'gu'), (run) => {
      const counted: [name: string, count: number][] = [];
      for (const [one] of run.matchAll(new RegExp(sequence, 'gu'))) {
        const name = nameOf(one);
        const last = counted.at(-1);
        if (last?.[0] === name) last[1]++;
        else if (name !== '') counted.push([name, 1]);
      }
      return ` ${counted.map(([name, count]) => (count === 1 ? name : `${count} ${name}`)).join(' with ')} `;
    });
}

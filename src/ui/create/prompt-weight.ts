/** A text and the part of it that is selected. */
export interface Selected {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const step = 0.1;
const [least, most] = [0.1, 2];

/**
 * Makes the selected words count more or less, as `(words:1.1)`: the notation that Stable Diffusion's users know. With
 * nothing selected, the word at the caret. A weight of 1 leaves the words bare.
 */
export function changeWeight({ text, start, end }: Selected, direction: 1 | -1): Selected {
  const around = weightAround(text, start, end);
  const [from, to] = around ? [around.from, around.to] : start === end ? wordAt(text, start) : [start, end];
  const words = around?.words ?? text.slice(from, to);
  if (words.trim() === '') return { text, start, end };
  const weight = Math.min(most, Math.max(least, (around?.weight ?? 1) + direction * step));
  const rounded = Math.round(weight * 10) / 10;
  const written = rounded === 1 ? words : `(${words}:${rounded})`;
  const at = from + (rounded === 1 ? 0 : 1);
  return { text: text.slice(0, from) + written + text.slice(to), start: at, end: at + words.length };
}

function weightAround(text: string, start: number, end: number) {
  for (const match of text.matchAll(/\(([^()]*):(\d+(?:\.\d+)?)\)/g)) {
    const [whole, words, weight] = match as unknown as [string, string, string]; // the pattern's groups always match
    const to = match.index + whole.length;
    if (match.index <= start && end <= to) return { from: match.index, to, words, weight: Number(weight) };
  }
  return undefined;
}

function wordAt(text: string, at: number): readonly [number, number] {
  const before = /[^\s,()]*$/.exec(text.slice(0, at))![0].length; // both patterns match nothing at least
  const after = /^[^\s,()]*/.exec(text.slice(at))![0].length;
  return [at - before, at + after];
}

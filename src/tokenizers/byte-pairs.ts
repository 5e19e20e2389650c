/** GPT-2's printable stand-in for each byte: its own character where that is visible, else one from U+0100 on. */
export const byteCharacters: readonly string[] = (() => {
  let next = 256;
  const visible = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(visible(byte) ? byte : next++));
})();

/** Joins neighbouring symbols, the pair that was learned first before all others, until no learned pair is left. */
export function mergePairs(symbols: readonly string[], ranks: ReadonlyMap<string, number>): string[] {
  let word = [...symbols];
  while (word.length > 1) {
    let best = Infinity;
    for (let i = 0; i + 1 < word.length; i++)
      best = Math.min(best, ranks.get(pairKey(word[i]!, word[i + 1]!)) ?? Infinity);
    if (best === Infinity) break;
    const joined: string[] = [];
    for (let i = 0; i < word.length; i++) {
      if (i + 1 < word.length && ranks.get(pairKey(word[i]!, word[i + 1]!)) === best)
        joined.push(word[i]! + word[++i]!);
      else joined.push(word[i]!);
    }
    word = joined;
  }
  return word;
}

/** No symbol has a space in it. */
export function pairKey(first: string, second: string): string {
  return `${first} ${second}`;
}

/** Words in braces, parted by bars: `{red|blue}`. */
const wildcard = /\{([^{}]*\|[^{}]*)\}/;

export function hasWildcards(prompt: string): boolean {
  return wildcard.test(prompt);
}

/** Every prompt that the choices allow, in reading order; stops at `most`. */
export function allCombinations(prompt: string, most: number): readonly string[] {
  let prompts = [prompt];
  for (;;) {
    const next = prompts.flatMap((text) => {
      const found = wildcard.exec(text);
      return found ? choicesOf(found).map((choice) => text.replace(found[0], () => choice)) : [text];
    });
    if (next.length > most) return next.slice(0, most).map((text) => firstChoices(text));
    if (next.every((text, i) => text === prompts[i]) && next.length === prompts.length) return prompts;
    prompts = next;
  }
}

/** One of the prompts that the choices allow. `pick(n)` gives a whole number from 0 to n − 1. */
export function randomCombination(prompt: string, pick: (n: number) => number): string {
  let text = prompt;
  for (let found = wildcard.exec(text); found; found = wildcard.exec(text)) {
    const choices = choicesOf(found);
    text = text.replace(found[0], () => choices[pick(choices.length)]!);
  }
  return text;
}

function firstChoices(prompt: string): string {
  return randomCombination(prompt, () => 0);
}

function choicesOf(found: RegExpExecArray): readonly string[] {
  return found[1]!.split('|').map((choice) => choice.trim());
}

/** A stretch of a prompt with one weight, or the place where the prompt is to begin a new chunk. */
export type PromptPiece = { readonly text: string; readonly weight: number } | 'break';

const roundFactor = 1.1;
const squareFactor = 1 / 1.1;
/** A weight as it ends a round bracket. */
const weightEnd = /:\s*([+-]?[.\p{Nd}]+)\s*\)/uy;
const breakWord = /\s*(?<![\p{L}\p{N}_])BREAK(?![\p{L}\p{N}_])\s*/u;

/**
 * Reads attention weights as AUTOMATIC1111 writes them: `(word)` ×1.1, `[word]` ÷1.1, `(word:1.3)`, nested; a backslash
 * keeps a bracket; BREAK starts a new chunk; an open bracket reaches to the end. Never fails: what is no weight is text.
 */
export function parsePromptWeights(prompt: string): PromptPiece[] {
  const pieces: ({ text: string; weight: number } | 'break')[] = [];
  const round: number[] = [];
  const square: number[] = [];

  function multiplyFrom(start: number, factor: number) {
    for (const piece of pieces.slice(start)) if (piece !== 'break') piece.weight *= factor;
  }
  function addText(text: string) {
    for (const [i, part] of text.split(breakWord).entries()) {
      if (i > 0) pieces.push('break');
      pieces.push({ text: part, weight: 1 });
    }
  }

  for (const token of lex(prompt)) {
    if (token.kind === 'escaped') pieces.push({ text: token.text, weight: 1 });
    else if (token.text === '(') round.push(pieces.length);
    else if (token.text === '[') square.push(pieces.length);
    else if (token.kind === 'weight' && round.length > 0) multiplyFrom(round.pop()!, token.weight);
    else if (token.text === ')' && round.length > 0) multiplyFrom(round.pop()!, roundFactor);
    else if (token.text === ']' && square.length > 0) multiplyFrom(square.pop()!, squareFactor);
    else addText(token.text);
  }
  for (const start of round) multiplyFrom(start, roundFactor);
  for (const start of square) multiplyFrom(start, squareFactor);
  return merged(pieces);
}

type Token =
  | { readonly kind: 'text' | 'escaped'; readonly text: string }
  | { readonly kind: 'weight'; readonly text: string; readonly weight: number };

function* lex(prompt: string): Generator<Token> {
  let text = '';
  let at = 0;
  while (at < prompt.length) {
    const token = tokenAt(prompt, at);
    if (token) {
      if (text !== '') yield { kind: 'text', text };
      text = '';
      yield token.token;
    } else {
      text += prompt[at];
    }
    at += token?.length ?? 1;
  }
  if (text !== '') yield { kind: 'text', text };
}

/** "１.２" and "١.٢" to "1.2", as Python reads numbers: the digits of a script stand in a row, from its zero on. */
function withPlainDigits(number: string): string {
  return number.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0)!;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((code - zero) % 10);
  });
}

function tokenAt(prompt: string, at: number): { readonly token: Token; readonly length: number } | undefined {
  const character = prompt[at]!;
  if (character === '\\') {
    const next = prompt[at + 1] ?? '';
    const escapes = next !== '' && '()[]\\'.includes(next);
    return { token: { kind: 'escaped', text: escapes ? next : '' }, length: escapes ? 2 : 1 };
  }
  if (character === ':') {
    weightEnd.lastIndex = at;
    const match = weightEnd.exec(prompt);
    const weight = Number(withPlainDigits(match?.[1] ?? 'NaN'));
    if (match && !Number.isNaN(weight))
      return { token: { kind: 'weight', text: match[0], weight }, length: match[0].length };
  }
  return '():[]'.includes(character) ? { token: { kind: 'text', text: character }, length: 1 } : undefined;
}

/** Neighbours of one weight are one piece: they are tokenised together. */
function merged(pieces: readonly PromptPiece[]): PromptPiece[] {
  const result: PromptPiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece !== 'break' && last !== undefined && last !== 'break' && last.weight === piece.weight) {
      result[result.length - 1] = { text: last.text + piece.text, weight: last.weight };
    } else {
      result.push(piece);
    }
  }
  return result.length > 0 ? result : [{ text: '', weight: 1 }];
}

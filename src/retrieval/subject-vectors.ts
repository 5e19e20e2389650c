import type { WordTokenizer } from '../tokenizers/words';
import type { MemoryIndex } from './memory';

/** A unit vector of every subject's name. */
export interface SubjectVectors {
  readonly unit: readonly Float32Array[];
}

/** How near (cosine) a word must be to a subject's name to stand for it. Below this a stranger would not see why. */
const nearEnough = 0.62;

/** Made when first asked for: a prompt whose words are names needs none. */
export function subjectVectors(index: MemoryIndex, tokenizer: WordTokenizer): SubjectVectors {
  let unit: readonly Float32Array[] | undefined;
  return {
    get unit() {
      unit ??= index.subjects.map(({ name }) => normalised(meanVector(tokenizer, tokenizer.words(name))));
      return unit;
    },
  };
}

/** Mean of the words' vectors; zero when none is known. The transformer is told names so. */
export function meanVector(tokenizer: WordTokenizer, words: readonly string[]): Float32Array {
  const mean = new Float32Array(tokenizer.vectorLength);
  const vectors = words.map((word) => tokenizer.vector(word)).filter((vector) => vector !== undefined);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i]! += vector[i]! / vectors.length;
  return mean;
}

/** How alike a word and a subject's name are: the cosine of their vectors, 0 for an unknown word. */
export function cosineTo(
  { unit }: SubjectVectors,
  tokenizer: WordTokenizer,
  word: string,
): (subject: number) => number {
  const query = normalised(tokenizer.vector(word) ?? new Float32Array(tokenizer.vectorLength));
  return (subject) => dot(query, unit[subject]!);
}

/** The subject whose name lies nearest to any of the words, if one is near enough. */
export function nearestSubject(
  vectors: SubjectVectors,
  tokenizer: WordTokenizer,
  words: readonly string[],
): number | undefined {
  let best = { subject: -1, cosine: nearEnough };
  for (const word of words) {
    const toWord = cosineTo(vectors, tokenizer, word);
    for (const subject of vectors.unit.keys()) {
      const cosine = toWord(subject);
      if (cosine > best.cosine) best = { subject, cosine };
    }
  }
  return best.subject === -1 ? undefined : best.subject;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}

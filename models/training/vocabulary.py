"""Words to ids and vectors, and the tokenizer files for the page."""

import json
import random
from functools import cache

import numpy as np
import torch

from . import language
from .artwork import run_node, subjects
from .settings import MAX_WORDS, VECTOR_LENGTH, WORK

PAD, CLS, UNK = 0, 1, 2
# Of the words that no caption has: this many of the commonest, and this many of those nearest to a subject's name.
COMMON, NEAR, SEARCHED = 9_000, 14_000, 150_000
# Vectors are scaled to this length, so that they weigh as much as a learned offset.
VECTOR_NORM = 4.0
FOLDER = WORK / "words"


def trained_words() -> list[str]:
    """Every word a caption may have."""
    tables = [language.BACKGROUND_WORDS, language.COLOUR_WORDS, language.RELATIONS, language.SIZES]
    phrases = [w for table in tables for words in table.values() for w in words]
    phrases += [w for _, words in language.STYLES.values() for w in words]
    phrases += [*language.NUMBERS, *language.STICKER_WORDS, *language.SCENES.values(), *language.STOPWORDS]
    for known in language.names().values():
        phrases += known + [language.plural(n) for n in known]
    return sorted({w for phrase in phrases for w in language.words_of(phrase)})


@cache
def vocabulary() -> tuple[list[str], int]:
    """Words in order of their ids (from 3), and how many ids have a learned offset."""
    file = FOLDER / "words.json"
    if not file.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        wanted = trained_words()
        (FOLDER / "wanted.json").write_text(json.dumps(wanted))
        run_node("words.mjs", FOLDER / "wanted.json", SEARCHED, FOLDER / "vectors")
        file.write_text(json.dumps({"words": wanted + other_words(set(wanted)), "trained": 3 + len(wanted)}))
    data = json.loads(file.read_text())
    return data["words"], data["trained"]


def raw_vectors() -> tuple[list[str], np.ndarray]:
    words = json.loads((FOLDER / "vectors.json").read_text())
    return words, np.fromfile(FOLDER / "vectors.f32", np.float32).reshape(-1, VECTOR_LENGTH)


def other_words(wanted: set[str]) -> list[str]:
    words, table = raw_vectors()
    unit = table / np.linalg.norm(table, axis=1, keepdims=True)
    row = {word: i for i, word in enumerate(words)}
    heads = {language.words_of(name)[-1] for names in language.names().values() for name in names[:2]}
    subject_rows = [row[head] for head in heads if head in row]
    nearness = np.concatenate([(part @ unit[subject_rows].T).max(1) for part in np.array_split(unit, 20)])
    others = [word for word in words if word not in wanted]
    chosen = others[:COMMON]
    rest = sorted(others[COMMON:], key=lambda word: -nearness[row[word]])[:NEAR]
    return chosen + rest


@cache
def ids() -> dict[str, int]:
    return {word: 3 + i for i, word in enumerate(vocabulary()[0])}


@cache
def vectors() -> torch.Tensor:
    """[3 + words, 100], rounded as the page's int8 rows are; zero for the special ids and words without a vector."""
    vocabulary()
    words, raw = raw_vectors()
    table = np.zeros((3 + len(vocabulary()[0]), VECTOR_LENGTH), np.float32)
    for word, vector in zip(words, raw):
        if word in ids():
            table[ids()[word]] = vector / np.linalg.norm(vector) * VECTOR_NORM
    scale, q = quantise(table)
    return torch.from_numpy(q * scale[:, None])


def quantise(table: np.ndarray):
    scale = np.maximum(np.abs(table).max(1) / 127, 1e-8).astype(np.float32)
    return scale, np.round(table / scale[:, None])


def word_ids(text: str) -> list[int]:
    """Ids of the words of a text; a plural falls back to its singular."""
    table = ids()
    return [table.get(w) or (table.get(w[:-1]) if w.endswith("s") else None) or UNK for w in language.words_of(text)]


def encode(text: str) -> list[int]:
    row = [CLS] + word_ids(text)[:MAX_WORDS - 1]
    return row + [PAD] * (MAX_WORDS - len(row))


def word_vectors(batch_ids: torch.Tensor) -> torch.Tensor:
    return vectors()[batch_ids]


@cache
def name_vector(subject_id: str) -> torch.Tensor:
    return vectors()[word_ids(language.names()[subject_id][0])].mean(0)


def write_tokenizer(folder):
    folder.mkdir(parents=True, exist_ok=True)
    words, trained = vocabulary()
    (folder / "words.txt").write_text("\n".join(words) + "\n")
    scale, q = quantise(vectors()[3:].numpy())
    with open(folder / "vectors.bin", "wb") as out:
        for s, row in zip(scale, q):
            out.write(np.float32(s).tobytes() + row.astype(np.int8).tobytes())
    (folder / "tokenizer.json").write_text(json.dumps({
        "type": "words", "max_length": MAX_WORDS, "pad_id": PAD, "cls_id": CLS, "unk_id": UNK, "trained": trained,
        "words": "words.txt", "vectors": "vectors.bin", "vector_length": VECTOR_LENGTH, "replace": language.REPLACE,
    }, ensure_ascii=False, indent=2) + "\n")


def check_captions(count: int = 2000):
    """Words that captions use but training does not know: should be none."""
    from .compose import random_scene
    rng = random.Random(0)
    known = set(vocabulary()[0][:vocabulary()[1] - 3])
    used = {w for _ in range(count) for w in language.words_of(language.caption(random_scene(rng), rng))}
    return sorted(used - known)


if __name__ == "__main__":
    print(len(vocabulary()[0]), "words,", vocabulary()[1], "trained ids;", len(subjects()), "subjects; unknown:", check_captions())

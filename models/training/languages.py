"""What a prompt in another language means in the English that the model reads: `python -m training.languages` prints what was found.

Names of things come from the Unicode CLDR's annotations of emoji, which name the same pictures in every language: a phrase means the English
one whose pictures are most nearly the same. `languages.json` has the rest by hand (colours, places, relations, numbers, common things) as
English → phrases, and wins. The page's side is `src/retrieval/translate.ts`."""

import json
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache

from .artwork import node_folder, subjects
from .language import names
from .settings import HERE

BY_HAND = HERE / "languages.json"
ALIKE = .5  # of the pictures that either phrase names, how many both must name
MOST_WORDS = 3


def plain(text: str) -> str:
    """As the page looks phrases up: small, without accents of Latin and Arabic letters (those of Japanese tell words apart)."""
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).lower())
    kept = re.sub("[\u0300-\u036f\u0640\u064b-\u065f\u0670]", "", parts)
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", kept)))


@cache
def annotations(language: str) -> dict[str, tuple[list[str], list[str]]]:
    """Subject to its name and its keywords."""
    file = node_folder() / f"node_modules/cldr-annotations-full/annotations/{language}/annotations.json"
    known = {s["id"] for s in subjects()}
    found = {}
    for character, said in json.loads(file.read_text())["annotations"]["annotations"].items():
        id = "-".join(f"{ord(c):x}" for c in character if ord(c) != 0xFE0F)
        if id in known:
            found[id] = [plain(text) for text in said.get("tts", [])], [plain(text) for text in said.get("default", [])]
    return found


def pictures_by_phrase(language: str) -> dict[str, set[str]]:
    found = defaultdict(set)
    for id, (called, keywords) in annotations(language).items():
        for phrase in (*called, *keywords):
            found[phrase].add(id)
    return found


@cache
def english() -> dict[str, set[str]]:
    found = pictures_by_phrase("en")
    for subject in subjects():
        for name in names()[subject["id"]]:
            found[name].add(subject["id"])
    return found


def most_alike(pictures: set[str]) -> tuple[float, str]:
    """Of equals a name rather than a tag."""
    called = {name for id in pictures for name in names()[id]}
    shared = Counter(phrase for phrase, others in english().items() for _ in others & pictures)
    return max(((n / len(pictures | english()[phrase]), phrase in called, -len(phrase), phrase) for phrase, n in shared.items()), default=(0, False, 0, ""))[::3]


def translations(language: str) -> dict[str, dict]:
    by_hand = json.loads(BY_HAND.read_text())[language]
    given = {kind: {plain(phrase): meaning for meaning, phrases in by_hand[kind].items() for phrase in phrases.split(", ")} for kind in ("adjectives", "words")}
    known = given["words"]
    found = {}
    for id, (called, _) in annotations(language).items():
        for phrase in called:
            found.setdefault(phrase, names()[id][0])
    for phrase, pictures in pictures_by_phrase(language).items():
        if phrase in found or not re.search(r"[^\W\d]", phrase):
            continue
        if len(pictures) == 1:  # a part of the name, else what the picture may only look like ("jump" of a kangaroo)
            id = next(iter(pictures))
            if any(phrase in called for called in annotations(language)[id][0]):
                found[phrase] = names()[id][0]
        elif (best := most_alike(pictures))[0] >= ALIKE:
            found[phrase] = best[1]
    further = {phrase: meaning for phrase, meaning in sorted(found.items()) if phrase not in known and len(phrase.split()) <= MOST_WORDS}
    rest = {key: by_hand[key] for key in ("unspaced", "adjectives_follow", "endings", "openings") if key in by_hand}
    return {"id": language, **rest, "adjectives": given["adjectives"], "phrases": given["words"] | further}


@cache
def languages() -> list[dict]:
    """For the index: as `models/FORMAT.md` says."""
    return [translations(language) for language in json.loads(BY_HAND.read_text())]


def main():
    for language in languages():
        print(language["id"], {key: len(language[key]) for key in ("adjectives", "phrases")}, len(json.dumps(language, ensure_ascii=False).encode()), "bytes")


if __name__ == "__main__":
    main()

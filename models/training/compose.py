"""Pictures of composed scenes: sprites placed on whole cells of a background, some of them in another colour.

A scene is a plain dict: style, layout (name in LAYOUTS), pastes, subjects [{id, colour}], background, sticker."""

from functools import cache

import numpy as np
from PIL import Image, ImageFilter

from .artwork import SOURCES, sprite, sprite_rows, subjects
from .language import BACKGROUNDS, COLOURS, PLAIN, WEAR, plain_name
from .settings import CELL, GRID, SIZE

SOURCE_OF_STYLE = {source.style: source.id for source in SOURCES}


def paste(slot, grid, x=None, y=None):
    return {"slot": slot, "grid": grid} | ({} if x is None else {"at": [x, y]})


def variants(*lists, **more):
    return [{"pastes": list(pastes)} | more for pastes in lists]


LAYOUTS = {
    "single": variants([paste(0, 16, 0, 0)], [paste(0, 16, 0, 0)], [paste(0, 16, 0, 1)], [paste(0, 16, 0, -1)],
                       [paste(0, 16, 1, 0)], [paste(0, 16, -1, 0)], [paste(0, 12, 2, 2)]),
    "small": variants([paste(0, 8, 4, 4)], [paste(0, 8, 4, 6)], [paste(0, 8, 3, 5)], [paste(0, 8, 5, 5)]),
    "large": variants([paste(0, 16, 0, 0)]),
    "count-2": variants([paste(0, 8, 0, 4), paste(0, 8, 8, 4)], [paste(0, 8, 0, 2), paste(0, 8, 8, 6)],
                        [paste(0, 8, 0, 6), paste(0, 8, 8, 2)]),
    "count-3": variants([paste(0, 8, 4, 0), paste(0, 8, 0, 8), paste(0, 8, 8, 8)],
                        [paste(0, 8, 0, 0), paste(0, 8, 8, 0), paste(0, 8, 4, 8)]),
    "count-4": variants([paste(0, 8, 0, 0), paste(0, 8, 8, 0), paste(0, 8, 0, 8), paste(0, 8, 8, 8)]),
    "beside": variants([paste(0, 8, 0, 4), paste(1, 8, 8, 4)], [paste(0, 8, 0, 5), paste(1, 8, 8, 4)],
                       [paste(0, 8, 0, 4), paste(1, 8, 8, 5)]),
    "above": variants([paste(0, 8, 4, 0), paste(1, 8, 4, 8)], [paste(0, 8, 3, 0), paste(1, 8, 5, 8)],
                      [paste(0, 8, 5, 0), paste(1, 8, 4, 8)]),
    "below": variants([paste(0, 8, 4, 8), paste(1, 8, 4, 0)], [paste(0, 8, 5, 8), paste(1, 8, 3, 0)]),
    "on": variants([paste(0, 8, 4, 1), paste(1, 8, 4, 8)], [paste(0, 8, 4, -1), paste(1, 12, 2, 5)], sink=1),
    "behind": variants([paste(0, 12, 0, 0), paste(1, 8, 8, 8)], [paste(0, 12, 4, 0), paste(1, 8, 0, 8)]),
    "wearing-head": variants([paste(0, 12, 2, 4), paste(1, 8)]),
    "wearing-eyes": variants([paste(0, 16, 0, 0), paste(1, 12)]),
    "wearing-neck": variants([paste(0, 12, 2, 1), paste(1, 8)]),
}
# What people ask for beyond the training's scenes; the page lays these in pixels. A slot is a subject here; grids that the
# memory does not hold are scaled from the largest; what is worn is as large beside its wearer as in the layouts above.
SIX = [(x, y) for y in (1, 8) for x in (0, 5, 10)]
LAID_BY_THE_PAGE = {
    "count-5": variants([paste(0, 6, x, y) for x, y in SIX[:3] + [(2, 8), (8, 8)]]),
    "count-6": variants([paste(0, 6, x, y) for x, y in SIX]),
    "count-7": variants([paste(0, 6, x, y) for x, y in [(2, 0), (8, 0), (0, 5), (5, 5), (10, 5), (2, 10), (8, 10)]]),
    "count-8": variants([paste(0, 6, x, y) for x, y in [(0, 0), (5, 0), (10, 0), (2, 5), (8, 5), (0, 10), (5, 10), (10, 10)]]),
    "count-9": variants([paste(0, 6, x, y) for y in (0, 5, 10) for x in (0, 5, 10)]),
    "riding": variants([paste(0, 8, 4, 0), paste(1, 12, 2, 4)], [paste(0, 8, 3, 0), paste(1, 12, 2, 4)], sink=1),
    "holding": variants([paste(0, 12, 0, 1), paste(1, 8, 7, 7)], [paste(0, 12, 4, 1), paste(1, 8, 1, 7)]),
    "sky": variants([paste(0, 8, 8, -1), paste(1, 12, 1, 4)], [paste(0, 8, 0, -1), paste(1, 12, 3, 4)]),
    "three-on": variants([paste(0, 8, 0, 0), paste(1, 8, 8, 0), paste(2, 12, 2, 5)], sink=1),
    "on-2": variants([paste(0, 6, 2, 2), paste(0, 6, 8, 2), paste(1, 12, 2, 5)], sink=1),
    "on-3": variants([paste(0, 6, 0, 3), paste(0, 6, 5, 0), paste(0, 6, 10, 3), paste(1, 12, 2, 5)], sink=1),
    "wearing-two": variants([paste(0, 12, 2, 3), {"slot": 1}, {"slot": 2}]),
    "wearing-two-neck": variants([paste(0, 10, 3, 3), {"slot": 1}, {"slot": 2}]),
    "wearing-with": variants([paste(0, 12, 0, 4), {"slot": 1}, paste(2, 8, 8, 8)], [paste(0, 12, 4, 4), {"slot": 1}, paste(2, 8, 0, 8)]),
    "wearing-on": variants([paste(0, 8, 4, 4), {"slot": 1}, paste(2, 8, 4, 9)], sink=1),
    "wearing-neck": variants([paste(0, 12, 2, 0), paste(1, 7)]),  # smaller than in training: it covered chins
}
ALWAYS_FACES = {"face-smiling", "face-affection", "face-tongue", "face-hand", "face-neutral-skeptical", "face-sleepy",
                "face-unwell", "face-concerned", "face-negative", "face-costume", "cat-face", "monkey-face"}
FACES = {"bear", "panda", "fox", "koala", "lion", "frog", "wolf", "polar bear", "hamster", "raccoon", "unicorn"}


def is_face(subject: dict) -> bool:
    name = plain_name(subject)
    return subject["subgroup"] in ALWAYS_FACES or name in FACES or name.endswith(" face") and subject["group"] == "animals-nature"


@cache
def subject_of(id: str) -> dict:
    return next(s for s in subjects() if s["id"] == id)


# Cells from the middle of a worn artwork to the point that sits on the anchor: brim, bridge, knot.
GRIP = {"head": 2.6, "eyes": 0, "neck": -1.2}


@cache
def anchors(source_id: str, subject_id: str) -> dict:
    """Cells where the middles of worn artworks go, of the artwork at the size that it has in the layout."""
    alpha = sprite(source_id, subject_id, 12)[..., 3] > 128
    rows, columns = np.flatnonzero(alpha.any(1)), np.flatnonzero(alpha.any(0))
    if not len(rows):
        return {}
    top, height, middle = rows[0], rows[-1] - rows[0], (columns[0] + columns[-1]) / 2
    crest = np.flatnonzero(alpha[top:top + 40].any(0))
    points = {"head": (crest.mean(), top + .10 * height), "eyes": (middle, top + .38 * height)}
    if height > .95 * (columns[-1] - columns[0]):  # who stands upright has a neck below the head
        below = {"person": 1.04, "person-role": .9, "person-fantasy": .92}.get(subject_of(subject_id)["subgroup"], .5)  # heads, busts, bodies
        points["neck"] = (crest.mean(), top + below * height)
        if subject_of(subject_id)["group"] == "animals-nature":  # a small head on a body: its eyes are near its crest
            points["head"] = (crest.mean(), top + .03 * height)
    if is_face(subject_of(subject_id)):
        points = {"head": (middle, top + .16 * height), "eyes": (middle, top + .46 * height), "neck": (middle, top + 1.06 * height)}
    size = {name: LAYOUTS[f"wearing-{name}"][0]["pastes"][0]["grid"] / 12 / CELL for name in points}
    return {name: [round(float(x) * size[name], 2), round(float(y) * size[name] - GRIP[name], 2)] for name, (x, y) in points.items()}


def place_worn(pastes: list, subject_anchors: dict, wear: str) -> list | None:
    """Fills the second paste's place; None where the subject has nothing to wear it on."""
    if wear not in subject_anchors:
        return None
    first, second = pastes
    return [first, second | {"at": [round(f + a - second["grid"] / 2) for f, a in zip(first["at"], subject_anchors[wear])]}]


def background_pixels(name: str | None) -> np.ndarray:
    stops = BACKGROUNDS[name or "white"]
    places = (np.arange(SIZE) + .5) / SIZE
    rows = np.stack([np.interp(places, [s for s, _ in stops], [c[i] for _, c in stops]) for i in range(3)], -1)
    return np.broadcast_to(rows[:, None].astype(np.float32), (SIZE, SIZE, 3)).copy()


def render(scene: dict) -> np.ndarray:
    """uint8 [256, 256, 3]."""
    picture = background_pixels(scene["background"])
    source = SOURCE_OF_STYLE.get(scene["style"], scene["style"])
    layer = None
    for place in scene["pastes"]:
        subject = scene["subjects"][place["slot"]]
        piece = sprite(source, subject["id"], place["grid"])
        if subject.get("colour"):
            piece = recolour(piece, subject["colour"])
        x, y = (v * CELL for v in place["at"])
        side = piece.shape[0]
        left, top, right, bottom = max(x, 0), max(y, 0), min(x + side, SIZE), min(y + side, SIZE)
        piece = piece[top - y:bottom - y, left - x:right - x].astype(np.float32)
        if scene.get("sticker"):
            layer = np.zeros((SIZE, SIZE, 4), np.float32) if layer is None else layer
            over(layer[top:bottom, left:right], piece)
        else:
            under = picture[top:bottom, left:right]
            under *= 1 - piece[..., 3:] / 255
            under += piece[..., :3]
    if layer is not None:
        white = sticker_border(layer[..., 3])
        picture = picture * (1 - white) + 255 * white
        picture = picture * (1 - layer[..., 3:] / 255) + layer[..., :3]
    return picture.clip(0, 255).round().astype(np.uint8)


def sticker_border(alpha: np.ndarray) -> np.ndarray:
    """How white it is around a cut-out, 0…1: six pixels, soft at their end."""
    wider = Image.fromarray(alpha.astype(np.uint8)).filter(ImageFilter.MaxFilter(13)).filter(ImageFilter.GaussianBlur(1.2))
    return np.asarray(wider).astype(np.float32)[..., None] / 255


def over(under: np.ndarray, piece: np.ndarray):
    under *= 1 - piece[..., 3:] / 255
    under += piece


def to_hsv(rgb: np.ndarray):
    high, low = rgb.max(-1), rgb.min(-1)
    spread = high - low
    safe = np.where(spread > 1e-6, spread, 1)
    r, g, b = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    hue = np.where(high == r, ((g - b) / safe) % 6, np.where(high == g, (b - r) / safe + 2, (r - g) / safe + 4)) * 60
    return np.where(spread > 1e-6, hue, 0), np.where(high > 0, spread / np.maximum(high, 1e-6), 0), high


def to_rgb(hue, saturation, value):
    sector = (hue / 60) % 6
    f = sector - np.floor(sector)
    i = np.floor(sector).astype(int) % 6
    p, q, t = value * (1 - saturation), value * (1 - f * saturation), value * (1 - (1 - f) * saturation)
    return np.stack([np.choose(i, [value, q, p, p, t, value]), np.choose(i, [t, value, value, q, p, p]),
                     np.choose(i, [p, p, t, value, value, q])], -1)


def hue_distance(a, b):
    return np.abs((a - b + 180) % 360 - 180)


def straight(sprite_pixels: np.ndarray):
    a = sprite_pixels.astype(np.float32) / 255
    return (a[..., :3] / np.maximum(a[..., 3:], 1e-3)).clip(0, 1), a[..., 3]


def main_hue(sprite_pixels: np.ndarray):
    """(colour word, hue in degrees or None for a colourless subject)."""
    rgb, alpha = straight(sprite_pixels)
    hue, saturation, value = to_hsv(rgb)
    weight = alpha * (value > .15) * saturation * (saturation > .25)
    area = alpha.sum() + 1e-6
    if weight.sum() / area < .12:
        mean = (alpha * value).sum() / area
        return ("white" if mean > .8 else "gray" if mean > .42 else "black"), None
    histogram, _ = np.histogram(hue, 36, (0, 360), weights=weight)
    histogram = histogram + np.roll(histogram, 1) + np.roll(histogram, -1)
    main = histogram.argmax() * 10 + 5
    near = weight * (hue_distance(hue, main) < 25)
    if 8 < main < 45 and (near * value).sum() / near.sum() < .62:
        return "brown", main
    colours = {name: hsv for name, hsv in COLOURS.items() if hsv[1] > 0 and name != "brown"}
    return min(colours, key=lambda name: hue_distance(colours[name][0], main)), main


@cache
def own_colour(source_id: str, subject_id: str):
    return main_hue(sprite(source_id, subject_id, 8))


def recolour(piece: np.ndarray, colour: str) -> np.ndarray:
    """Moves the main hue of a premultiplied sprite to `colour` and keeps its light, shade and other colours."""
    rgb, alpha = straight(piece)
    hue, saturation, value = to_hsv(rgb)
    _, main = main_hue(piece[::4, ::4])
    to_hue, to_saturation, to_value = COLOURS[colour]
    if to_saturation == 0:  # to white, gray or black
        coloured = np.clip((saturation - .08) / .15, 0, 1)
        is_colourless = main is None or (coloured * alpha).sum() / (alpha.sum() + 1e-6) < .5
        weight = np.ones_like(value) if is_colourless else coloured
        mass, light = weight * alpha, rgb @ np.array([.299, .587, .114])
        mean = (mass * light).sum() / (mass.sum() + 1e-6)
        moved = np.clip((light - mean) * .7 + to_value, .02, 1)
        dark = .25 * np.clip((mean - .3) / .25, 0, 1)  # eyes, tyres: they stay so, unless all is dark
        share = np.clip((value - dark) / .15, 0, 1)
        new = to_rgb(hue, saturation * .03, light + (moved - light) * share)
    elif main is None:  # a colourless subject is tinted
        weight = ((saturation < .35) & (value > .2)).astype(np.float32)
        new = to_rgb(np.full_like(hue, to_hue), np.clip(to_saturation * (.35 + .65 * np.clip(1.4 - value, 0, 1)), 0, 1) * (value > .12),
                     np.clip(value * to_value + .05, 0, 1))
    else:
        weight = np.clip((70 - hue_distance(hue, main)) / 25, 0, 1) * np.clip((saturation - .12) / .15, 0, 1)
        mass = weight * alpha
        total = mass.sum() + 1e-6
        mean_value, mean_saturation = (mass * value).sum() / total, (mass * saturation).sum() / total
        new = to_rgb((to_hue + ((hue - main + 180) % 360 - 180) * .45) % 360,
                     np.clip(saturation * (to_saturation / max(mean_saturation, .2)), 0, 1),
                     np.clip(value * (to_value / max(mean_value, .3)), 0, 1))
    rgb = (rgb * (1 - weight[..., None]) + new * weight[..., None]) * alpha[..., None]
    return np.concatenate([rgb * 255, piece[..., 3:]], -1).clip(0, 255)


@cache
def colour_rgb(colour: str) -> tuple[int, int, int]:
    h, s, v = (np.array([x], float) for x in COLOURS[colour])
    return tuple(int(round(x * 255)) for x in to_rgb(h, s, v)[0])


@cache
def wearables(source_id: str) -> dict[str, tuple[str, ...]]:
    """Place on the body to ids of what can be worn there, in one set."""
    rows = sprite_rows(source_id)
    result = {}
    for s in subjects():
        if s["id"] in rows and (wear := WEAR.get(s["name"])):
            result.setdefault(wear, []).append(s["id"])
    return {wear: tuple(ids) for wear, ids in result.items()}


def hash_of(*parts: str) -> int:
    """0…999, the same in every run."""
    value = 2166136261
    for byte in "|".join(parts).encode():
        value = (value ^ byte) * 16777619 % 2**32
    return (value >> 8) % 1000


def held_out(subject_id: str, style: str | None = None, colour: str | None = None, other: str | None = None) -> bool:
    """Combinations never trained on, for evaluation: a fixed hash chooses them."""
    if style and hash_of("style", subject_id, style) < 20:
        return True
    if colour and hash_of("colour", subject_id, colour) < 60:
        return True
    return bool(other) and hash_of("pair", *sorted([subject_id, other])) < 60


def can_wear(subject: dict) -> bool:
    return subject["subgroup"].startswith(("face-", "animal-", "cat-", "monkey-", "food-fruit", "food-vegetable", "person")) \
        and subject["subgroup"] not in ("face-hat", "face-glasses", "person-sport", "person-activity", "person-symbol")


def random_scene(rng, style: str | None = None) -> dict:
    """One training scene; `rng` is a random.Random."""
    style = style or rng.choice(list(SOURCE_OF_STYLE))
    source = SOURCE_OF_STYLE[style]
    ids = [s["id"] for s in subjects_of(source)]
    while True:
        kind = rng.choices(["single", "small", "count", "pair", "wearing"], [.40, .05, .08, .29, .18])[0]
        subject = rng.choice(wearers(source) if kind == "wearing" else ids)
        scene = {"style": style, "subjects": [{"id": subject, "own_colour": own_colour(source, subject)[0]}],
                 "background": random_background(rng), "sticker": rng.random() < .06}
        if held_out(subject, style=style):
            continue
        layout = kind
        if kind == "count":
            layout = f"count-{rng.choice([2, 2, 3, 3, 4])}"
        if kind == "pair":
            layout = rng.choices(["beside", "above", "below", "on", "behind"], [.5, .15, .1, .13, .12])[0]
            other = rng.choice(ids)
            if other == subject or held_out(other, style=style) or held_out(subject, other=other):
                continue
            scene["subjects"].append({"id": other, "own_colour": own_colour(source, other)[0]})
        if kind == "wearing":
            wear = rng.choices(["head", "eyes", "neck"], [.62, .28, .10])[0]
            if wear not in wearables(source):
                continue
            worn = rng.choice(wearables(source)[wear])
            layout = f"wearing-{wear}"
            pastes = place_worn(LAYOUTS[layout][0]["pastes"], anchors(source, subject), wear)
            if pastes is None or worn == subject:
                continue
            scene["subjects"].append({"id": worn, "own_colour": own_colour(source, worn)[0]})
        else:
            pastes = rng.choice(LAYOUTS[layout])["pastes"]
        scene |= {"layout": layout, "pastes": pastes}
        chance = .38 if kind == "single" else .22
        for subject in scene["subjects"]:
            if rng.random() < chance:
                colour = rng.choice(list(COLOURS))
                if colour != subject["own_colour"] and not held_out(subject["id"], colour=colour):
                    subject["colour"] = colour
        return scene


@cache
def subjects_of(source_id: str):
    return [s for s in subjects() if s["id"] in sprite_rows(source_id)]


@cache
def wearers(source_id: str):
    return [s["id"] for s in subjects_of(source_id) if can_wear(s)]


def random_background(rng) -> str | None:
    draw = rng.random()
    if draw < .38:
        return None
    return rng.choice([b for b in PLAIN if b != "white"]) if draw < .78 else rng.choice([b for b in BACKGROUNDS if b not in PLAIN])

"""What the transformer is trained on, made shard by shard: `python -m training.pool --shards N`.

Every example says what a picture should become, what the page begins it with, and what the network is told; the kinds below differ in
how far apart the two pictures are. Those of another style are told so (the first flag is 0), which keeps redrawing apart: the page never asks for it.
A shard depends on its kind and number only, so a killed run goes on where it stopped."""

import argparse
import json
import random
import time
from functools import cache

import numpy as np
import torch
import torch.nn.functional as F

from .artwork import FURTHER, SOURCES, raw, subjects
from .autoencoder import load_autoencoder
from .compose import random_background, random_scene
from .faces import aligned as aligned_faces
from .faces import held_out as face_is_held_out
from .language import STYLES, background_phrase, caption, names, subject_phrase, with_article
from .painter import GROUNDS, MemoryPainter, as_arrays
from .parallel import in_parallel
from .precision import in_halves
from .restyle import DIRECTIONS, STYLE_IDS, aligned, held_out, load_restyler
from .settings import CELL, GRID, SIZE, SLOTS, WORK
from .vocabulary import encode

FOLDER = WORK / "pool"
SHARD, CAPTIONS = 1024, 4
# Kinds of examples, and which share of a batch each has.
KINDS = {
    "composed": .42,  # the page's composition of its memory, and the artists' drawings in its place
    "own": .06,  # a visitor's picture in no other style: kept, and cleaned where it is soft or noisy
    "restyled": .18,  # a drawing that the restyler was asked for another style, and that set's own drawing in its place
    "faces": .18,  # what Portrait makes of a face at its canonical eyes, and a drawing of it there
    "redrawn": .11,  # beside another drawing, mirrored, turned, scaled, cropped and noised: begun with noise
    "unaided": .05,  # beside nothing: begun with noise
}
OUTLINED = .1  # of composed scenes: the page draws lines around what its ground would swallow
OTHER_FACE, BEGUN_FACE = .6, .7


def rng_of(kind: str, shard: int) -> random.Random:
    return random.Random(f"{kind} {shard}")


@cache
def subject_numbers() -> dict[str, int]:
    return {s["id"]: i for i, s in enumerate(subjects())}


def single_scene(rng) -> dict:
    while True:
        scene = random_scene(rng)
        if scene["layout"] == "single" and not scene["subjects"][0].get("colour"):
            return scene


def own_caption(scene: dict, rng) -> str:
    """What somebody writes beside a picture of their own that should stay in its style."""
    name = with_article(subject_phrase(scene["subjects"][0] | {"colour": None}, rng), rng)
    text = rng.choice(["", "this", "this as a sticker", name, name, f"{name}, sticker"])
    return text + background_phrase(scene["background"], rng)


def described(kind: str, shard: int, count: int) -> dict:
    """Arrays that say what a shard of scenes shows, and how it is asked for."""
    rng = rng_of(kind, shard)
    scenes = [single_scene(rng) if kind in ("own", "redrawn") else random_scene(rng) for _ in range(count)]
    outlines = [rng.choice([2, 3]) if kind == "composed" and rng.random() < OUTLINED else 0 for _ in scenes]
    ask = own_caption if kind == "own" else caption
    texts = [[encode(ask(scene, rng)) for _ in range(CAPTIONS)] for scene in scenes]
    named = [[subject_numbers()[s["id"]] for s in scene["subjects"]] + [-1] * (SLOTS - 1 - len(scene["subjects"])) for scene in scenes]
    return {"scenes": as_arrays(scenes, outlines), "ids": torch.tensor(texts, dtype=torch.int16), "names": torch.tensor(named, dtype=torch.int16),
            "styles": [scene["style"] for scene in scenes]}


def style_flags(count: int, is_asked_style, is_own) -> torch.Tensor:
    """[count, SLOTS − 1, 2]; the second subject is never a visitor's own."""
    flags = torch.zeros(count, SLOTS - 1, 2, dtype=torch.bool)
    flags[:, 1, 0] = True
    flags[:, 0, 0], flags[:, 0, 1] = torch.as_tensor(is_asked_style), torch.as_tensor(is_own)
    return flags


class Maker(MemoryPainter):
    """Makes shards."""

    def __init__(self, device="cpu"):
        super().__init__(load_autoencoder().to(device), device)
        self.restyler = load_restyler().to(device)
        self.chunk = 16 if self.device.type == "cpu" else 256  # pictures at a time

    @cache
    def drawings(self, source: str) -> torch.Tensor:
        """[n, 4, 256, 256] bytes as the set has them, not premultiplied."""
        return torch.from_numpy(np.array(raw(source)[0])).permute(0, 3, 1, 2).to(self.device)

    def moved(self, rows: list[tuple[str, int]], places: torch.Tensor) -> torch.Tensor:
        """Drawings, premultiplied, 0…1, by affine maps [n, 2, 3] from the picture to the drawing (−1…1): [n, 4, SIZE, SIZE]."""
        pieces = torch.stack([self.drawings(source)[row] for source, row in rows]).float() / 255
        pieces[:, :3] *= pieces[:, 3:]
        grid = F.affine_grid(places.float().to(self.device), (len(rows), 4, SIZE, SIZE), align_corners=False)
        return F.grid_sample(pieces, grid, align_corners=False)

    def over(self, pieces: torch.Tensor, grounds: torch.Tensor) -> torch.Tensor:
        """Premultiplied [n, 4, SIZE, SIZE], 0…1, on grounds by number: [n, 3, SIZE, SIZE] in −1…1, in steps of a byte."""
        ground = self.grounds[grounds].permute(0, 3, 1, 2)
        return ((255 * pieces[:, :3] + ground * (1 - pieces[:, 3:])).clamp(0, 255).round() / 127.5 - 1)

    @torch.no_grad()
    def encoded(self, pixels: torch.Tensor) -> torch.Tensor:
        return torch.cat([self.encode(part) for part in pixels.split(self.chunk)])

    def restyled_colours(self, pieces: torch.Tensor, styles: list[int]) -> torch.Tensor:
        with in_halves(self.device):
            return self.restyler.of_covered(pieces, torch.eye(len(STYLE_IDS), device=self.device)[styles])

    @torch.no_grad()
    def shard(self, kind: str, about: dict, shard: int) -> dict:
        torch.manual_seed(1000 * list(KINDS).index(kind) + shard)
        rng = rng_of(f"{kind} pictures", shard)
        made = getattr(self, kind)(about, rng)
        made["background"] = made["background"].to(torch.int16)
        return {name: value.half() if value.is_floating_point() else value for name, value in ((k, v.cpu()) for k, v in made.items())}

    def composed(self, about: dict, rng) -> dict:
        scenes, n = about["scenes"].to(self.device), len(about["scenes"])
        parts = [scenes[torch.arange(i, min(i + self.chunk, n), device=self.device)] for i in range(0, n, self.chunk)]
        given, touched = (torch.cat(x) for x in zip(*[self.given(part) for part in parts]))
        target = torch.cat([self.encode(self.pictures(part)) for part in parts])
        return {"target": target, "given": given, "touched": touched, "background": scenes.background, "names": about["names"],
                "flags": style_flags(n, True, False), "begun": torch.ones(n), "ids": about["ids"]}

    def unaided(self, about: dict, rng) -> dict:
        made = self.composed(about, rng)
        return made | {"touched": torch.zeros_like(made["touched"]), "names": torch.full_like(made["names"], -1), "begun": torch.zeros(len(made["names"])),
                       "background": torch.where(torch.rand(len(made["names"])) < .5, made["background"].cpu(), GROUNDS.index("white"))}

    def own(self, about: dict, rng) -> dict:
        scenes, n = about["scenes"].to(self.device), len(about["scenes"])
        targets, given, touched = [], [], []
        for i in range(0, n, self.chunk):
            part = scenes[torch.arange(i, min(i + self.chunk, n), device=self.device)]
            layer = self.layer(self.tiles, part)
            pixels = self.on_ground(layer, part)
            worse = worsened(pixels)
            targets.append(self.encode(pixels))
            given.append(self.encode(worse))
            touched.append(F.avg_pool2d(layer[..., 3][:, None], CELL) > .5)
        touched = torch.cat([torch.cat(touched), torch.zeros_like(torch.cat(touched))], 1)
        return {"target": torch.cat(targets), "given": torch.cat(given), "touched": touched, "background": scenes.background,
                "names": hidden_names(about["names"], .5), "flags": style_flags(n, True, True), "begun": torch.ones(n), "ids": about["ids"]}

    def restyled(self, about: dict, rng) -> dict:
        n = len(about["ids"])
        pairs, grounds = about["pairs"], about["grounds"].to(self.device)
        targets, given, touched = [], [], []
        for i in range(0, n, self.chunk):
            part = pairs[i:i + self.chunk]
            mine, theirs = (self.moved([(p[which], p[row]) for p in part], torch.tensor([p[place] for p in part]))
                            for which, row, place in ((0, 1, 4), (2, 3, 5)))
            colours = self.restyled_colours(mine, [STYLE_IDS.index(style_of(p[2])) for p in part]) * mine[:, 3:]
            is_left = torch.rand(len(part), device=self.device) < .15  # as it was: all is the network's to do
            mine = torch.cat([torch.where(is_left[:, None, None, None], mine[:, :3], colours), mine[:, 3:]], 1)
            targets.append(self.encode(self.over(theirs, grounds[i:i + self.chunk])))
            given.append(self.encode(self.over(mine, grounds[i:i + self.chunk])))
            touched.append(F.avg_pool2d(mine[:, 3:], CELL) > .002)
        touched = torch.cat([torch.cat(touched), torch.zeros_like(torch.cat(touched))], 1)
        is_own = torch.rand(n) < .5
        return {"target": torch.cat(targets), "given": torch.cat(given), "touched": touched, "background": grounds,
                "names": torch.where((is_own & (torch.rand(n) < .5))[:, None], -1, about["names"]), "flags": style_flags(n, False, is_own),
                "begun": torch.ones(n), "ids": about["ids"]}

    def redrawn(self, about: dict, rng) -> dict:
        made = self.composed(about, rng)
        n = len(made["names"])
        given, touched = [], []
        for i in range(0, n, self.chunk):
            rows, places = [], []
            for name in about["names"][i:i + self.chunk, 0].tolist():
                source = rng.choice([s for s in (*SOURCES, *FURTHER) if subjects()[name]["id"] in raw(s.id)[1]])
                rows.append((source.id, raw(source.id)[1][subjects()[name]["id"]]))
                places.append(any_place(rng))
            pieces = self.moved(rows, torch.tensor(places))
            latents = self.encode(self.over(pieces, torch.full((len(rows),), GROUNDS.index("white"), device=self.device)))
            given.append(latents + .2 * torch.rand(len(latents), 1, 1, 1, device=self.device) * torch.randn_like(latents))
            touched.append(F.avg_pool2d(pieces[:, 3:], CELL) > .002)
        touched = torch.cat([torch.cat(touched), torch.zeros_like(torch.cat(touched))], 1)
        return made | {"given": torch.cat(given), "touched": touched, "begun": torch.zeros(n), "flags": style_flags(n, False, torch.rand(n) < .5)}

    def faces(self, about: dict, rng) -> dict:
        """Begun with the simplified face; beside it the same, restyled where a style is asked for."""
        n = len(about["ids"])
        targets, begun, styles = [], [], []
        for (drawn, shown, mirrored, shift), asks_style in zip(about["faces"], about["asks_style"]):
            pictures = [np.array(aligned_faces(source)[0][row, which]) for which, (source, row) in enumerate((drawn, shown))]
            both = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float()
            both = shifted(both.flip(-1) if mirrored else both, shift)
            targets.append(both[0, :3])
            begun.append(both[1])
            styles.append(STYLE_IDS.index(style_of(drawn[0])) if asks_style else -1)
        begun = torch.stack(begun) / 255
        given, cover = begun[:, :3].clone(), begun[:, 3:]
        asked = torch.tensor(styles)
        for rows in (asked >= 0).nonzero()[:, 0].split(self.chunk):
            pieces = torch.cat([(given[rows] - 1 + cover[rows]).clamp(min=0), cover[rows]], 1).to(self.device)
            drawn = self.restyled_colours(pieces, asked[rows].tolist()).cpu()
            given[rows] = drawn * cover[rows] + 1 - cover[rows]
        target, given, start = (self.encoded((x * 2 - 1).to(self.device)) for x in (torch.stack(targets) / 255, given, begun[:, :3]))
        touched = F.avg_pool2d(cover, CELL) > .02
        return {"target": target, "given": given, "start": start, "touched": torch.cat([touched, torch.zeros_like(touched)], 1),
                "background": torch.full((n,), GROUNDS.index("white")), "names": about["names"], "flags": style_flags(n, ~about["asks_style"], True),
                "begun": about["begun"], "ids": about["ids"]}


def style_of(source_id: str) -> str:
    return next(s.style for s in SOURCES if s.id == source_id)


def hidden_names(given: torch.Tensor, share: float) -> torch.Tensor:
    return torch.where(torch.rand(len(given), 1) < share, -1, given)


def worsened(pixels: torch.Tensor) -> torch.Tensor:
    """Half of the pictures softer and noisier than they were, as what visitors have is."""
    n, device = len(pixels), pixels.device
    soft = F.interpolate(F.avg_pool2d(pixels, 2), scale_factor=2., mode="bilinear", align_corners=False)
    softer = F.interpolate(F.avg_pool2d(pixels, 3, 2, 1), scale_factor=2., mode="bilinear", align_corners=False)
    draw = torch.rand(n, 1, 1, 1, device=device)
    worse = torch.where(draw < .2, soft, torch.where(draw < .35, softer, pixels))
    noise = .08 * torch.rand(n, 1, 1, 1, device=device) * (torch.rand(n, 1, 1, 1, device=device) < .35)
    return (worse + noise * torch.randn_like(pixels)).clamp(-1, 1)


def affine(scale: float, x: float, y: float, mirrored: bool = False, turn: float = 0.) -> list:
    """From the picture to a drawing that is laid `scale` times as large, shifted by shares of the side, then turned (radians)."""
    c, s, m = np.cos(turn) / scale, np.sin(turn) / scale, -1 if mirrored else 1
    return [[m * c, m * s, -2 * m * (c * x + s * y)], [-s, c, -2 * (c * y - s * x)]]


def any_place(rng) -> list:
    """Mirrored, turned, scaled, and cropped by being shifted out of the picture."""
    return affine(rng.uniform(.6, 1.15), rng.uniform(-.12, .12), rng.uniform(-.12, .12), rng.random() < .5, rng.uniform(-.35, .35))


def shifted(pictures: torch.Tensor, shift) -> torch.Tensor:
    """RGBA on white moved by whole pixels."""
    x, y = shift
    moved = torch.roll(pictures, (y, x), (2, 3))
    gone = torch.zeros(1, 1, SIZE, SIZE, dtype=torch.bool)
    gone[..., :max(y, 0), :] = gone[..., SIZE + min(y, 0):, :] = gone[..., :max(x, 0)] = gone[..., SIZE + min(x, 0):] = True
    empty = torch.tensor([255., 255, 255, 0]).view(1, 4, 1, 1)
    return torch.where(gone, empty, moved)


def described_pairs(shard: int, count: int) -> dict:
    """Pairs of two sets' drawings that lie on each other, of subjects that the evaluation does not ask for in other styles."""
    rng = rng_of("restyled", shard)
    fits = aligned()
    directions = [d for d in DIRECTIONS if d[0] != d[1]]
    rows = {d: [row for row in fits["|".join(d)] if not held_out(row[0])] for d in directions}
    pairs, texts, named, grounds = [], [], [], []
    for _ in range(count):
        source, target = rng.choice(directions)
        id, scale, dx, dy = rng.choice(rows[source, target])
        size, x, y = rng.choice([.875, .875, .875, .8, .65]), rng.uniform(-.04, .04), rng.uniform(-.04, .04)
        pairs.append((source, raw(source)[1][id], target, raw(target)[1][id], affine(size, x, y), affine(size * scale, x + dx * size, y + dy * size)))
        background = random_background(rng)
        words = [f"{with_article(rng.choice(names()[id]), rng)}{background_phrase(background, rng)}, {rng.choice(STYLES[style_of(target)][1])}" for _ in range(CAPTIONS)]
        texts.append([encode(text) for text in words])
        named.append([subject_numbers()[id], -1])
        grounds.append(GROUNDS.index(background or "white"))
    return {"pairs": pairs, "ids": torch.tensor(texts, dtype=torch.int16), "names": torch.tensor(named, dtype=torch.int16), "grounds": torch.tensor(grounds)}


@cache
def faces_by_person() -> dict:
    """(subject, tone) to where it is drawn, of faces that may be trained on."""
    found = {}
    for source in (*SOURCES, *FURTHER):
        for row, face in enumerate(aligned_faces(source.id)[1]):
            if not face_is_held_out(face["id"]):
                found.setdefault((face["id"], face["tone"]), []).append((source.id, row))
    return found


def described_faces(shard: int, count: int) -> dict:
    rng = rng_of("faces", shard)
    ours = {source.id for source in SOURCES}
    people = sorted((person, at) for person, all_ in faces_by_person().items() for at in all_ if at[0] in ours)
    faces, texts, named, asks, begun = [], [], [], [], []
    for _ in range(count):
        person, drawn = rng.choice(people)
        others = [at for at in faces_by_person()[person] if at != drawn]
        shown = rng.choice(others) if others and rng.random() < OTHER_FACE else drawn
        asks_style = shown != drawn or rng.random() < .6
        faces.append((drawn, shown, rng.random() < .5, (rng.randint(-5, 5), rng.randint(-5, 5))))
        style = f", {rng.choice(STYLES[style_of(drawn[0])][1])}" if asks_style else ""
        texts.append([encode((("person" if rng.random() < .6 else rng.choice(names()[person[0]])) + ", face, sticker") + style) for _ in range(CAPTIONS)])
        named.append([subject_numbers()[person[0]], -1])
        asks.append(asks_style)
        begun.append(float(rng.random() < BEGUN_FACE))
    return {"faces": faces, "ids": torch.tensor(texts, dtype=torch.int16), "names": torch.tensor(named, dtype=torch.int16),
            "asks_style": torch.tensor(asks), "begun": torch.tensor(begun)}


def describe(kind: str, shard: int, count: int = SHARD) -> dict:
    return described_pairs(shard, count) if kind == "restyled" else described_faces(shard, count) if kind == "faces" else described(kind, shard, count)


def shards_of(total: int) -> dict[str, int]:
    """How many shards of each kind: the smaller ones repeat sooner, so they get more than their share."""
    return {kind: max(1, round(total * (share if kind == "composed" else .5 * share + .03))) for kind, share in KINDS.items()}


def file_of(kind: str, shard: int, folder=FOLDER):
    return folder / f"{kind}-{shard:05d}.pt"


def make_shards(counts: dict[str, int], device="cpu", count: int = SHARD, folder=FOLDER, workers: int | None = None):
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [(kind, shard) for kind, shards in counts.items() for shard in range(shards) if not file_of(kind, shard, folder).exists()]
    if not wanted:
        return
    maker = Maker(device)
    for (kind, shard), about in zip(wanted, in_parallel(describe, [(kind, shard, count) for kind, shard in wanted], workers)):
        file = file_of(kind, shard, folder)
        partial = file.with_suffix(".partial")
        torch.save(maker.shard(kind, about, shard), partial)
        partial.rename(file)


def load_pool(device="cpu", folder=FOLDER) -> dict[str, dict]:
    """Kind to all of its examples."""
    pool = {}
    for kind in KINDS:
        shards = [torch.load(file) for file in sorted(folder.glob(f"{kind}-*.pt"))]
        if shards:
            pool[kind] = {name: torch.cat([shard[name] for shard in shards]).to(device) for name in shards[0]}
    return pool


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shards", type=int, default=60, help=f"of {SHARD} examples, of all kinds together")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    started = time.time()
    counts = shards_of(arguments.shards)
    make_shards(counts, "cuda" if torch.cuda.is_available() else "cpu")
    print(json.dumps(counts), f"{time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()

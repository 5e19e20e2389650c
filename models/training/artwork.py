"""Artwork from packages: which sets, fetched by exact version, drawn to sprites of every grid size."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image

from .settings import CELL, GRIDS, HERE, MARGIN, WORK

RAW_SIZE = 256


@dataclass(frozen=True)
class Source:
    id: str
    title: str
    package: str
    licence: str
    attribution: str
    style: str


SOURCES = (
    Source("fluent-flat", "Fluent Emoji, flat", "@iconify-json/fluent-emoji-flat", "MIT",
           "Fluent Emoji, © Microsoft Corporation", "flat"),
    Source("fluent-3d", "Fluent Emoji, 3D", "@lobehub/fluent-emoji-3d", "MIT",
           "Fluent Emoji, © Microsoft Corporation", "3d"),
    Source("noto", "Noto Emoji", "@iconify-json/noto", "Apache-2.0", "Noto Emoji, © Google LLC", "noto"),
)
# Only for the judge and for visitors' own pictures: the generator never learns to draw it.
UNSEEN = Source("twemoji", "Twemoji", "@iconify-json/twemoji", "CC-BY-4.0",
                "Twemoji, © Twitter, Inc and other contributors, CC-BY 4.0", "twemoji")

# Only ever seen beside a picture or begun with, never drawn: so that what is redrawn need not be of our own sets.
FURTHER = (
    Source("fluent-colour", "Fluent Emoji, colour", "@iconify-json/fluent-emoji", "MIT", "Fluent Emoji, © Microsoft Corporation", ""),
    Source("noto-1", "Noto Emoji of before 2017", "@iconify-json/noto-v1", "Apache-2.0", "Noto Emoji, © Google LLC", ""),
    Source("fxemoji", "FxEmojis", "@iconify-json/fxemoji", "Apache-2.0", "FxEmojis, © Mozilla Foundation", ""),
)

# Letters, arrows, signs and interchangeable family silhouettes say little as pictures.
LEFT_OUT_SUBGROUPS = {"keycap", "alphanum", "arrow", "av-symbol", "math", "punctuation", "currency", "transport-sign",
                      "gender", "hotel", "family", "other-symbol", "country-flag", "subdivision-flag", "skin-tone",
                      "hair-style", "regional-indicator"}
LEFT_OUT_WORDS = ("mahjong", "flower playing", "joker", "o’clock", "-thirty", "moon face", "japanese “", "button",
                  "no entry", "prohibited", "person feeding", "open hands", "trade mark")


def versions() -> dict[str, str]:
    return json.loads((HERE / "package.json").read_text())["dependencies"]


def node_folder():
    """Installs the packages on first use; every script that needs them runs in the folder returned."""
    folder = WORK / "node"
    if not (folder / "installed").exists():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / "package.json", folder)
        subprocess.run(["npm", "install", "--no-audit", "--no-fund"], cwd=folder, check=True)
        (folder / "installed").touch()
    return folder


def run_node(script: str, *arguments: str):
    subprocess.run(["node", str(HERE / script), *map(str, arguments)], cwd=node_folder(), check=True)


@cache
def subjects() -> list[dict]:
    """What the model draws: emojibase's entries without flags, letters and signs."""
    file = WORK / "subjects.json"
    if not file.exists():
        WORK.mkdir(parents=True, exist_ok=True)
        run_node("raster.mjs", "subjects", file)
    return [entry for entry in json.loads(file.read_text()) if is_drawn(entry)]


def is_drawn(entry: dict) -> bool:
    if entry["group"] in ("component", "flags") or entry["subgroup"] in LEFT_OUT_SUBGROUPS:
        return False
    if entry["group"] == "people-body" and entry["gendered"]:
        return False
    return not any(words in entry["name"].lower() for words in LEFT_OUT_WORDS)


def rasterise(source: Source):
    """Raw 256 px RGBA of one set, `.ids` beside it; made once."""
    out = WORK / "raw" / source.id
    done = out.with_suffix(".done")
    if done.exists():
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    subjects()
    if source.id == "fluent-3d":
        convert_pictures(out)
    else:
        run_node("raster.mjs", source.package, WORK / "subjects.json", out)
    done.touch()


def convert_pictures(out):
    """The 3D set is WebP pictures rather than drawings."""
    folder = node_folder() / "node_modules/@lobehub/fluent-emoji-3d/assets"
    files = {file.stem.lower().replace("-fe0f", ""): file for file in folder.glob("*.webp")}
    ids = []
    with open(out.with_suffix(".rgba"), "wb") as pixels:
        for subject in subjects():
            if file := files.get(subject["id"]):
                pixels.write(Image.open(file).convert("RGBA").resize((RAW_SIZE, RAW_SIZE), Image.LANCZOS).tobytes())
                ids.append(subject["id"])
    out.with_suffix(".ids").write_text("\n".join(ids))


@cache
def raw(source_id: str):
    """Memory-mapped [n, 256, 256, 4] of a rasterised set, and the row of each subject id."""
    out = WORK / "raw" / source_id
    pixels = np.memmap(out.with_suffix(".rgba"), np.uint8, "r").reshape(-1, RAW_SIZE, RAW_SIZE, 4)
    ids = out.with_suffix(".ids").read_text().split()
    return pixels, {id: row for row, id in enumerate(ids)}


def draw_sprite(pixels: np.ndarray, grid: int) -> np.ndarray:
    """Premultiplied RGBA of one artwork on a canvas of `grid` cells, with its margin."""
    side = grid * CELL
    inner = side - 2 * round(side * MARGIN)
    image = Image.fromarray(pixels, "RGBA").resize((inner, inner), Image.LANCZOS)
    canvas = np.zeros((side, side, 4), np.uint8)
    start = (side - inner) // 2
    small = np.asarray(image).astype(np.float32)
    small[..., :3] *= small[..., 3:] / 255
    canvas[start:start + inner, start:start + inner] = small.round()
    return canvas


def make_sprites(source: Source):
    rasterise(source)
    pixels, rows = raw(source.id)
    wanted = [s["id"] for s in subjects() if s["id"] in rows]
    for grid in GRIDS:
        file = sprite_file(source.id, grid)
        if file.exists():
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        side = grid * CELL
        partial = file.with_suffix(".partial")
        out = np.lib.format.open_memmap(partial, "w+", np.uint8, (len(wanted), side, side, 4))
        for i, id in enumerate(wanted):
            out[i] = draw_sprite(np.asarray(pixels[rows[id]]), grid)
        out.flush()
        partial.rename(file)
    (WORK / "sprites" / f"{source.id}.json").write_text(json.dumps(wanted))


def sprite_file(source_id: str, grid: int):
    return WORK / "sprites" / f"{source_id}-{grid}.npy"


@cache
def sprites(source_id: str, grid: int):
    return np.load(sprite_file(source_id, grid), mmap_mode="r")


@cache
def sprite_rows(source_id: str) -> dict[str, int]:
    return {id: i for i, id in enumerate(json.loads((WORK / "sprites" / f"{source_id}.json").read_text()))}


def sprite(source_id: str, subject_id: str, grid: int) -> np.ndarray:
    return sprites(source_id, grid)[sprite_rows(source_id)[subject_id]]


def main():
    for source in (*SOURCES, UNSEEN):
        make_sprites(source)
        print(source.id, len(sprite_rows(source.id)), "artworks", flush=True)
    for source in FURTHER:
        rasterise(source)
        print(source.id, len(raw(source.id)[1]), "artworks", flush=True)


if __name__ == "__main__":
    main()

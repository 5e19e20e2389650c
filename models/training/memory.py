"""The artwork memory: every artwork's latents at every grid size, for training as they are and for the page quantised.

Layout of the files: models/FORMAT.md."""

import json
from functools import cache

import numpy as np
import torch

from . import language
from .artwork import SOURCES, Source, sprite_rows, sprites, subjects, versions
from .autoencoder import load_autoencoder, to_tensor
from .compose import (LAID_BY_THE_PAGE, LAYOUTS, anchors, background_pixels, colour_rgb, own_colour)
from .languages import languages
from .nearness import words_near
from .settings import CELL, CHANNELS, GRID, GRIDS, WORK
from .tones import skin_tones

FOLDER = WORK / "memory"


def coverage_of(alpha: np.ndarray) -> np.ndarray:
    """Mean alpha of each cell, [n, side, side] uint8 to [n, g, g] in 0…1."""
    n, side, _ = alpha.shape
    g = side // CELL
    return alpha.reshape(n, g, CELL, g, CELL).mean((2, 4), dtype=np.float32) / 255


@torch.no_grad()
def encode_sprites(encoder, premultiplied: np.ndarray):
    """Latents of sprites on white, zero where nothing is covered, and coverage as the last channel: [n, C+1, g, g]."""
    white = 255 - premultiplied[..., 3:].astype(np.float32)
    pixels = (premultiplied[..., :3] + white).clip(0, 255).astype(np.uint8)
    coverage = torch.from_numpy(coverage_of(premultiplied[..., 3]))[:, None]
    coverage = torch.where(coverage > .002, coverage.clamp(min=1 / 30), 0)
    device = next(encoder.parameters()).device
    return torch.cat([encoder(to_tensor(pixels).to(device)).cpu() * (coverage > 0), coverage], 1).contiguous()


def encode_source(encoder, source: Source):
    for grid in GRIDS:
        file = FOLDER / f"{source.id}-{grid}.npy"
        if file.exists():
            continue
        FOLDER.mkdir(parents=True, exist_ok=True)
        rows = sprites(source.id, grid)
        latents = [encode_sprites(encoder, np.asarray(rows[i:i + 32])) for i in range(0, len(rows), 32)]
        np.save(file, torch.cat(latents).half().numpy())


@cache
def latents_of(source_id: str, grid: int) -> torch.Tensor:
    """[n, C+1, g, g] of one set, in the order of its sprites."""
    return torch.from_numpy(np.load(FOLDER / f"{source_id}-{grid}.npy")).float()


def reference(source_id: str, subject_id: str, grid: int) -> torch.Tensor:
    return latents_of(source_id, grid)[sprite_rows(source_id)[subject_id]]


@cache
def background_latents() -> dict[str, torch.Tensor]:
    file = FOLDER / "backgrounds.npz"
    names = list(language.BACKGROUNDS)
    if not file.exists():
        with torch.no_grad():
            latents = load_autoencoder().encoder(to_tensor(np.stack([background_pixels(n) for n in names]).round().astype(np.uint8)))
        np.savez(file, names=names, latents=latents.numpy())
    with np.load(file) as data:
        if list(data["names"]) == names:
            return dict(zip(names, torch.from_numpy(data["latents"])))
    file.unlink()
    return background_latents.__wrapped__()


def lay(canvas: torch.Tensor, piece: torch.Tensor, at) -> None:
    """Pastes [C+1, g, g] into a [C+1, G, G] canvas at cell (x, y), over what is there."""
    x, y = at
    g = piece.shape[-1]
    left, top, right, bottom = max(x, 0), max(y, 0), min(x + g, GRID), min(y + g, GRID)
    if left >= right or top >= bottom:
        return
    piece = piece[:, top - y:bottom - y, left - x:right - x]
    under = canvas[:, top:bottom, left:right]
    cover = piece[CHANNELS:]
    under[:CHANNELS] = under[:CHANNELS] * (1 - cover) + piece[:CHANNELS] * cover
    under[CHANNELS:] = torch.maximum(under[CHANNELS:], cover)


def quantiser(values: torch.Tensor, levels: int):
    """(scale, offset) per channel of [C, n] with the least squared error on a small search of ranges."""
    scales, offsets = [], []
    for row in values:
        best = None
        low, high = row.quantile(.5), row.std()
        for reach in torch.linspace(1.6, 4.5, 16):
            scale = 2 * reach * high / (levels - 1)
            q = ((row - low) / scale).round().clamp(-levels // 2, levels // 2 - 1)
            error = ((q * scale + low - row) ** 2).mean()
            if best is None or error < best[0]:
                best = (error, scale, low)
        scales.append(float(best[1]))
        offsets.append(float(best[2]))
    return scales, offsets


@cache
def steps_of(levels: int):
    """The memory's (scale, offset) per channel."""
    sample = torch.cat([latents_of(s.id, 16)[::5] for s in SOURCES])
    covered = sample[:, CHANNELS] > 0
    values = sample[:, :CHANNELS].permute(1, 0, 2, 3)[:, covered]
    return tuple(np.round(x, 5) for x in quantiser(values, levels))


def in_steps(latents: torch.Tensor, levels: int = 16) -> torch.Tensor:
    """[n, C, h, w] as they come out of the memory."""
    scale, offset = (torch.tensor(x, dtype=torch.float32).view(1, CHANNELS, 1, 1) for x in steps_of(levels))
    return ((latents - offset) / scale).round().clamp(-levels // 2, levels // 2 - 1) * scale + offset


def pack_artwork(piece: torch.Tensor, scale, offset) -> bytes:
    """Bitmap of covered cells, then nibbles of the covered cells."""
    covered = (piece[CHANNELS] > 0).numpy()
    bitmap = np.packbits(covered.reshape(-1), bitorder="little")
    cells = piece[:, torch.from_numpy(covered)].T.numpy()
    q = np.empty(cells.shape, np.int64)
    q[:, :CHANNELS] = ((cells[:, :CHANNELS] - offset) / scale).round().clip(-8, 7) + 8
    q[:, CHANNELS] = (cells[:, CHANNELS] * 15).round().clip(1, 15)
    nibbles = q.reshape(-1)
    if len(nibbles) % 2:
        nibbles = np.append(nibbles, 0)
    return bitmap.tobytes() + (nibbles[0::2] | nibbles[1::2] << 4).astype(np.uint8).tobytes()


def unpack_artwork(data: bytes, start: int, grid: int, scale, offset):
    """The inverse, as the page does it: ([C+1, g, g], where the next begins)."""
    size = (grid * grid + 7) // 8
    covered = np.unpackbits(np.frombuffer(data, np.uint8, size, start), bitorder="little")[:grid * grid].astype(bool)
    count = int(covered.sum()) * (CHANNELS + 1)
    packed = np.frombuffer(data, np.uint8, (count + 1) // 2, start + size)
    nibbles = np.stack([packed & 15, packed >> 4], 1).reshape(-1)[:count].reshape(-1, CHANNELS + 1).astype(np.float32)
    piece = np.zeros((CHANNELS + 1, grid * grid), np.float32)
    piece[:CHANNELS, covered] = ((nibbles[:, :CHANNELS] - 8) * scale + offset).T
    piece[CHANNELS, covered] = nibbles[:, CHANNELS] / 15
    return torch.from_numpy(piece.reshape(CHANNELS + 1, grid, grid)), start + size + len(packed)


def artwork_list() -> list[tuple[int, int]]:
    """[subject index, source index] of everything in the memory, in order."""
    order = {s["id"]: i for i, s in enumerate(subjects())}
    return [(order[id], k) for k, source in enumerate(SOURCES) for id in sprite_rows(source.id)]


def write_memory(folder):
    """index.json and latents.bin for the page."""
    folder.mkdir(parents=True, exist_ok=True)
    scale, offset = steps_of(16)
    with open(folder / "latents.bin", "wb") as out:
        for subject, source in artwork_list():
            for grid in GRIDS:
                out.write(pack_artwork(reference(SOURCES[source].id, subjects()[subject]["id"], grid), scale, offset))
        start = out.tell()
        backgrounds = torch.stack(list(background_latents().values()))
        low, high = backgrounds.amin((0, 2, 3)), backgrounds.amax((0, 2, 3))
        middle, step = np.round(((low + high) / 2).numpy(), 5), np.round(((high - low) / 252).numpy(), 6)
        q = ((backgrounds.numpy() - middle[:, None, None]) / step[:, None, None]).round().clip(-127, 127)
        out.write(q.astype(np.int8).tobytes())

    write_index(folder, {"encoding": "int4", "channels": CHANNELS, "grids": list(GRIDS), "scale": scale.tolist(), "offset": offset.tolist()},
                {"encoding": "int8", "start": start, "scale": step.tolist(), "offset": middle.tolist()})


def rewrite_index(folder):
    """New names, words, layouts and anchors for the latents that are there."""
    index = json.loads((folder / "index.json").read_text())
    if [tuple(pair) for pair in index["artworks"]] != artwork_list():
        raise ValueError("other artworks need other latents: export the whole memory")
    write_index(folder, index["latents"], index["background_latents"])


def write_index(folder, latents: dict, backgrounds: dict):
    artworks = artwork_list()
    (folder / "index.json").write_text(json.dumps({
        "format": 1,
        "latents": latents,
        "styles": [{"id": id, "title": title, "words": words} | ({"is_flat": True} if id == "flat" else {}) for id, (title, words) in language.STYLES.items()],
        "sources": [{"id": s.id, "title": s.title, "package": s.package, "version": versions()[s.package], "licence": s.licence,
                     "attribution": s.attribution, "style": s.style, "skin": skin_tones()[s.id]} for s in SOURCES],
        "skin_tones": [{"id": id, "words": words} for id, words in language.SKIN_WORDS.items()],
        "subjects": [subject_entry(s) for s in subjects()],
        "artworks": artworks,
        "anchors": [anchors(SOURCES[source].id, subjects()[subject]["id"]) or None for subject, source in artworks],
        "colours": {name: {"rgb": colour_rgb(name), "words": words} for name, words in language.COLOUR_WORDS.items()},
        "backgrounds": [background_entry(name, stops) for name, stops in language.BACKGROUNDS.items()],
        "background_latents": backgrounds,
        "relations": language.RELATIONS, "numbers": language.NUMBERS, "sizes": language.SIZES,
        "stopwords": language.STOPWORDS, "layouts": LAYOUTS | LAID_BY_THE_PAGE,
        "languages": languages(),
    }, ensure_ascii=False, separators=(",", ":")))


def background_entry(name: str, stops: list) -> dict:
    entry = {"id": name, "words": language.BACKGROUND_WORDS[name], "stops": stops}
    return entry | ({"marks": language.MARKS[name]} if name in language.MARKS else {})


def subject_entry(subject: dict) -> dict:
    name, *others = language.names()[subject["id"]]
    entry = {"id": subject["id"], "name": name, "names": others, "tags": tags_of(subject, others), "group": subject["subgroup"]}
    colours = {own_colour(s.id, subject["id"])[0] for s in SOURCES if subject["id"] in sprite_rows(s.id)}
    if len(colours) == 1:  # else some style would have to be recoloured
        entry["colour"] = colours.pop()
    if subject["skins"]:
        entry["has_skin"] = True
    if wear := language.WEAR.get(subject["name"]):
        entry["wear"] = wear
    if wears := language.WEARS.get(language.plain_name(subject)):
        entry["wears"] = wears
    return entry


def tags_of(subject: dict, names: list[str]) -> list[str]:
    """Tags without those that are a name, or the plural of one ("hearts" is not a face), and words that lie near."""
    taken = {name for known in language.names().values() for name in known}
    tags = [tag for tag in (t.lower() for t in subject["tags"])
            if tag not in names and tag not in language.VAGUE_TAGS and tag not in taken and tag.removesuffix("s") not in taken]
    return tags + [word for word in words_near().get(subject["id"], []) if word not in tags]


def main():
    torch.set_num_threads(2)
    encoder = load_autoencoder().encoder.to("cuda" if torch.cuda.is_available() else "cpu")
    for source in SOURCES:
        encode_source(encoder, source)
        print(source.id, flush=True)
    background_latents()


if __name__ == "__main__":
    main()

"""Skin tones: what each set's artists made of their colours when they drew the same person in another tone.

Of every set a short list of colours and, for each of the five tones, the colours that stand in their place in the set's own drawings; the page
moves a pixel as its neighbours in that list move (`src/image/skin-tone.ts`). `python -m training.tones` finds the lists and prints
how near that comes to the drawings of subjects that were left out."""

import json
from functools import cache

import numpy as np
from PIL import Image

from .artwork import FURTHER, RAW_SIZE, SOURCES, node_folder, raw, run_node, subjects
from .compose import hash_of
from .settings import WORK

TONES = ["light", "medium-light", "medium", "medium-dark", "dark"]
# Of each set: how many colours that change; in steps of a channel, how they are mixed, and how far off a colour still moves with them; and how
# much of a pixel's difference from them is kept. Flat drawings have few colours, shaded ones all between, in yellow more than in brown.
FINENESS = {"fluent-flat": (14, 16, 16, 1), "fluent-3d": (32, 30, 80, .45), "noto": (14, 16, 16, 1)}
FILE = WORK / "skin-tones.json"
# The package of 3D pictures has the files of these two tones the wrong way round.
SWAPPED = {"fluent-3d": {2: 3, 3: 2}}


def toned_subjects() -> list[dict]:
    return [{"id": id, "name": name, "of": s["id"], "tone": tone} for s in subjects() for id, tone, name in s["skins"]]


@cache
def drawings(source_id: str) -> dict[tuple[str, int], np.ndarray]:
    """(subject, tone 1…5) to 256 px RGBA, memory-mapped where they were drawn here."""
    source = next(s for s in (*SOURCES, *FURTHER) if s.id == source_id)
    of = {t["id"]: (t["of"], SWAPPED.get(source_id, {}).get(t["tone"], t["tone"])) for t in toned_subjects()}
    if source_id == "fluent-3d":
        folder = node_folder() / "node_modules/@lobehub/fluent-emoji-3d/assets"
        return {of[id]: file for file in sorted(folder.glob("*.webp")) if (id := file.stem.lower().replace("-fe0f", "")) in of}
    out = WORK / "tones" / source_id
    if not out.with_suffix(".done").exists():
        out.parent.mkdir(parents=True, exist_ok=True)
        wanted = out.with_suffix(".json")
        wanted.write_text(json.dumps(toned_subjects()))
        run_node("raster.mjs", source.package, wanted, out)
        out.with_suffix(".done").touch()
    ids = out.with_suffix(".ids").read_text().split()
    pixels = np.memmap(out.with_suffix(".rgba"), np.uint8, "r").reshape(-1, RAW_SIZE, RAW_SIZE, 4) if ids else []
    return {of[id]: pixels[row] for row, id in enumerate(ids)}


def drawing(source_id: str, subject_id: str, tone: int) -> np.ndarray | None:
    """As `artwork.raw` has the subject itself."""
    found = drawings(source_id).get((subject_id, tone))
    if found is None or isinstance(found, np.ndarray):
        return found
    return np.asarray(Image.open(found).convert("RGBA").resize((RAW_SIZE, RAW_SIZE), Image.LANCZOS))


def held_out(subject_id: str) -> bool:
    return hash_of("tone", subject_id) < 200


def samples(source_id: str, tone: int, held: bool, step: int = 5):
    """Opaque pixels of the subjects as they are and in the tone, [n, 3] each."""
    pixels, rows = raw(source_id)
    before, after = [], []
    for subject in subjects():
        if not subject["skins"] or held_out(subject["id"]) != held or subject["id"] not in rows:
            continue
        made = drawing(source_id, subject["id"], tone)
        if made is None:
            continue
        own = np.asarray(pixels[rows[subject["id"]]])[::step, ::step]
        made = made[::step, ::step]
        both = (own[..., 3] > 250) & (made[..., 3] > 250)
        before.append(own[both][:, :3])
        after.append(made[both][:, :3])
    return np.concatenate(before).astype(np.float32), np.concatenate(after).astype(np.float32)


def clusters(colours: np.ndarray, count: int, rounds: int = 25) -> np.ndarray:
    """k-means, begun far apart from one another."""
    rng = np.random.default_rng(0)
    colours = colours[rng.permutation(len(colours))[:20_000]]
    middles = [colours[0]]
    for _ in range(count - 1):
        nearest = np.min([((colours - m) ** 2).sum(1) for m in middles], 0)
        middles.append(colours[rng.choice(len(colours), p=nearest / nearest.sum())])
    middles = np.stack(middles)
    for _ in range(rounds):
        nearest = ((colours[:, None] - middles) ** 2).sum(2).argmin(1)
        middles = np.stack([np.median(colours[nearest == k], 0) if (nearest == k).any() else middles[k] for k in range(count)])
    return middles


def in_tone(colours: np.ndarray, before: np.ndarray, after: np.ndarray, reach: float, felt: float, keep: float) -> np.ndarray:
    """[n, 3] moved as the list's colours near it are (`src/image/skin-tone.ts` does the same)."""
    distance = ((colours[:, None] - before) ** 2).sum(2)
    nearest = distance.min(1, keepdims=True)
    weight = np.exp(-(distance - nearest) / (2 * reach ** 2))
    weight /= weight.sum(1, keepdims=True)
    moving = weight * (after != before).any(1)
    move = weight @ (after - before) + (keep - 1) * (moving.sum(1, keepdims=True) * colours - moving @ before)
    return (colours + move * np.exp(-np.maximum(nearest - felt ** 2, 0) / (2 * felt ** 2))).clip(0, 255)


def lists_of(source_id: str) -> dict:
    """Colours that change and colours that stay are grouped apart, so that a yellow scarf is not skin if its yellow is another."""
    count, reach, felt, keep = FINENESS[source_id]
    every = {tone: samples(source_id, tone, False) for tone in range(1, 6)}
    own, light = every[1]
    changes = np.abs(own - light).max(1) > 14
    before = np.concatenate([clusters(own[changes], count), clusters(own[~changes], count)])
    nearest = np.concatenate([((part[:, None] - before) ** 2).sum(2).argmin(1) for part in np.array_split(own, 40)])
    mass = np.bincount(nearest, minlength=len(before))
    is_still = np.arange(len(before)) >= count
    if source_id == "fluent-3d":  # shaded skin has every yellow and red: what stays is told from it by not being warm
        warm = (before[:, 0] > before[:, 1]) & (before[:, 1] >= before[:, 2] - 12) & (before[:, 0] - before[:, 2] > 60)
        before, mass, is_still = (x[~(warm & is_still)] for x in (before, mass, is_still))
    apart = ((before[:, None] - before) ** 2).sum(2) ** .5
    apart_enough = [not any((apart[k] < 1.5 * reach) & (mass > mass[k]) & (is_still != is_still[k])) for k in range(len(before))]
    before, stays = before[apart_enough], int(is_still[apart_enough].sum())
    moving = len(before) - stays
    after = []
    for own, made in every.values():
        nearest = np.concatenate([((part[:, None] - before) ** 2).sum(2).argmin(1) for part in np.array_split(own, 40)])
        differs = np.abs(made - own).max(1) > 14
        move = [np.median((made - own)[rows], 0) if k < moving and (rows := (nearest == k) & differs).any() else 0 for k in range(len(before))]
        after.append(before + np.stack([np.broadcast_to(m, 3) for m in move]))
    after = np.stack(after)
    return {"reach": reach, "felt": felt, "keep": keep, "from": before.round().astype(int).tolist(), "to": after.clip(0, 255).round().astype(int).tolist()}


def skin_tones() -> dict:
    """Source id to its lists."""
    if not FILE.exists():
        FILE.write_text(json.dumps({s.id: lists_of(s.id) for s in SOURCES}))
    return json.loads(FILE.read_text())


def measure() -> dict:
    """Mean error of a channel (0…255) on subjects left out: over pixels that differ between tone and default."""
    result = {}
    for source in SOURCES:
        lists = skin_tones()[source.id]
        for tone in range(1, 6):
            own, made = samples(source.id, tone, True)
            differs = np.abs(own - made).max(1) > 14
            drawn = in_tone(own, np.array(lists["from"], np.float32), np.array(lists["to"][tone - 1], np.float32), lists["reach"], lists["felt"], lists["keep"])
            result[f"{source.id} {TONES[tone - 1]}"] = {
                "before": round(float(np.abs(own - made)[differs].mean()), 1), "after": round(float(np.abs(drawn - made)[differs].mean()), 1),
                "where_nothing_should_change": round(float(np.abs(drawn - made)[~differs].mean()), 1)}
    return result


def main():
    print(json.dumps(measure(), indent=1))


if __name__ == "__main__":
    main()

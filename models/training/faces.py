"""Faces where Portrait puts them: artwork of people, its eyes at Portrait's canonical places, and beside each what Portrait would give the
model of it: `python -m training.faces`.

Eyes and mouth are found here; aligning and simplifying are the app's own code (`tools/aligned-faces.ts`), so that they can't differ.
`FOLDER` keeps of each set the pictures, for `pool.py`."""

import json
import subprocess
from functools import cache

import numpy as np

from .artwork import FURTHER, SOURCES, UNSEEN, raw, subjects
from .compose import hash_of
from .settings import HERE, SIZE, WORK
from .tones import drawing

ROOT = HERE.parent.parent
FOLDER = WORK / "faces"
PEOPLE = ("person", "person-role", "person-gesture", "person-fantasy")
DARK = (120, 100, 80, 60)  # of 255: irises are darker than one of these, and the skin around them lighter
STEP = 2  # eyes are looked for on every second pixel


def held_out(subject_id: str) -> bool:
    """Faces kept for the evaluation."""
    return hash_of("face", subject_id) < 300


def blobs(mask: np.ndarray) -> list[np.ndarray]:
    """Connected parts of a mask, as [n, 2] of row and column."""
    left = {tuple(p) for p in np.argwhere(mask)}
    parts = []
    while left:
        edge = [left.pop()]
        part = []
        while edge:
            part.append(edge.pop())
            y, x = part[-1]
            for near in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)):
                if near in left:
                    left.remove(near)
                    edge.append(near)
        parts.append(np.array(part))
    return parts


def find_features(pixels: np.ndarray) -> dict | None:
    """Middles of the eyes of a face seen from the front, and of its mouth, in an artwork's pixels; None where there is no such face.

    Eyes are two dark parts alike in size and shape, level, with skin of one colour around them."""
    return next((found for dark in DARK if (found := find_darker(pixels, dark))), None)


def find_darker(pixels: np.ndarray, dark: float) -> dict | None:
    small = pixels[::STEP, ::STEP].astype(np.float32)
    light, solid = small[..., :3] @ np.array([.299, .587, .114]), small[..., 3] > 200
    side = len(small)
    eyes = []
    for part in blobs((light < dark) & solid):
        height, width = np.ptp(part, 0) + 1
        if .0004 < len(part) / side ** 2 < .012 and height >= .55 * width and width >= .3 * height and len(part) > .55 * height * width:
            eyes.append((*part.mean(0), len(part), height))
    best = None
    for i, (y1, x1, n1, h1) in enumerate(eyes):
        for y2, x2, n2, h2 in eyes[i + 1:]:
            apart = abs(x2 - x1)
            alike = min(n1, n2) / max(n1, n2)
            if not (.13 * side < apart < .4 * side and abs(y2 - y1) < .08 * apart and alike > .7 and max(h1, h2) < .6 * apart):
                continue
            y, x = round((y1 + y2) / 2), round((x1 + x2) / 2)
            under = [small[min(side - 1, round(y + .35 * apart)), round(x + k * apart)] for k in (-.35, .35)]
            if np.abs(under[0][:3] - under[1][:3]).max() > 60 or min(u[3] for u in under) < 200:
                continue
            if best is None or alike > best[0]:
                best = (alike, y, x, apart, np.mean(under, 0)[:3], sorted([(x1, y1), (x2, y2)]))
    if best is None:
        return None
    _, y, x, apart, skin, (first, second) = best
    mouth = mouth_below(small, y, x, apart, skin)
    if mouth is None:
        return None
    return {"eyes": [[STEP * (v + .5) for v in p] for p in (first, second)], "mouth": [STEP * (v + .5) for v in mouth]}


def mouth_below(small, y, x, apart, skin):
    """The widest part that is not of the skin's colour, in the middle under the eyes."""
    top, bottom, reach = round(y + .5 * apart), round(y + 1.5 * apart), round(.8 * apart)
    seen = small[top:bottom, max(0, x - reach):x + reach]
    found = [p for p in blobs((np.abs(seen[..., :3] - skin).max(-1) > 65) & (seen[..., 3] > 200))
             if abs(p[:, 1].mean() - reach) < .15 * apart and .25 * apart < np.ptp(p[:, 1]) < 1.1 * apart and np.ptp(p[:, 0]) < .6 * apart]
    if not found:
        return None
    part = max(found, key=lambda p: np.ptp(p[:, 1]))
    return max(0, x - reach) + part[:, 1].mean(), top + part[:, 0].mean()


@cache
def people() -> list[str]:
    return [s["id"] for s in subjects() if s["subgroup"] in PEOPLE]


def drawings_of(source_id: str):
    """(subject, tone, pixels) of a set, each subject in one of six tones; tone 0 is the yellow that has none. All sets draw a subject in the
    same tone, so that one can be redrawn as another."""
    pixels, rows = raw(source_id)
    for id in people():
        if id not in rows or source_id == UNSEEN.id and not held_out(id):
            continue
        tone = 0 if held_out(id) else hash_of("tone of face", id) % 6
        made = np.asarray(pixels[rows[id]]) if tone == 0 else drawing(source_id, id, tone)
        if made is not None:
            yield id, tone, made


def align_source(source_id: str, limit: int | None = None) -> list[dict]:
    """Writes `SOURCE.faces` with, of each face, the aligned artwork and Portrait's simplification of it (RGBA, 256 px each; alpha says
    what is the person) and returns what they are of."""
    listed, out = FOLDER / f"{source_id}.json", FOLDER / f"{source_id}.faces"
    if not out.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        faces, pictures = [], []
        for id, tone, pixels in drawings_of(source_id):
            features = find_features(pixels)
            if features:
                faces.append({"id": id, "tone": tone} | features)
                pictures.append(pixels)
        faces, pictures = faces[:limit], pictures[:limit]
        listed.write_text(json.dumps(faces))
        drawn = FOLDER / f"{source_id}.rgba"
        np.stack(pictures).tofile(drawn)
        subprocess.run(["npx", "tsx", "tools/aligned-faces.ts", str(listed), str(drawn), str(out.with_suffix(".partial"))], cwd=ROOT, check=True)
        drawn.unlink()
        out.with_suffix(".partial").rename(out)
    return json.loads(listed.read_text())


@cache
def aligned(source_id: str):
    """[n, 2, 256, 256, 4] of a set: artwork, then what Portrait makes of it; and what they are of."""
    faces = align_source(source_id)
    return np.memmap(FOLDER / f"{source_id}.faces", np.uint8, "r").reshape(len(faces), 2, SIZE, SIZE, 4), faces


def main():
    for source in (*SOURCES, *FURTHER, UNSEEN):
        print(source.id, len(align_source(source.id)), "faces", flush=True)


if __name__ == "__main__":
    main()

"""cut/artwork.json: what models/training/cut.py makes of decoded artwork, for the page's own cut-outs.

Run from models/ with its stage "artwork" done: `python ../tests/golden/scripts/cut.py`."""

import base64
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, ".")
from training.cut import cut_out  # noqa: E402
from training.sample import Sampler  # noqa: E402
from training.settings import CELL, CHANNELS  # noqa: E402

PICTURES = {"pear": "1f350", "game die": "1f3b2"}
GRID = 8


def text(pixels) -> str:
    return base64.b64encode(np.asarray(pixels).clip(0, 255).round().astype(np.uint8).tobytes()).decode()


sampler = Sampler("sticker")
index, cases = sampler.planner.index, []
for name, id in PICTURES.items():
    subject = next(i for i, s in enumerate(index["subjects"]) if s["id"] == id)
    piece = sampler.planner.piece(sampler.planner.artwork[subject, 0], GRID)
    canvas = sampler.planner.background(sampler.white)
    canvas[:, :GRID, :GRID][:, piece[CHANNELS] > 0] = piece[:CHANNELS, piece[CHANNELS] > 0]
    pixels = sampler.decode(canvas.numpy())[:GRID * CELL, :GRID * CELL]
    cut = cut_out(pixels, piece[CHANNELS].numpy())
    levels = (piece[CHANNELS].numpy() * 15).round().astype(int).flatten().tolist()
    cases.append({"name": name, "side": GRID * CELL, "rgb": text(pixels), "coverage": levels, "premultiplied": text(cut)})
out = Path(__file__).parent.parent / "cut/artwork.json"
out.write_text(json.dumps({"cases": cases}) + "\n")

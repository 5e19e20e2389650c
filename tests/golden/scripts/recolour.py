"""recolour/pictures.json: what models/training/compose.py makes of small pictures, for the page's own recolouring.

Run from models/ with its stages "artwork" done: `python ../tests/golden/scripts/recolour.py`."""

import base64
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, ".")
from training.artwork import raw  # noqa: E402
from training.compose import colour_rgb, recolour  # noqa: E402

PICTURES = {"frog": ("noto", "1f438"), "shark": ("fluent-3d", "1f988"), "spider web": ("fluent-flat", "1f578"), "parrot": ("noto", "1f99c")}
COLOURS = ["blue", "brown", "pink", "white", "black"]


def text(pixels) -> str:
    return base64.b64encode(np.asarray(pixels).clip(0, 255).round().astype(np.uint8).tobytes()).decode()


cases = []
for name, (source, id) in PICTURES.items():
    pixels, rows = raw(source)
    opaque = np.array(pixels[rows[id]][8::16, 8::16])  # 16 × 16, straight alpha
    opaque[..., 3] = np.where(opaque[..., 3] > 127, 255, 0)
    opaque[opaque[..., 3] == 0] = 0
    made = {colour: text(recolour(opaque, colour)) for colour in COLOURS}
    cases.append({"name": name, "width": 16, "height": 16, "rgba": text(opaque), "made": made})
out = Path(__file__).parent.parent / "recolour/pictures.json"
out.write_text(json.dumps({"rgb": {c: colour_rgb(c) for c in COLOURS}, "cases": cases}, indent=1) + "\n")

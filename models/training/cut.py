"""An artwork of the memory as a cut-out, from its latents decoded on white (`src/image/cut-artwork.ts` does the same in the page)."""

import numpy as np
from PIL import Image

from .settings import CELL

# How far from white a pixel may be and still be ground that is reached from outside, 0…255.
FAINT = 32
# Pixels along the rim that may hold some of the white.
RIM = 4
# How much less than the memory says a cell may be covered before its shape is taken from the memory.
LACKING = .12


def reach(values: np.ndarray) -> np.ndarray:
    """The largest value within RIM pixels along either axis."""
    size = 2 * RIM + 1
    padded = np.pad(values, RIM, constant_values=0)
    rows = np.max([padded[i:i + values.shape[0]] for i in range(size)], 0)
    return np.max([rows[:, i:i + values.shape[1]] for i in range(size)], 0)


def flood(seeds: np.ndarray, open_: np.ndarray) -> np.ndarray:
    """The seeds, and what can be reached from them through `open_`, up, down, left and right."""
    reached = seeds
    while True:
        grown = reached.copy()
        grown[1:] |= reached[:-1]
        grown[:-1] |= reached[1:]
        grown[:, 1:] |= reached[:, :-1]
        grown[:, :-1] |= reached[:, 1:]
        grown &= open_ | seeds
        if (grown == reached).all():
            return reached
        reached = grown


def cut_out(pixels: np.ndarray, coverage: np.ndarray) -> np.ndarray:
    """[h, w, 3] bytes on white and the [g, g] coverage of its cells to premultiplied RGBA, float 0…255."""
    pixels = pixels.astype(np.float32)
    covered = coverage.repeat(CELL, 0).repeat(CELL, 1)
    away = 255 - pixels.min(-1)
    outside = covered == 0
    edge = np.zeros_like(outside)
    edge[[0, -1]] = edge[:, [0, -1]] = True
    open_ = outside | (covered < .99) & (away < FAINT)
    ground = flood(outside | edge & open_, open_)

    # Along the rim a pixel is a mixture of white and of what lies next to it.
    rim = reach(ground.astype(np.float32)) > 0
    darkest = reach(np.where(ground, 0, away))
    alpha = np.where(rim, (1.06 * away / np.maximum(darkest, FAINT) - .03).clip(0, 1), 1)
    alpha[outside | ground & (away < FAINT / 4)] = 0

    # White parts at the rim are lost so far: the memory knows how much of their cells they cover.
    g = len(coverage)
    lacking = coverage - alpha.reshape(g, CELL, g, CELL).mean((1, 3)) > LACKING
    smooth = np.asarray(Image.fromarray(coverage.astype(np.float32)).resize(covered.shape, Image.BILINEAR))
    alpha = np.where(lacking.repeat(CELL, 0).repeat(CELL, 1), np.maximum(alpha, (4 * smooth - 1.5).clip(0, 1)), alpha)[..., None]
    without_white = (pixels - 255 * (1 - alpha)).clip(0, 255 * alpha)
    return np.concatenate([np.where(rim[..., None], without_white, pixels * alpha), 255 * alpha], -1)

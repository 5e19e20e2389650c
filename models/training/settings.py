"""Sizes and places that every stage shares."""

import os
from pathlib import Path

HERE = Path(__file__).parent
WORK = Path(os.environ.get("STICKER_WORK", HERE / ".work"))
CHECKPOINTS = HERE / "checkpoint"
MODEL = HERE.parent / "sticker"

CHANNELS = 12  # of a latent
GRID = 16  # cells of a picture's side
CELL = 16  # pixels of a cell's side
SIZE = GRID * CELL

# Artwork is drawn at these sizes (cells) with an eighth of margin, so that placing it on whole cells is copying.
GRIDS = (16, 12, 8)
MARGIN = 0.0625

SLOTS = 3  # two subjects, then the background
BACKGROUND = SLOTS - 1
FLAGS = 6  # style matches, own picture, recolour, r, g, b
VECTOR_LENGTH = 100
MAX_WORDS = 20
WIDTH = 256

# Of the flow: `sigma ← shift·sigma / (1 + (shift − 1)·sigma)`.
SHIFT = 1.5
STEPS = 4
# How much noise is laid over the composed picture before the first step: with more, small parts are repainted and grounds blotched.
START = .2

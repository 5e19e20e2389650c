"""How near to the true picture is what the page begins with, and how near what the network makes of it: `python -m training.begun`.

The page lays the memory's artwork, in its 4-bit steps, cut out and recoloured, together in pixels (`src/pipelines/compose-picture.ts`) and the
network draws on from there under some noise. Scenes that no pool has."""

import argparse
import json
import math
import random
from functools import lru_cache

import numpy as np
import torch

from .autoencoder import load_autoencoder, to_pixels, to_tensor
from .compose import SOURCE_OF_STYLE, background_pixels, recolour, render, sticker_border
from .cut import cut_out
from .language import caption
from .memory import background_latents, in_steps, reference
from .pool import scenes_of
from .settings import BACKGROUND, CELL, CHANNELS, CHECKPOINTS, FLAGS, GRID, SHIFT, SIZE, SLOTS, START, STEPS, VECTOR_LENGTH
from .train import Model, warm_start
from .vocabulary import encode, name_vector, word_vectors

SHARD = 9001  # far beyond what a pool has


class Composer:
    """Lays a scene as the page lays it."""

    def __init__(self):
        self.autoencoder = load_autoencoder()
        self.white = background_latents()["white"]
        self.cut = lru_cache(maxsize=256)(self.cut_anew)

    def cut_anew(self, source: str, id: str, grid: int, colour: str | None):
        """(premultiplied RGBA, coverage of its cells, what encoding takes from its latents)"""
        latents, coverage = as_remembered(source, id, grid)
        margin = (GRID - grid) // 2
        inner = (slice(margin, margin + grid),) * 2
        canvas, covered = self.white.clone(), torch.zeros(GRID, GRID)
        covered[inner] = coverage
        canvas[:, covered > 0] = latents[:, coverage > 0]
        pixels = to_pixels(self.autoencoder.decoder(canvas[None]))
        lost = (canvas - self.autoencoder.encoder(to_tensor(pixels))[0])[(slice(None), *inner)].numpy()
        cut = cut_out(pixels[0], covered.numpy())
        cut = recolour(cut.round().astype(np.uint8), colour) if colour else cut
        place = slice(margin * CELL, (margin + grid) * CELL)
        return cut[place, place], coverage.numpy(), lost

    @torch.no_grad()
    def compose(self, scene: dict):
        """Latents [C, G, G], and the cells that each subject touches, [2, G, G]."""
        plain, touched, is_plain = laid(scene)
        if is_plain:
            return plain, touched
        lost, layer = np.zeros((CHANNELS, GRID, GRID), np.float32), np.zeros((SIZE, SIZE, 4), np.float32)
        for subject, grid, _, here, cells in places_of(scene):
            cut, coverage, own = self.cut(SOURCE_OF_STYLE[scene["style"]], subject["id"], grid, subject.get("colour"))
            under = lost[:, *here]
            under += (own[:, *cells] - under) * coverage[cells]
            over = cut[tuple(slice(c.start * CELL, c.stop * CELL) for c in cells)]
            under = layer[tuple(slice(c.start * CELL, c.stop * CELL) for c in here)]
            under += over - under * over[..., 3:] / 255
        pixels = background_pixels(scene["background"])
        if scene.get("sticker"):
            pixels += (255 - pixels) * sticker_border(layer[..., 3])
        pixels += layer[..., :3] - pixels * layer[..., 3:] / 255
        encoded = self.autoencoder.encoder(to_tensor(pixels.clip(0, 255).round().astype(np.uint8)[None]))[0]
        return encoded + torch.from_numpy(lost), touched


def places_of(scene: dict):
    """(subject, grid, slot, cells of the picture, cells of the artwork) of what a scene shows."""
    for place in sorted(scene["pastes"], key=lambda p: p["slot"]):
        grid, (x, y) = place["grid"], place["at"]
        left, top, right, bottom = max(x, 0), max(y, 0), min(x + grid, GRID), min(y + grid, GRID)
        yield (scene["subjects"][place["slot"]], grid, place["slot"], (slice(top, bottom), slice(left, right)),
               (slice(top - y, bottom - y), slice(left - x, right - x)))


def laid(scene: dict):
    """The memory's latents laid over white, the cells that each subject touches, and whether that is what the page begins with: on white,
    where no two artworks share a cell and none is recoloured."""
    latents, touched = background_latents()["white"].clone(), np.zeros((SLOTS - 1, GRID, GRID), bool)
    is_plain = not (scene["background"] or scene.get("sticker") or any(s.get("colour") for s in scene["subjects"]))
    for subject, grid, slot, here, cells in places_of(scene):
        piece, coverage = as_remembered(SOURCE_OF_STYLE[scene["style"]], subject["id"], grid)
        covered = coverage[cells] > 0
        is_plain &= not (touched.any(0)[here] & covered.numpy()).any()
        latents[:, *here] = torch.where(covered, piece[:, *cells], latents[:, *here])
        touched[slot][here] |= covered.numpy()
    return latents, touched, is_plain


def as_remembered(source: str, id: str, grid: int):
    """Latents and coverage as they come out of the memory."""
    piece = reference(source, id, grid)
    coverage = torch.where(piece[CHANNELS] > 0, (piece[CHANNELS] * 15).round().clamp(1, 15) / 15, 0)
    return in_steps(piece[None, :CHANNELS])[0], coverage


def told(scene: dict, composed: torch.Tensor, touched: np.ndarray):
    """Canvases, names, mask and flags as the page fills them."""
    canvases, called = torch.zeros(SLOTS, CHANNELS + 1, GRID, GRID), torch.zeros(SLOTS, VECTOR_LENGTH)
    mask, flags = torch.zeros(SLOTS), torch.zeros(SLOTS, FLAGS)
    if scene["background"]:
        canvases[BACKGROUND, :CHANNELS], canvases[BACKGROUND, CHANNELS] = background_latents()[scene["background"]], 1
        mask[BACKGROUND] = flags[BACKGROUND, 0] = 1
    for slot, subject in enumerate(scene["subjects"]):
        cells = torch.from_numpy(touched[slot]).float()
        canvases[slot, :CHANNELS], canvases[slot, CHANNELS] = composed * cells, cells
        called[slot], mask[slot], flags[slot, 0] = name_vector(subject["id"]), 1, 1
    return canvases, called, mask, flags


@torch.no_grad()
def drawn(model: Model, prompts: list[str], composed: torch.Tensor, references, start: float, steps: int = STEPS) -> torch.Tensor:
    sigmas = start * torch.linspace(1, 1 / steps, steps)
    sigmas = torch.cat([SHIFT * sigmas / (1 + (SHIFT - 1) * sigmas), torch.zeros(1)])
    ids = torch.tensor([encode(p) for p in prompts])
    states = model.text_encoder(ids, word_vectors(ids))
    x = composed + sigmas[0] * (torch.randn(composed.shape, generator=torch.Generator().manual_seed(5)) - composed)
    for now, then in zip(sigmas, sigmas[1:]):
        x = x + (then - now) * model.transformer(x, torch.full((len(x),), 1000 * float(now)), states, *references)
    return x


def likeness(pictures: torch.Tensor, true: torch.Tensor) -> dict:
    """Mean dB of pictures, and the mean error of pixel differences along rows."""
    decibels = [-10 * math.log10(float(((a - b) ** 2).mean()) / 4) for a, b in zip(pictures, true)]
    edges = (pictures.diff(dim=-1) - true.diff(dim=-1)).abs().mean()
    return {"decibels": round(float(np.mean(decibels)), 2), "edges": round(float(edges), 4)}


@torch.no_grad()
def measure(model: Model, starts: list[float], count: int) -> dict:
    composer, scenes = Composer(), scenes_of(SHARD, count)
    decode = lambda latents: composer.autoencoder.decoder(latents).clamp(-1, 1)
    true = to_tensor(np.stack([render(scene) for scene in scenes]))
    made = [composer.compose(scene) for scene in scenes]
    composed = torch.stack([latents for latents, _ in made])
    references = [torch.stack(part) for part in zip(*(told(scene, *one) for scene, one in zip(scenes, made)))]
    rng = random.Random(2)
    prompts = [caption(scene, rng) for scene in scenes]
    result = {"n": count, "true_picture_encoded": likeness(decode(composer.autoencoder.encoder(true)), true),
              "begun_with": likeness(decode(composed), true)}
    return result | {f"drawn_from_{start}": likeness(decode(drawn(model, prompts, composed, references, start)), true) for start in starts}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=float, nargs="*", default=[START])
    parser.add_argument("--count", type=int, default=64)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    model = Model().eval()
    warm_start(model, CHECKPOINTS / "transformer.safetensors")
    print(json.dumps(measure(model, arguments.starts, arguments.count), indent=2))


if __name__ == "__main__":
    main()

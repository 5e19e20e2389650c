"""How near to the true picture is what the page begins with, and how near what the network makes of it: `python -m training.begun`.

The page lays the memory's artwork, in its 4-bit steps, cut out and recoloured, together in pixels (`src/pipelines/compose-picture.ts`) and the
network draws on from there under some noise. Scenes that no pool has."""

import argparse
import json
import math
from pathlib import Path

import numpy as np
import torch

from .pool import Maker, describe
from .settings import SHIFT, START, STEPS
from .train import Model, References, load_model
from .vocabulary import vectors

SHARD = 9001  # far beyond what a pool has


@torch.no_grad()
def drawn(model: Model, prompts: torch.Tensor, composed: torch.Tensor, references, start: float, steps: int = STEPS) -> torch.Tensor:
    """What the network makes of `composed` [n, C, G, G] in so many steps, asked by word ids [n, words]."""
    sigmas = start * torch.linspace(1, 1 / steps, steps)
    sigmas = torch.cat([SHIFT * sigmas / (1 + (SHIFT - 1) * sigmas), torch.zeros(1)]).to(composed.device)
    states = model.text_encoder(prompts, vectors().to(composed.device)[prompts])
    noise = torch.randn(composed.shape, generator=torch.Generator().manual_seed(5)).to(composed.device)
    x = composed + sigmas[0] * (noise - composed)
    for now, then in zip(sigmas, sigmas[1:]):
        x = x + (then - now) * model.transformer(x, torch.full((len(x),), 1000 * float(now), device=x.device), states, *references)
    return x


def likeness(pictures: torch.Tensor, true: torch.Tensor) -> dict:
    """Mean dB of pictures, and the mean error of pixel differences along rows."""
    decibels = [-10 * math.log10(float(((a - b) ** 2).mean()) / 4) for a, b in zip(pictures, true)]
    edges = (pictures.diff(dim=-1) - true.diff(dim=-1)).abs().mean()
    return {"decibels": round(float(np.mean(decibels)), 2), "edges": round(float(edges), 4)}


@torch.no_grad()
def measure(model: Model, starts: list[float], count: int, device="cpu") -> dict:
    maker, about = Maker(device), describe("composed", SHARD, count)
    scenes = about["scenes"].to(device)
    made = {name: value.to(device) for name, value in maker.composed(about, None).items()}
    true = maker.pictures(scenes)
    given = made["given"]
    references = References(device)(made["names"].long(), made["flags"].float(), made["touched"], given, made["background"])
    prompts = made["ids"][:, 0].long()
    result = {"n": count, "true_picture_encoded": likeness(maker.decode(made["target"]), true), "begun_with": likeness(maker.decode(given), true)}
    return result | {f"drawn_from_{start}_in_{steps}": likeness(maker.decode(drawn(model, prompts, given, references, start, steps)), true)
                     for start in starts for steps in (STEPS, 4 * STEPS)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--starts", type=float, nargs="*", default=[START])
    parser.add_argument("--count", type=int, default=64)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    print(json.dumps(measure(load_model(arguments.weights)[0].to(device), arguments.starts, arguments.count, device), indent=2))


if __name__ == "__main__":
    main()

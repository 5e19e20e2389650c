"""A small classifier of subjects, trained on artwork (also on a set the generator never saw) under augmentation.

`python -m training.judge --pictures N`. Its figures mean little until it does well on real artwork: evaluate prints that too."""

import argparse
import math

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

from .artwork import SOURCES, UNSEEN, sprite_rows, sprites, subjects
from .settings import WORK

SIDE = 48
BATCH = 128
SETS = (*SOURCES, UNSEEN)
FILE = WORK / "judge.safetensors"
STATE = WORK / "judge.pt"


class Residual(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.layers = nn.Sequential(nn.BatchNorm2d(channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding=1, bias=False),
                                    nn.BatchNorm2d(channels), nn.SiLU(), nn.Conv2d(channels, channels, 3, padding=1, bias=False))

    def forward(self, x):
        return x + self.layers(x)


class Judge(nn.Module):
    def __init__(self, classes: int):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(48, 96, 3, padding=1), Residual(96), nn.Conv2d(96, 160, 2, stride=2), Residual(160),
                                  nn.BatchNorm2d(160), nn.SiLU())
        self.feature = nn.Linear(160 * 36, 256)
        self.classes = nn.Linear(256, classes, bias=False)

    def features(self, pictures):
        """[n, 3, 48, 48] in −1…1 to unit vectors."""
        return F.normalize(self.feature(self.body(F.pixel_unshuffle(pictures, 4)).flatten(1)), dim=-1)

    def forward(self, pictures):
        return 16 * self.features(pictures) @ F.normalize(self.classes.weight, dim=-1).T


def artwork():
    """Premultiplied RGBA [n, 4, 48, 48] in 0…1 of every set, with class and set numbers."""
    order = {s["id"]: i for i, s in enumerate(subjects())}
    pixels, classes, sets = [], [], []
    for k, source in enumerate(SETS):
        rows = sprites(source.id, 12)
        pixels.append(np.stack([row.reshape(SIDE, 4, SIDE, 4, 4).mean((1, 3)) for row in rows]).astype(np.float16) / 255)
        classes += [order[id] for id in sprite_rows(source.id)]
        sets += [k] * len(rows)
    return torch.from_numpy(np.concatenate(pixels)).permute(0, 3, 1, 2), torch.tensor(classes), torch.tensor(sets)


def augment(pieces: torch.Tensor, random: torch.Generator) -> torch.Tensor:
    """Moves, turns, tints, blurs and puts on a background."""
    n = len(pieces)
    uniform = lambda low, high, *shape: torch.rand(n, *shape, generator=random) * (high - low) + low
    scale, turn = uniform(.75, 1.12), torch.randn(n, generator=random) * .06
    affine = torch.zeros(n, 2, 3)
    affine[:, 0, 0], affine[:, 0, 1], affine[:, 1, 0], affine[:, 1, 1] = turn.cos(), -turn.sin(), turn.sin(), turn.cos()
    affine[:, :, :2] /= scale[:, None, None]
    affine[:, :, 2] = torch.randn(n, 2, generator=random) * .07
    x = F.grid_sample(pieces.float(), F.affine_grid(affine, pieces.shape, align_corners=False), align_corners=False)
    colour, alpha = x[:, :3], x[:, 3:]
    tinted = uniform(0, 1) < .35
    order = torch.randperm(3, generator=random)
    colour = torch.where(tinted[:, None, None, None], colour[:, order] * uniform(.6, 1.1, 3, 1, 1), colour)
    plain = torch.where(uniform(0, 1, 1, 1, 1) < .5, torch.ones(n, 3, 1, 1), uniform(0, 1, 3, 1, 1))
    x = colour + (1 - alpha) * plain
    soft = F.interpolate(F.avg_pool2d(x, 2), scale_factor=2, mode="bilinear")
    x = torch.where(uniform(0, 1, 1, 1, 1) < .4, soft, x) + .03 * torch.randn(x.shape, generator=random)
    return x.clamp(0, 1) * 2 - 1


def train(pictures: int):
    pixels, classes, _ = artwork()
    torch.manual_seed(0)
    judge = Judge(len(subjects()))
    optimiser = torch.optim.AdamW(judge.parameters(), 2e-3, weight_decay=.02)
    step, steps, right = 0, pictures // BATCH, []
    if STATE.exists():
        state = torch.load(STATE)
        judge.load_state_dict(state["judge"])
        optimiser.load_state_dict(state["optimiser"])
        step = state["step"]
    random = torch.Generator().manual_seed(step)
    logits_of = torch.compile(judge)
    while step < steps:
        for group in optimiser.param_groups:
            group["lr"] = 2.5e-3 * min(1, (step + 1) / 50) * (.02 + .98 * (1 + math.cos(math.pi * step / steps)) / 2)
        rows = torch.randint(len(classes), (BATCH,), generator=random)
        logits = logits_of(augment(pixels[rows], random))
        loss = F.cross_entropy(logits, classes[rows], label_smoothing=.05)
        loss.backward()
        optimiser.step()
        optimiser.zero_grad()
        step += 1
        right.append((logits.argmax(-1) == classes[rows]).float().mean().item())
        if step % 100 == 0:
            print(step * BATCH, round(loss.item(), 3), round(float(np.mean(right[-100:])), 3), flush=True)
            torch.save({"judge": judge.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, STATE)
    save_file(judge.state_dict(), FILE, {"pictures": str(step * BATCH)})


def load_judge() -> Judge:
    judge = Judge(len(subjects()))
    judge.load_state_dict(load_file(FILE))
    return judge.eval()


def crop(pictures: torch.Tensor, box) -> torch.Tensor:
    """Box (x, y, side) in pixels of [n, 3, 256, 256] to [n, 3, 48, 48]; outside is the edge's colour."""
    x, y, side = box
    padded = F.pad(pictures, (64, 64, 64, 64), mode="replicate")
    return F.interpolate(padded[:, :, y + 64:y + 64 + side, x + 64:x + 64 + side], size=SIDE, mode="area")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=200_000)
    torch.set_num_threads(2)
    train(parser.parse_args().pictures)


if __name__ == "__main__":
    main()

"""The restyler: a cut-out drawn in another style, learnt from subjects that several sets have drawn: `python -m training.restyle`.

It changes each pixel's colour by what lies around it near and far (a pyramid of means and slopes), and moves no edge, which stays as crisp as
it was. Fluent's flat and 3D drawings lie on each other pixel by pixel; another set's are laid on them as well as a shift and a scale can,
and left out where that is not well enough. Pixels of all pairs are drawn once, so that a quarter of an hour of one core is enough."""

import argparse
import json
import random

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

from .artwork import SOURCES, raw, subjects
from .compose import hash_of
from .language import STYLES
from .settings import CHECKPOINTS, SIZE, WORK

STYLE_IDS = list(STYLES)
LEVELS = (2, 4, 8, 16, 32, 64)  # pixels of a cell's side
WIDTH = 96
ALIGNED, PIXELS = WORK / "restyle-pairs.json", WORK / "restyle-pixels.npz"
CHECKPOINT = CHECKPOINTS / "restyler.safetensors"
BATCH, PER_PAIR = 8192, 420
# How many of the pairs of two sets (source, target) are taken, and how often.
DIRECTIONS = {("fluent-flat", "fluent-3d"): 2., ("noto", "fluent-3d"): 6., ("fluent-3d", "fluent-flat"): 1.3, ("noto", "fluent-flat"): 4.,
              ("fluent-flat", "noto"): 4., ("fluent-3d", "noto"): 4., ("fluent-3d", "fluent-3d"): .15, ("fluent-flat", "fluent-flat"): .15,
              ("noto", "noto"): .15,
              # other hands' drawings of the same, which visitors' pictures are as well
              ("fluent-colour", "fluent-3d"): .7, ("fluent-colour", "fluent-flat"): .7, ("fluent-colour", "noto"): 4.,
              ("noto-1", "fluent-3d"): 4., ("noto-1", "fluent-flat"): 4., ("noto-1", "noto"): 4.,
              ("fxemoji", "fluent-3d"): 6., ("fxemoji", "fluent-flat"): 6., ("fxemoji", "noto"): 6.}
# Drawn on one another by the artists themselves.
SAME_OUTLINES = {"fluent-flat", "fluent-3d", "fluent-colour"}


def held_out(subject_id: str) -> bool:
    """A tenth of the subjects is never trained on, for evaluation."""
    return hash_of("restyle", subject_id) < 100


class Surroundings(nn.Module):
    """Of premultiplied RGBA [b, 4, h, w], 0…1: each pixel's colour, where it is on its subject, and the pyramid about it."""

    COUNT = 3 + 2 + 12 * len(LEVELS)

    def forward(self, sample):
        h, w = map(int, sample.shape[2:])
        alpha = sample[:, 3:]
        colour = sample[:, :3] / alpha.clamp(min=1 / 255)
        mass = alpha.sum((2, 3), keepdim=True).clamp(min=1.)
        rows, columns = (torch.arange(n, dtype=torch.float32, device=sample.device).view(shape) for n, shape in ((h, (1, 1, h, 1)), (w, (1, 1, 1, w))))
        y, x = rows - (alpha * rows).sum((2, 3), keepdim=True) / mass, columns - (alpha * columns).sum((2, 3), keepdim=True) / mass
        extent = mass.sqrt() / 2
        parts = [colour, x / extent * torch.ones_like(alpha), y / extent * torch.ones_like(alpha)]
        for level in LEVELS:
            small = F.avg_pool2d(F.avg_pool2d(sample, level), 3, 1, 1)
            wide = F.pad(small, (1, 1, 1, 1), mode="replicate")
            slopes = [wide[:, :, 1:-1, 2:] - wide[:, :, 1:-1, :-2], wide[:, :, 2:, 1:-1] - wide[:, :, :-2, 1:-1]]
            parts.append(F.interpolate(torch.cat([small, *slopes], 1), scale_factor=float(level), mode="bilinear", align_corners=False))
        return torch.cat(parts, 1)


class Restyler(nn.Module):
    def __init__(self, width=WIDTH, styles=len(STYLE_IDS)):
        super().__init__()
        self.surroundings = Surroundings()
        self.register_buffer("mean", torch.zeros(Surroundings.COUNT))
        self.register_buffer("spread", torch.ones(Surroundings.COUNT))
        self.first, self.style1 = nn.Linear(Surroundings.COUNT, width), nn.Linear(styles, width, bias=False)
        self.second, self.style2 = nn.Linear(width, width), nn.Linear(styles, width, bias=False)
        self.third = nn.Linear(width, 3 * styles)
        nn.init.zeros_(self.third.weight)
        nn.init.zeros_(self.third.bias)

    def change(self, around, style):
        """Of pixels [n, COUNT] and their one-hot styles [n, styles]: what to add to their colour."""
        x = F.silu(self.first((around - self.mean) / self.spread) + self.style1(style))
        x = F.silu(self.second(x) + self.style2(style))
        return (self.third(x).view(len(x), -1, 3) * style[:, :, None]).sum(1)

    def forward(self, sample, style):
        """`sample`: premultiplied RGBA, 0…1. `style`: one-hot, [b, styles]. Gives colours that are not premultiplied, [b, 3, h, w]."""
        around = self.surroundings(sample)
        pointwise = lambda layer, x: F.conv2d(x, layer.weight[:, :, None, None], layer.bias)
        wide = lambda x: x[:, :, None, None]
        x = (around - self.mean.view(1, -1, 1, 1)) / self.spread.view(1, -1, 1, 1)
        x = F.silu(pointwise(self.first, x) + wide(self.style1(style)))
        x = F.silu(pointwise(self.second, x) + wide(self.style2(style)))
        b, _, h, w = x.shape
        change = (pointwise(self.third, x).view(b, -1, 3, h, w) * style[:, :, None, None, None]).sum(1)
        return (around[:, :3] + change).clamp(0, 1)

    def of_covered(self, sample, style):
        """`forward` on the pixels that are not empty alone, black elsewhere: most of a picture is empty."""
        around, is_covered = self.surroundings(sample), sample[:, 3] > 0
        rows = around.permute(0, 2, 3, 1)[is_covered]
        change = self.change(rows, style.repeat_interleave(is_covered.sum((1, 2)), 0))
        colours = torch.zeros_like(around[:, :3])
        colours.permute(0, 2, 3, 1)[is_covered] = (rows[:, :3] + change.float()).clamp(0, 1)
        return colours


def premultiplied(source_id: str, subject_id: str) -> torch.Tensor:
    pixels, rows = raw(source_id)
    picture = torch.from_numpy(np.array(pixels[rows[subject_id]])).permute(2, 0, 1).float() / 255
    picture[:3] *= picture[3:]
    return picture


def moved(picture: torch.Tensor, scale: float, dx: float, dy: float) -> torch.Tensor:
    """[C, h, w] made `scale` times as large about the middle, shifted by shares of the side."""
    if scale < .62:
        picture = F.avg_pool2d(picture[None], 2)[0]
    theta = torch.tensor([[[1 / scale, 0, -2 * dx / scale], [0, 1 / scale, -2 * dy / scale]]])
    return F.grid_sample(picture[None], F.affine_grid(theta, (1, picture.shape[0], SIZE, SIZE), align_corners=False), align_corners=False)[0]


def best_fit(source: torch.Tensor, target: torch.Tensor):
    """(scale, dx, dy) that lays the target on the source, and how unlike they are then: 1 − overlap, and colours."""
    places = [(s, x / 32, y / 32) for s in (.84, .92, 1., 1.08, 1.16) for x in (-2, -1, 0, 1, 2) for y in (-2, -1, 0, 1, 2)]
    small = F.avg_pool2d(source[None], 8)[0]
    theta = torch.tensor([[[1 / s, 0, -2 * x / s], [0, 1 / s, -2 * y / s]] for s, x, y in places])
    laid = F.grid_sample(F.avg_pool2d(target[None], 8).expand(len(places), -1, -1, -1),
                         F.affine_grid(theta, (len(places), 4, 32, 32), align_corners=False), align_corners=False)
    both, either = torch.minimum(laid[:, 3], small[3]).sum((1, 2)), torch.maximum(laid[:, 3], small[3]).sum((1, 2))
    overlap = both / either
    colours = (laid[:, :3] - small[:3]).abs().mean(1).sum((1, 2)) / either
    best = int((overlap - colours).argmax())
    return places[best], float(1 - overlap[best]), float(colours[best])


def aligned() -> dict[str, list]:
    """"source|target" to [subject, scale, dx, dy] of the drawings that lie well enough on each other."""
    if ALIGNED.exists():
        return json.loads(ALIGNED.read_text())
    result = {}
    for source, target in DIRECTIONS:
        key, known = f"{source}|{target}", f"{target}|{source}"
        ids = [s["id"] for s in subjects() if s["id"] in raw(source)[1] and s["id"] in raw(target)[1]]
        if {source, target} <= SAME_OUTLINES or source == target:
            result[key] = [[id, 1., 0., 0.] for id in ids]
        elif known in result:
            result[key] = [[id, 1 / s, -x / s, -y / s] for id, s, x, y in result[known]]
        else:
            fits = [(id, *best_fit(premultiplied(source, id), premultiplied(target, id))) for id in ids]
            result[key] = [[id, *place] for id, place, apart, colours in fits if apart < .14 and colours < .16]
        print(key, len(result[key]), "of", len(ids), flush=True)
    ALIGNED.write_text(json.dumps(result))
    return result


def pixels_of(source: str, target: str, row, rng: random.Random, count: int):
    """Surroundings, what the target has there, of pixels that both drawings cover."""
    id, scale, dx, dy = row
    size, x, y = rng.choice([.95, .9, .85, .65, .5]) * rng.uniform(.95, 1.05), rng.uniform(-.05, .05), rng.uniform(-.05, .05)
    mine = moved(premultiplied(source, id), size, x, y)
    made = moved(premultiplied(target, id), size * scale, x + dx * size, y + dy * size)
    if rng.random() < .35:  # other colours, for both alike
        order = rng.sample(range(3), 3)
        mine[:3], made[:3] = mine[order], made[order]
    if rng.random() < .4:  # as soft as a decoded one
        mine = F.avg_pool2d(mine[None], 3, 1, 1)[0]
    places = torch.nonzero(((mine[3] > .9) & (made[3] > .9)).flatten()).flatten()
    if len(places) == 0:
        return None
    places = places[torch.randint(len(places), (count,))]
    around = Surroundings()(mine[None])[0].flatten(1)[:, places].T
    return around.half().numpy(), (made[:3] / made[3:].clamp(min=1 / 255)).flatten(1)[:, places].T.half().numpy()


def all_pixels(held: bool):
    """(surroundings, wanted colours, style numbers) of all pairs; those to train on are kept in a file."""
    if not held and PIXELS.exists():
        with np.load(PIXELS) as data:
            return tuple(torch.from_numpy(data[name]) for name in ("around", "wanted", "style"))
    rng = random.Random("held" if held else "pixels")
    torch.manual_seed(0)
    styles = {s.id: STYLE_IDS.index(s.style) for s in SOURCES}
    around, wanted, style = [], [], []
    for (source, target), times in DIRECTIONS.items():
        if held and source == target:
            continue
        rows = [row for row in aligned()[f"{source}|{target}"] if held_out(row[0]) == held]
        rows = rows if held else [*rows * int(times), *rng.sample(rows, round(len(rows) * (times % 1)))]
        for row in rows:
            if found := pixels_of(source, target, row, rng, PER_PAIR):
                around.append(found[0])
                wanted.append(found[1])
                style.append(np.full(PER_PAIR, styles[target], np.int64))
        print(source, target, len(rows), flush=True)
    result = [np.concatenate(x) for x in (around, wanted, style)]
    if not held:
        np.savez(PIXELS, around=result[0], wanted=result[1], style=result[2])
    return tuple(torch.from_numpy(x) for x in result)


def train(epochs: float):
    torch.manual_seed(0)
    around, wanted, style = all_pixels(False)
    network = Restyler()
    part = around[torch.randperm(len(around))[:200_000]].float()
    network.mean.copy_(part.mean(0))
    network.spread.copy_(part.std(0).clamp(min=.01))
    steps = round(epochs * len(around) / BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), 4e-3, weight_decay=1e-4)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, steps, pct_start=.1)
    losses = []
    for step in range(steps):
        rows = torch.randint(len(around), (BATCH,))
        x, one_hot = around[rows].float(), F.one_hot(style[rows], len(STYLE_IDS)).float()
        loss = (x[:, :3] + network.change(x, one_hot) - wanted[rows].float()).abs().mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        schedule.step()
        losses.append(float(loss.detach()))
        if (step + 1) % 100 == 0:
            print(step + 1, "of", steps, "loss", round(float(np.mean(losses)), 4), flush=True)
            losses.clear()
    save_file({k: v.half().contiguous() for k, v in network.state_dict().items()}, CHECKPOINT, {"pixels": str(steps * BATCH)})


def load_restyler(file=CHECKPOINT) -> Restyler:
    network = Restyler()
    network.load_state_dict({k: v.float() for k, v in load_file(file).items()})
    return network.eval()


@torch.no_grad()
def measure() -> dict:
    """Mean error of a channel (0…255) against what the asked style's artists drew there, of subjects never trained on."""
    around, wanted, style = all_pixels(True)
    network = load_restyler()
    x, wanted = around.float(), wanted.float()
    drawn = (x[:, :3] + network.change(x, F.one_hot(style, len(STYLE_IDS)).float())).clamp(0, 1)
    error = lambda a, rows: round(float((a - wanted)[rows].abs().mean()) * 255, 1)
    return {id: {"as_it_was": error(x[:, :3], style == k), "restyled": error(drawn, style == k)} for k, id in enumerate(STYLE_IDS)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    train(arguments.epochs)
    print(json.dumps(measure()))


if __name__ == "__main__":
    main()

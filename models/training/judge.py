"""Names the subject of a picture by the artwork nearest to it, in features that augmentation has shown to matter.

Edges and colour layout, whitened by how augmented views of one artwork differ (linear discriminant analysis), over artwork of
all sets, one of which the generator never saw; then, among the nearest, pixel by pixel. Closed form, so it needs a minute and no luck:
`python -m training.judge`. Never made from generated pictures.
Its figures mean little where it fails on real artwork: evaluate prints that too."""

import argparse

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import load_file, save_file

from .artwork import SOURCES, UNSEEN, sprite_rows, sprites, subjects
from .settings import WORK

SIDE = 48
SETS = (*SOURCES, UNSEEN)
FILE = WORK / "judge.safetensors"
# How much difference between styles of one subject counts, beside difference between views of one artwork.
STYLE_WEIGHT = .15


def describe(pictures: torch.Tensor) -> torch.Tensor:
    """[n, 3, 48, 48] in −1…1 to edge directions and colours on an 8×8 grid and edges on a 4×4 grid."""
    grey = pictures.mean(1, keepdim=True)
    dx, dy = F.pad(grey[..., 2:] - grey[..., :-2], (1, 1)), F.pad(grey[..., 2:, :] - grey[..., :-2, :], (0, 0, 1, 1))
    strength = (dx ** 2 + dy ** 2).sqrt()
    angle = torch.atan2(dy, dx) / torch.pi * 4  # eight directions
    directions = torch.arange(8).view(1, 8, 1, 1)
    nearness = (1 - ((angle - directions + 4) % 8 - 4).abs()).clamp(min=0)
    edges = (strength * nearness).clamp(max=1)
    fine, coarse = F.avg_pool2d(edges, 9, 6, 4, count_include_pad=False)[..., :8, :8], F.avg_pool2d(edges, 12)
    colour = F.avg_pool2d(pictures, 6)
    return torch.cat([(2 * fine.flatten(1) + 1e-4).sqrt(), (coarse.flatten(1) + 1e-4).sqrt(), .5 * colour.flatten(1)], 1)


# How many artworks are looked at closely, and how much that look counts beside the features.
CANDIDATES, CLOSE_LOOK = 40, 3
MARGIN = 128
SHIFTS = [(x, y) for x in (-2, 0, 2) for y in (-2, 0, 2)]


class Judge:
    """Two looks: features choose CANDIDATES among all artworks; those are then laid on the picture's ground, shifted a little,
    and compared pixel by pixel, without which faces that differ in a mouth are one face."""

    def __init__(self, whiten, exemplars, classes, pieces=None):
        """`pieces` [n, 2, 4, 48, 48]: every artwork on its canvas and in the square that just holds it."""
        self.whiten, self.exemplars, self.classes, self.pieces = whiten, exemplars, classes, pieces

    def features(self, pictures):
        return describe(pictures) @ self.whiten

    def __call__(self, pictures):
        """A score per subject: minus the distance to its nearest artwork."""
        distances = torch.cdist(self.features(pictures), self.exemplars)
        if self.pieces is not None:
            distances = torch.stack([self.look_closely(*pair) for pair in zip(pictures, distances)])
        scores = torch.full((len(pictures), len(subjects())), -torch.inf)
        return scores.scatter_reduce(1, self.classes.expand(len(pictures), -1), -distances, "amax")

    def look_closely(self, picture, distances):
        """Distances with those of the candidates below all others."""
        near, candidates = distances.topk(CANDIDATES, largest=False)
        ground = torch.cat([picture[:, :2].flatten(1), picture[:, -2:].flatten(1), picture[:, :, :2].flatten(1), picture[:, :, -2:].flatten(1)], 1)
        pieces = self.pieces[candidates].float()
        made = (pieces[:, :, :3] * 2 - pieces[:, :, 3:]) + (1 - pieces[:, :, 3:]) * ground.median(1).values.view(3, 1, 1)
        made, seen = soften(made.flatten(0, 1)), soften(picture[None])
        inner = (slice(None), slice(None), slice(3, -3), slice(3, -3))
        unlike = torch.stack([unlikeness(made[inner], seen.roll(shift, (2, 3))[inner]) for shift in SHIFTS])
        unlike = unlike.amin(0).view(-1, 2).amin(1)
        closer = near / near.mean() + CLOSE_LOOK * unlike / unlike.mean()
        result = distances + 1e3
        result[candidates] = closer
        return result


def soften(pictures):
    return F.avg_pool2d(pictures, 3, 1, 1, count_include_pad=False)


def unlikeness(a, b):
    """Mean difference of colours and, weighing more, of edges; per picture of `a`."""
    edges = sum((a.diff(dim=d) - b.diff(dim=d)).abs().mean((1, 2, 3)) for d in (2, 3))
    return (a - b).abs().mean((1, 2, 3)) + 4 * edges


def framed() -> torch.Tensor:
    """[n, 2, 4, 48, 48] premultiplied, half precision, in the order of `artwork()`."""
    whole, _, _ = artwork()
    tight = []
    for source in SETS:
        for row in sprites(source.id, 12):
            rows, columns = (np.flatnonzero((row[..., 3] > 40).any(axis)) for axis in (1, 0))
            side = max(rows[-1] - rows[0], columns[-1] - columns[0]) * 16 / 14 + 2
            x, y = ((line[0] + line[-1] - side) / 2 + MARGIN for line in (columns, rows))
            planes = np.moveaxis(np.pad(row, ((MARGIN, MARGIN), (MARGIN, MARGIN), (0, 0))), 2, 0)
            box = (x, y, x + side, y + side)
            tight.append(np.stack([np.asarray(Image.fromarray(p).resize((SIDE, SIDE), Image.BILINEAR, box)) for p in planes]).astype(np.float16) / 255)
    return torch.stack([whole, torch.from_numpy(np.stack(tight)).half()], 1)


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


@torch.no_grad()
def train(views: int):
    pixels, classes, _ = artwork()
    random = torch.Generator().manual_seed(0)
    total, scatter = 0, 0
    for _ in range(views):
        described = torch.cat([describe(augment(part, random)) for part in pixels.split(512)])
        total, scatter = total + described, scatter + described.T @ described
    mean = total / views
    within = (scatter - views * mean.T @ mean) / (views * len(mean))
    of_subject = torch.zeros(len(subjects()), mean.shape[1]).index_reduce(0, classes, mean, "mean", include_self=False)
    between_styles = mean - of_subject[classes]
    within = within + STYLE_WEIGHT * between_styles.T @ between_styles / len(mean)
    values, vectors = torch.linalg.eigh(within.double())
    whiten = (vectors / (values + values.mean() * .05).sqrt()).float()
    save_file({"whiten": whiten.contiguous(), "exemplars": (mean @ whiten).contiguous(), "classes": classes, "pieces": framed()}, FILE,
              {"views": str(views)})


def load_judge() -> Judge:
    return Judge(**load_file(FILE))


@torch.no_grad()
def measure(judge: Judge) -> dict:
    """Accuracy on new augmented views of each set, with each set's own artwork left out of the exemplars as well."""
    pixels, classes, sets = artwork()
    random = torch.Generator().manual_seed(1)
    result = {}
    for k, source in enumerate(SETS):
        rows = torch.nonzero(sets == k).flatten()[::8]
        views = augment(pixels[rows], random)
        others = Judge(judge.whiten, judge.exemplars[sets != k], judge.classes[sets != k], judge.pieces[sets != k])
        result[source.id] = {"top1": right(judge(views), classes[rows], 1), "without_its_set_top5": right(others(views), classes[rows], 5)}
    return result


def right(scores, classes, count):
    return round(float((scores.topk(count).indices == classes[:, None]).any(1).float().mean()), 3)


def crop(pictures: torch.Tensor, box) -> torch.Tensor:
    """Box (x, y, side) in pixels of [n, 3, 256, 256] to [n, 3, 48, 48]; outside is the edge's colour."""
    x, y, side = box
    padded = F.pad(pictures, (64, 64, 64, 64), mode="replicate")
    return F.interpolate(padded[:, :, y + 64:y + 64 + side, x + 64:x + 64 + side], size=SIDE, mode="area")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--views", type=int, default=12)
    torch.set_num_threads(2)
    train(parser.parse_args().views)
    print(measure(load_judge()))


if __name__ == "__main__":
    main()

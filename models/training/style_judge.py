"""Tells the sets' styles apart by how colours change from pixel to pixel, not by what is drawn: softmax regression on histograms.

Made from artwork as the autoencoder gives it back, so that its softness does not count, of subjects that the restyler was trained on;
its accuracy on the others is printed beside every figure it gives."""

from functools import cache

import numpy as np
import torch
import torch.nn.functional as F

from .artwork import SOURCES, sprite, sprite_rows, subjects
from .autoencoder import load_autoencoder, to_tensor
from .restyle import STYLE_IDS, held_out
from .settings import WORK

FILE = WORK / "style-judge.npz"
STEPS = torch.tensor([0, .5, 1, 1.5, 2, 3, 4, 6, 9, 14, 22, 36, 60, 400]) / 127.5


def describe(pictures: torch.Tensor, masks: torch.Tensor) -> torch.Tensor:
    """[n, 3, h, w] in −1…1 and [n, h, w], where the subject is: histograms of differences over 1, 4 and 12 pixels, of saturation and of value."""
    parts = []
    inner = F.avg_pool2d(masks[:, None].float(), 5, 1, 2) > .99
    weigh = lambda values, where, edges: torch.stack([
        torch.histc(torch.bucketize(v[m], edges).float(), len(edges) + 1, 0, len(edges)) / m.sum().clamp(min=1)
        for v, m in zip(values, where)]).sqrt()
    for step in (1, 4, 12):
        for axis in (2, 3):
            n = pictures.shape[axis] - step
            near, far = pictures.narrow(axis, 0, n), pictures.narrow(axis, step, n)
            both = (inner.narrow(axis, 0, n) & inner.narrow(axis, step, n))[:, 0]
            parts.append(weigh((far - near).abs().amax(1), both, STEPS))
    high, low = pictures.amax(1), pictures.amin(1)
    tenths = torch.linspace(.05, .95, 10)
    parts.append(weigh((high - low) / (high + 1).clamp(min=.05), inner[:, 0], tenths))
    parts.append(weigh((high + 1) / 2, inner[:, 0], tenths))
    return torch.cat(parts, 1)


@torch.no_grad()
def examples(held: bool, share: int):
    """Descriptions of every `share`-th artwork, decoded and encoded, and their styles."""
    network = load_autoencoder()
    features, styles = [], []
    for source in SOURCES:
        ids = [s["id"] for s in subjects() if s["id"] in sprite_rows(source.id) and held_out(s["id"]) == held][::share]
        for i in range(0, len(ids), 16):
            rows = np.stack([sprite(source.id, id, 16) for id in ids[i:i + 16]]).astype(np.float32)
            pixels = (rows[..., :3] + 255 - rows[..., 3:]).clip(0, 255).astype(np.uint8)
            features.append(describe(network.decoder(network.encoder(to_tensor(pixels))).clamp(-1, 1), torch.from_numpy(rows[..., 3] > 128)))
        styles += [STYLE_IDS.index(source.style)] * len(ids)
    return torch.cat(features), torch.tensor(styles)


class StyleJudge:
    def __init__(self, mean, spread, weight, bias):
        self.mean, self.spread, self.weight, self.bias = mean, spread, weight, bias

    def __call__(self, pictures, masks):
        """[n, styles]: the share of belief in each."""
        return self.of(describe(pictures, masks))

    def of(self, features):
        return (((features - self.mean) / self.spread) @ self.weight + self.bias).softmax(1)


def train() -> StyleJudge:
    features, styles = examples(False, 5)
    judge = StyleJudge(features.mean(0), features.std(0) + .02, torch.zeros(features.shape[1], len(STYLE_IDS), requires_grad=True),
                       torch.zeros(len(STYLE_IDS), requires_grad=True))
    optimiser = torch.optim.LBFGS([judge.weight, judge.bias], max_iter=150)

    def loss():
        optimiser.zero_grad()
        value = F.nll_loss(judge.of(features).clamp(min=1e-9).log(), styles) + .01 * judge.weight.pow(2).sum()
        value.backward()
        return value
    optimiser.step(loss)
    judge.weight.requires_grad_(False), judge.bias.requires_grad_(False)
    return judge


@cache
def load_style_judge() -> tuple[StyleJudge, float]:
    """The judge, and the share of artwork of other subjects whose style it names rightly."""
    if not FILE.exists():
        judge = train()
        features, styles = examples(True, 1)
        right = float((judge.of(features).argmax(1) == styles).float().mean())
        np.savez(FILE, mean=judge.mean, spread=judge.spread, weight=judge.weight, bias=judge.bias, right=right)
    with np.load(FILE) as data:
        return StyleJudge(*(torch.from_numpy(data[k]) for k in ("mean", "spread", "weight", "bias"))), round(float(data["right"]), 3)


if __name__ == "__main__":
    print(load_style_judge()[1])

"""256 px RGB in −1…1 to a 16×16×12 latent and back. Convolutions only, so any multiple of 16 px will do."""

import math

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import nn

from .settings import CHANNELS, CHECKPOINTS, WORK


class Residual(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.second.bias)
        self.second.weight.data *= .3

    def forward(self, x):
        return x + self.second(F.silu(self.first(F.silu(x))))


class Encoder(nn.Module):
    def __init__(self, widths=(96, 160)):
        super().__init__()
        fine, coarse = widths
        self.input = nn.Conv2d(3 * 64, fine, 1)
        self.fine = Residual(fine)
        self.down = nn.Conv2d(4 * fine, coarse, 1)
        self.coarse = nn.Sequential(Residual(coarse), Residual(coarse))
        self.output = nn.Conv2d(coarse, CHANNELS, 1)
        # Of the data, measured: they make latents zero-mean and unit-variance per channel.
        self.register_buffer("mean", torch.zeros(1, CHANNELS, 1, 1))
        self.register_buffer("std", torch.ones(1, CHANNELS, 1, 1))

    def raw(self, pixels):
        x = self.fine(self.input(F.pixel_unshuffle(pixels, 8)))
        return self.output(F.silu(self.coarse(self.down(F.pixel_unshuffle(x, 2)))))

    def forward(self, pixels):
        return (self.raw(pixels) - self.mean) / self.std


def tighten(pixels):
    """Sharpens, but to no value beyond those within two pixels: soft edges become crisp ones, and none gets a halo."""
    softer = F.avg_pool2d(pixels, 7, 1, 3, count_include_pad=False)
    high, low = F.max_pool2d(pixels, 5, 1, 2), -F.max_pool2d(-pixels, 5, 1, 2)
    return high - F.relu(high - low - F.relu(2 * pixels - softer - low))  # a clamp, of operators that every runtime has


class Decoder(nn.Module):
    """The picture is drawn linearly from 64×64 features; the last layers, at 128×128, look at that and correct it; then its
    edges are tightened."""

    def __init__(self, widths=(192, 96, 48, 24)):
        super().__init__()
        a, b, c, d = widths
        self.input = nn.Conv2d(CHANNELS, a, 3, padding=1)
        self.coarse = nn.Sequential(Residual(a), Residual(a))
        self.up1 = nn.Conv2d(a, 4 * b, 1)
        self.middle = nn.Sequential(Residual(b), Residual(b))
        self.up2 = nn.Conv2d(b, 4 * c, 1)
        self.fine = nn.Sequential(Residual(c), Residual(c))
        self.output = nn.Conv2d(c, 48, 3, padding=1)
        self.up3 = nn.Conv2d(c, 4 * d, 1)
        self.look = nn.Conv2d(12, d, 1)
        self.sharp = Residual(d)
        self.edges = nn.Conv2d(d, 12, 3, padding=1)
        # It changes nothing at first, so that weights from before it was there are a start.
        nn.init.zeros_(self.edges.weight)
        nn.init.zeros_(self.edges.bias)
        self.register_buffer("mean", torch.zeros(1, CHANNELS, 1, 1))
        self.register_buffer("std", torch.ones(1, CHANNELS, 1, 1))

    def from_unnormalised(self, latents):
        x = self.coarse(self.input(latents))
        x = self.middle(F.pixel_shuffle(self.up1(F.silu(x)), 2))
        x = self.fine(F.pixel_shuffle(self.up2(F.silu(x)), 2))
        x = F.silu(x)
        rough = F.pixel_shuffle(self.output(x), 4)
        y = F.pixel_shuffle(self.up3(x), 2) + self.look(F.pixel_unshuffle(rough, 2))
        return tighten(rough + F.pixel_shuffle(self.edges(F.silu(self.sharp(y))), 2))

    def forward(self, latents):
        return self.from_unnormalised(latents * self.std + self.mean)


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder()

    def save(self, file):
        file.parent.mkdir(parents=True, exist_ok=True)
        save_file({k: v.contiguous().half() if v.ndim > 1 and "mean" not in k and "std" not in k else v.contiguous()
                   for k, v in self.state_dict().items()}, file)


def load_autoencoder(file=None) -> Autoencoder:
    """The newest decoder trained here, or the committed one."""
    trained = WORK / "autoencoder.safetensors"
    file = file or (trained if trained.exists() else CHECKPOINTS / "autoencoder.safetensors")
    model = Autoencoder()
    saved = {k: v.float() for k, v in load_file(file).items()}
    model.load_state_dict(model.state_dict() | saved)  # weights from before a layer was added lack it
    return model.eval().to(memory_format=torch.channels_last)


def to_tensor(pixels) -> torch.Tensor:
    """uint8 [n, h, w, 3] to float [n, 3, h, w] in −1…1."""
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).float().div_(127.5).sub_(1).contiguous(memory_format=torch.channels_last)


def to_pixels(tensor: torch.Tensor):
    return ((tensor.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).numpy()


def psnr(a: torch.Tensor, b: torch.Tensor) -> float:
    return -10 * math.log10(((a - b) ** 2).mean().item() / 4)

"""Trains the autoencoder on composed scenes: `python -m training.train_autoencoder --minutes M [--decoder-only]`.

The decoder alone may be trained at any time; a new encoder makes every cached latent stale, so `training.run` does it first.
The decoder learns on latents as it will meet them: exact, as the memory's 4-bit steps leave them, and a little noisy."""

import argparse
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from .artwork import SOURCES, sprite_rows
from .autoencoder import Autoencoder, load_autoencoder, psnr, to_tensor
from .compose import LAYOUTS, random_background, random_scene, render
from .language import BACKGROUNDS
from .memory import in_steps
from .optimiser import MuonAdam
from .settings import CHANNELS, CHECKPOINTS, GRID, WORK

RATE = 2.5e-3
BATCH = 6
DARK = ("black", "navy", "night", "purple", "brown", "teal", "red")
STATE = WORK / "autoencoder.pt"
OUT = WORK / "autoencoder.safetensors"


GROUNDS = [name for name in DARK if name in BACKGROUNDS] * 2 + [name for name in BACKGROUNDS if name != "white"]


def training_scene(rng) -> dict:
    """Half of them one artwork as it is, which is what is asked for most; many on dark and coloured grounds, where a soft edge is seen."""
    draw = rng.random()
    if draw < .5:
        return random_scene(rng) | ({"background": rng.choice(GROUNDS)} if draw < .2 else {})
    source = rng.choice(SOURCES)
    return {"style": source.style, "subjects": [{"id": rng.choice(list(sprite_rows(source.id)))}],
            "background": rng.choice(GROUNDS) if draw < .7 else random_background(rng),
            "layout": "single", "pastes": rng.choice(LAYOUTS["single"])["pastes"]}


def pictures(rng, count: int) -> torch.Tensor:
    return to_tensor(np.stack([render(training_scene(rng)) for _ in range(count)]))


def reconstruction_loss(made, true):
    """L1 at three scales, that of single pixels weighing more at edges; gradients at two; a little squared error."""
    contrast = (F.max_pool2d(true, 5, 1, 2) + F.max_pool2d(-true, 5, 1, 2)).amax(1, keepdim=True)
    loss = ((.7 + contrast) * (made - true).abs()).mean() + .5 * ((made - true) ** 2).mean()
    for factor in (1, 2):
        a, b = (made, true) if factor == 1 else (F.avg_pool2d(made, 2), F.avg_pool2d(true, 2))
        loss = loss + 1.0 * ((a.diff(dim=-1) - b.diff(dim=-1)).abs().mean() + (a.diff(dim=-2) - b.diff(dim=-2)).abs().mean())
    for factor in (2, 8):
        loss = loss + .5 * (F.avg_pool2d(made, factor) - F.avg_pool2d(true, factor)).abs().mean()
    return loss


def as_met(latents, rng):
    """Exact latents as the decoder meets them: quantised, noisy or as they are."""
    kind = rng.random()
    if kind < .45:
        return torch.lerp(latents, in_steps(latents), torch.rand(len(latents), 1, 1, 1).clamp(min=.5))
    spread = .3 if kind < .6 else .12 if kind < .8 else 0
    return latents + spread * torch.rand(len(latents), 1, 1, 1) * torch.randn_like(latents)


def encoder_loss(model: Autoencoder, pixels, noise):
    raw = model.encoder.raw(pixels)
    mean, std = raw.mean((0, 2, 3), keepdim=True), raw.std((0, 2, 3), keepdim=True) + 1e-4
    made = model.decoder((raw - mean) / std + noise)
    return reconstruction_loss(made, pixels), torch.cat([mean, std]).detach()


class Trainer:
    def __init__(self, decoder_only: bool):
        self.decoder_only = decoder_only
        self.model = load_autoencoder() if decoder_only else Autoencoder().to(memory_format=torch.channels_last)
        trained = self.model.decoder if decoder_only else self.model
        self.parameters = list(trained.parameters())
        first_and_last = {id(p) for p in (self.model.encoder.input.weight, self.model.decoder.output.weight, self.model.decoder.edges.weight)}
        matrices = [p for p in self.parameters if p.ndim > 1 and id(p) not in first_and_last]
        chosen = {id(p) for p in matrices}
        rate = RATE * (.35 if decoder_only else 1)
        self.optimiser = MuonAdam([{"kind": "muon", "params": matrices, "rate": rate},
                                   {"kind": "adam", "params": [p for p in self.parameters if id(p) not in chosen], "rate": .7 * rate}])
        self.average = [p.detach().clone() for p in self.parameters]
        self.step, self.spent = 0, 0.0
        if STATE.exists():
            self.load(torch.load(STATE))
        self.rng = random.Random(f"scenes {self.step}")
        torch.manual_seed(self.step)
        self.decoder_loss = torch.compile(lambda latents, pixels: reconstruction_loss(self.model.decoder(latents), pixels))
        self.joint_loss = torch.compile(encoder_loss)

    def load(self, state):
        if state["decoder_only"] != self.decoder_only:
            return
        for name in ("model", "optimiser"):
            getattr(self, name).load_state_dict(state[name])
        self.average, self.step, self.spent = state["average"], state["step"], state["spent"]

    def save(self):
        partial = STATE.with_suffix(".partial")
        parts = {name: getattr(self, name).state_dict() for name in ("model", "optimiser")}
        torch.save(parts | {"average": self.average, "step": self.step, "spent": self.spent, "decoder_only": self.decoder_only}, partial)
        partial.rename(STATE)

    def update(self, pixels, progress: float) -> float:
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * min(1, (self.step + 1) / 40) * (1 if progress < .4 else max(.02, (1 - progress) / .6))
        if self.decoder_only:
            loss = self.decoder_step(pixels)
        else:
            noise = .3 * torch.rand(len(pixels), 1, 1, 1) * torch.randn(len(pixels), CHANNELS, GRID, GRID)
            loss, statistics = self.joint_loss(self.model, pixels, noise.contiguous(memory_format=torch.channels_last))
            loss.backward()
            keep = .98 if self.step > 50 else .8
            with torch.no_grad():
                self.model.encoder.mean.lerp_(statistics[:1], 1 - keep)
                self.model.encoder.std.lerp_(statistics[1:], 1 - keep)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        with torch.no_grad():
            keep = min(.998, (1 + self.step) / (10 + self.step))
            torch._foreach_lerp_(self.average, [p.data for p in self.parameters], 1 - keep)
        return loss.item()

    def decoder_step(self, pixels):
        with torch.no_grad():
            latents = as_met(self.model.encoder(pixels), self.rng)
            if self.rng.random() < .3:  # artwork of the memory is decoded, laid on its ground and encoded again
                latents = self.model.encoder(self.model.decoder(latents).clamp(-1, 1))
        loss = self.decoder_loss(latents.contiguous(memory_format=torch.channels_last), pixels)
        loss.backward()
        return loss

    def train(self, minutes: float) -> Autoencoder:
        saved = now = time.time()
        losses = []
        while self.spent < 60 * minutes:
            losses.append(self.update(pictures(self.rng, BATCH), self.spent / (60 * minutes)))
            self.spent, now = self.spent + time.time() - now, time.time()
            if self.step % 50 == 0:
                print(self.step, f"{self.spent:.0f} s, loss {np.mean(losses):.4f}", flush=True)
                losses = []
            if now - saved > 180:
                saved = now
                self.save()
        return self.averaged()

    def averaged(self) -> Autoencoder:
        for p, q in zip(self.parameters, self.average):
            p.data.copy_(q)
        return self.model.eval()


@torch.no_grad()
def measure(model, decoder_only: bool, count: int = 64) -> dict:
    """PSNR on whole scenes, of exact latents and of those in the memory's steps."""
    rng = random.Random("measured scenes")
    pixels = to_tensor(np.stack([render(random_scene(rng)) for _ in range(count)]))
    latents = torch.cat([model.encoder(batch) for batch in pixels.split(16)])
    met = {"exact": latents} | ({"4-bit": in_steps(latents)} if decoder_only else {})
    return {name: round(psnr(torch.cat([model.decoder(batch) for batch in z.split(16)]).clamp(-1, 1), pixels), 2) for name, z in met.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--decoder-only", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if arguments.decoder_only:
        print("before", measure(load_autoencoder(CHECKPOINTS / "autoencoder.safetensors"), True), "dB", flush=True)
    model = Trainer(arguments.decoder_only).train(arguments.minutes)
    model.save(OUT)
    STATE.unlink(missing_ok=True)
    print("after", measure(model, arguments.decoder_only), "dB")


if __name__ == "__main__":
    main()

"""Trains the autoencoder on tiles of composed scenes: `python -m training.train_autoencoder --minutes M [--decoder-only]`.

The decoder alone may be trained at any time; a new encoder makes every cached latent stale, so `training.run` does it first."""

import argparse
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from .autoencoder import Autoencoder, load_autoencoder, psnr, to_tensor
from .compose import random_scene, render
from .optimiser import MuonAdam
from .settings import CHANNELS, CHECKPOINTS, WORK

RATE = 2.5e-3
TILE = 128
BATCH = 32
STATE = WORK / "autoencoder.pt"
OUT = WORK / "autoencoder.safetensors"


def tiles(rng, count: int) -> torch.Tensor:
    """[count, 3, 128, 128]: four tiles of each scene, cut at a random offset of the whole picture."""
    result = []
    while len(result) < count:
        picture = render(random_scene(rng))
        dx, dy = rng.randrange(TILE), rng.randrange(TILE)
        picture = np.roll(picture, (dy, dx), (0, 1)) if rng.random() < .3 else picture
        result += [picture[y:y + TILE, x:x + TILE] for y in (0, TILE) for x in (0, TILE)]
    return to_tensor(np.stack(result[:count]))


def reconstruction_loss(made, true):
    """L1 at three scales, gradients at two, a little squared error."""
    loss = (made - true).abs().mean() + .5 * ((made - true) ** 2).mean()
    for factor in (1, 2):
        a, b = (made, true) if factor == 1 else (F.avg_pool2d(made, 2), F.avg_pool2d(true, 2))
        loss = loss + .7 * ((a.diff(dim=-1) - b.diff(dim=-1)).abs().mean() + (a.diff(dim=-2) - b.diff(dim=-2)).abs().mean())
    for factor in (2, 8):
        loss = loss + .5 * (F.avg_pool2d(made, factor) - F.avg_pool2d(true, factor)).abs().mean()
    return loss


def whole_loss(model: Autoencoder, pixels, noise, decoder_only: bool):
    if decoder_only:
        with torch.no_grad():
            latents = model.encoder(pixels)
        return reconstruction_loss(model.decoder(latents + noise), pixels), None
    raw = model.encoder.raw(pixels)
    mean, std = raw.mean((0, 2, 3), keepdim=True), raw.std((0, 2, 3), keepdim=True) + 1e-4
    made = model.decoder((raw - mean) / std + noise)
    return reconstruction_loss(made, pixels), torch.cat([mean, std]).detach()


def train(minutes: float, decoder_only: bool):
    torch.manual_seed(0)
    model = load_autoencoder() if decoder_only else Autoencoder().to(memory_format=torch.channels_last)
    trained = model.decoder if decoder_only else model
    first_and_last = {id(model.encoder.input.weight), id(model.decoder.output.weight)}
    matrices = [p for p in trained.parameters() if p.ndim > 1 and id(p) not in first_and_last]
    chosen = {id(p) for p in matrices}
    rate = RATE * (.35 if decoder_only else 1)
    optimiser = MuonAdam([{"kind": "muon", "params": matrices, "rate": rate},
                          {"kind": "adam", "params": [p for p in trained.parameters() if id(p) not in chosen], "rate": .7 * rate}])
    average = [p.detach().clone() for p in trained.parameters()]
    step, spent = 0, 0.0
    if STATE.exists():
        state = torch.load(STATE)
        if state["decoder_only"] == decoder_only:
            model.load_state_dict(state["model"])
            optimiser.load_state_dict(state["optimiser"])
            average, step, spent = state["average"], state["step"], state["spent"]
    rng = random.Random(f"tiles {step}")
    loss_of = torch.compile(lambda pixels, noise: whole_loss(model, pixels, noise, decoder_only))
    saved = now = time.time()
    while spent < 60 * minutes:
        progress = spent / (60 * minutes)
        for group in optimiser.param_groups:
            group["lr"] = group["rate"] * min(1, (step + 1) / 40) * (1 if progress < .3 else max(.02, (1 - progress) / .7))
        pixels = tiles(rng, BATCH)
        noise = .3 * torch.rand(BATCH, 1, 1, 1) * torch.randn(BATCH, CHANNELS, TILE // 16, TILE // 16)
        loss, statistics = loss_of(pixels, noise.contiguous(memory_format=torch.channels_last))
        loss.backward()
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step += 1
        with torch.no_grad():
            if statistics is not None:
                keep = .98 if step > 50 else .8
                model.encoder.mean.lerp_(statistics[:1], 1 - keep)
                model.encoder.std.lerp_(statistics[1:], 1 - keep)
            keep = min(.995, (1 + step) / (10 + step))
            torch._foreach_lerp_(average, [p.data for p in trained.parameters()], 1 - keep)
        spent, now = spent + time.time() - now, time.time()
        if step % 50 == 0:
            print(step, f"{spent:.0f} s, loss {loss.item():.4f}", flush=True)
        if now - saved > 180:
            saved = now
            partial = STATE.with_suffix(".partial")
            torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "average": average, "step": step,
                        "spent": spent, "decoder_only": decoder_only}, partial)
            partial.rename(STATE)
    for p, q in zip(trained.parameters(), average):
        p.data.copy_(q)
    return model.eval()


@torch.no_grad()
def measure(model, count: int = 64) -> float:
    """PSNR on whole scenes."""
    rng = random.Random("measured scenes")
    pixels = to_tensor(np.stack([render(random_scene(rng)) for _ in range(count)]))
    made = torch.cat([model.decoder(model.encoder(batch)) for batch in pixels.split(16)])
    return round(psnr(made.clamp(-1, 1), pixels), 2)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--decoder-only", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if arguments.decoder_only:
        print("before", measure(load_autoencoder(CHECKPOINTS / "autoencoder.safetensors")), "dB", flush=True)
    model = train(arguments.minutes, arguments.decoder_only)
    model.save(OUT)
    STATE.unlink(missing_ok=True)
    print("after", measure(model), "dB")


if __name__ == "__main__":
    main()

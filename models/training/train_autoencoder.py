"""Trains the autoencoder on composed scenes: `python -m training.train_autoencoder --minutes M [--decoder-only]`.

The decoder alone may be trained at any time; a new encoder makes every cached latent stale, so `training.run` does it first.
Latents are met as they will be: exact, in the memory's 4-bit steps, a little noisy, and of pictures that were decoded before."""

import argparse
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from .artwork import SOURCES, UNSEEN, sprite_rows
from .autoencoder import Autoencoder, load_autoencoder, psnr
from .compose import LAYOUTS, random_background, random_scene
from .faces import aligned
from .language import BACKGROUNDS
from .optimiser import MuonAdam
from .painter import Painter, Scenes, as_arrays
from .parallel import in_parallel
from .precision import in_halves
from .settings import CELL, CHECKPOINTS, SIZE, WORK

RATE = 2.5e-3
BATCH = 6
DARK = ("black", "navy", "night", "purple", "brown", "teal", "red")
STATE = WORK / "autoencoder.pt"
OUT = WORK / "autoencoder.safetensors"
LEVELS, REACH = 16, 2.6  # of the memory's steps, in standard deviations
# Shares of pictures: faces, zoomed and recoloured at random, decoded and encoded again, laid as the memory lays them.
FACES, DISTORTED, AGAIN, LAID = .04, .25, .25, .6
AGAIN_WEIGHT = .1  # of the squared difference between latents and those of the picture they decode to
SCENES = 16_384  # described at a time


GROUNDS = [name for name in DARK if name in BACKGROUNDS] * 2 + [name for name in BACKGROUNDS if name != "white"]


def training_scene(rng) -> dict:
    """Half of them one artwork as it is, which is what is asked for most; many on dark and coloured grounds, where a soft edge is seen."""
    draw = rng.random()
    if draw < .5:
        return random_scene(rng) | ({"background": rng.choice(GROUNDS)} if draw < .2 else {})
    source = UNSEEN if rng.random() < .1 else rng.choice(SOURCES)
    return {"style": source.style, "subjects": [{"id": rng.choice(list(sprite_rows(source.id)))}],
            "background": rng.choice(GROUNDS) if draw < .7 else random_background(rng),
            "layout": "single", "pastes": rng.choice(LAYOUTS["single"])["pastes"]}


def described(part: int, count: int) -> Scenes:
    rng = random.Random(f"pictures {part}")
    return as_arrays([training_scene(rng) for _ in range(count)], [rng.choice([0] * 9 + [2]) for _ in range(count)])


class Pictures:
    """Endless batches of pictures on the device, [n, 3, SIZE, SIZE] in −1…1."""

    def __init__(self, device, total: int = SCENES, workers: int | None = None):
        self.device = torch.device(device)
        parts = list(in_parallel(described, [(part, 1024) for part in range(-(-total // 1024))], workers))
        self.scenes = Scenes(*[torch.cat([vars(p)[name] for p in parts]) for name in vars(parts[0])]).to(device)
        self.painter = Painter(device)
        faces = [np.array(aligned(source.id)[0][..., :3]).reshape(-1, SIZE, SIZE, 3) for source in SOURCES]
        self.faces = torch.from_numpy(np.concatenate(faces)).permute(0, 3, 1, 2).to(device)
        self.drawn = self.draw_all() if self.device.type == "cuda" else None  # a card has room for all of them

    @torch.no_grad()
    def draw_all(self) -> torch.Tensor:
        """Every scene, in bytes: 200 kB each."""
        rows = torch.arange(len(self.scenes), device=self.device).split(256)
        return torch.cat([((self.painter.pictures(self.scenes[part]) + 1) * 127.5).round().byte() for part in rows])

    def drawings(self, rows: torch.Tensor) -> torch.Tensor:
        if self.drawn is not None:
            return self.drawn[rows].float() / 127.5 - 1
        return torch.cat([self.painter.pictures(self.scenes[part]) for part in rows.split(256)])

    @torch.no_grad()
    def batch(self, size: int) -> torch.Tensor:
        rows = torch.randint(len(self.scenes), (size,), device=self.device)
        pixels = self.drawings(rows)
        faces = torch.rand(size, device=self.device) < FACES
        if faces.any():
            chosen = torch.randint(len(self.faces), (int(faces.sum()),), device=self.device)
            pixels[faces] = self.faces[chosen].float() / 127.5 - 1
        pixels = torch.where((torch.rand(size, device=self.device) < .5).view(-1, 1, 1, 1), pixels.flip(-1), pixels)
        zoomed = (torch.rand(size, device=self.device) < DISTORTED).nonzero()[:, 0]
        if len(zoomed):
            pixels[zoomed] = distorted(pixels[zoomed])
        return pixels.contiguous(memory_format=torch.channels_last)


def distorted(pixels: torch.Tensor) -> torch.Tensor:
    """Zoomed, turned, channels exchanged, under a soft shade: more than the artwork's own colours and sizes."""
    n, device = len(pixels), pixels.device
    draw = lambda low, high: low + (high - low) * torch.rand(n, device=device)
    scale, turn = draw(.5, 1.3), draw(-.6, .6)
    c, s = turn.cos() * scale, turn.sin() * scale
    places = torch.stack([torch.stack([c, -s, draw(-.4, .4)], 1), torch.stack([s, c, draw(-.4, .4)], 1)], 1)
    made = F.grid_sample(pixels, F.affine_grid(places, (n, 3, SIZE, SIZE), align_corners=False), padding_mode="reflection", align_corners=False)
    order = torch.stack([torch.randperm(3, device=device) for _ in range(n)])
    made = made.gather(1, order[:, :, None, None].expand_as(made))
    shade = F.interpolate(torch.randn(n, 3, 4, 4, device=device), size=(SIZE, SIZE), mode="bicubic")
    return (made + draw(0, .35).view(-1, 1, 1, 1) * shade).clamp(-1, 1)


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


def in_steps(latents: torch.Tensor) -> torch.Tensor:
    """As the memory's 4-bit steps leave them; gradients pass."""
    step = 2 * REACH / (LEVELS - 1)
    stepped = (latents / step).round().clamp(-LEVELS // 2, LEVELS // 2 - 1) * step
    return latents + (stepped - latents).detach()


def as_met(latents: torch.Tensor) -> torch.Tensor:
    """Exact latents as the decoder meets them: in steps (.5), noisy (.3) or as they are."""
    wide = lambda x: x.view(-1, 1, 1, 1)
    draw = torch.rand(len(latents), device=latents.device)
    noise = torch.where(draw < .65, .3, .12) * torch.rand(len(latents), device=latents.device) * (draw < .8)
    return torch.where(wide(draw < .5), in_steps(latents), latents + wide(noise) * torch.randn_like(latents))


def as_laid(latents: torch.Tensor, white: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Of most pictures, cells that are white hold white's own latents: the memory keeps of an artwork the cells that it covers, so what an
    encoder says of an edge in the cell beside it is lost."""
    is_white = F.max_pool2d(-truth, CELL).amax(1, keepdim=True) < .01 - 1
    is_laid = torch.rand(len(latents), 1, 1, 1, device=latents.device) < LAID
    return torch.where(is_white & is_laid, white, latents)


def encoder_loss(model: Autoencoder, pixels, truth, came_from):
    """`came_from` [n, C, G, G]: the latents that the first n of `pixels` were decoded from, which they should give again."""
    raw = model.encoder.raw(pixels).float()
    mean, std = raw.mean((0, 2, 3), keepdim=True), raw.std((0, 2, 3), keepdim=True) + 1e-4
    latents = (raw - mean) / std
    white = (model.encoder.raw(torch.ones_like(pixels[:1])).float() - mean) / std
    made = model.decoder(as_met(as_laid(latents, white, truth)))
    again = ((latents[:len(came_from)] - came_from) ** 2).sum() / latents.numel()
    return reconstruction_loss(made.float(), truth) + AGAIN_WEIGHT * again, torch.cat([mean, std]).detach()


def decoder_loss(model: Autoencoder, pixels, truth, _):
    with torch.no_grad():
        latents = as_laid(model.encoder(pixels), model.encoder(torch.ones_like(pixels[:1])), truth)
    return reconstruction_loss(model.decoder(as_met(latents)).float(), truth)


class Trainer:
    def __init__(self, decoder_only: bool, device="cpu", start=None):
        self.decoder_only, self.device = decoder_only, torch.device(device)
        self.model = (load_autoencoder(start) if decoder_only or start else Autoencoder()).train().to(self.device, memory_format=torch.channels_last)
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
            self.load(torch.load(STATE, map_location=self.device))
        torch.manual_seed(self.step)
        self.loss_of = torch.compile(decoder_loss if decoder_only else encoder_loss)

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

    @torch.no_grad()
    def seen(self, pixels):
        """What is encoded: some pictures are those that the page made of them once before; and the latents that these were made from."""
        n = max(1, round(AGAIN * len(pixels)))
        with in_halves(self.device):
            latents = in_steps(self.model.encoder(pixels[:n]).float())
            made = self.model.decoder(latents)
        return torch.cat([made.float().clamp(-1, 1), pixels[n:]]).contiguous(memory_format=torch.channels_last), latents

    def update(self, pixels, progress: float):
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * min(1, (self.step + 1) / 40) * (1 if progress < .4 else max(.01, (1 - progress) / .6))
        seen, came_from = self.seen(pixels)
        with in_halves(self.device):
            loss = self.loss_of(self.model, seen, pixels, came_from)
        if not self.decoder_only:
            loss, statistics = loss
            keep = .98 if self.step > 50 else .8
            with torch.no_grad():
                self.model.encoder.mean.lerp_(statistics[:1].float(), 1 - keep)
                self.model.encoder.std.lerp_(statistics[1:].float(), 1 - keep)
        loss.backward()
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        with torch.no_grad():
            keep = min(.999, (1 + self.step) / (10 + self.step))
            torch._foreach_lerp_(self.average, [p.data for p in self.parameters], 1 - keep)
        return loss.detach()

    def train(self, minutes: float, pictures: Pictures, size: int) -> Autoencoder:
        saved = told = now = time.time()
        losses = []
        while self.spent < 60 * minutes:
            losses.append(self.update(pictures.batch(size), self.spent / (60 * minutes)))
            if self.step % 10 == 0:
                float(losses[-1])  # a graphics card's work counts when it is done
            self.spent, now = self.spent + time.time() - now, time.time()
            if now - told > 20:
                print(f"{self.step},{self.spent:.0f},{float(torch.stack(losses).mean()):.4f}", flush=True)
                losses, told = [], now
            if now - saved > 180:
                saved = now
                self.save()
        return self.averaged(pictures)

    @torch.no_grad()
    def averaged(self, pictures: Pictures, batches: int = 16) -> Autoencoder:
        for p, q in zip(self.parameters, self.average):
            p.data.copy_(q)
        if not self.decoder_only:
            raw = torch.cat([self.model.encoder.raw(pictures.batch(64)) for _ in range(batches)])
            self.model.encoder.mean.copy_(raw.mean((0, 2, 3), keepdim=True))
            self.model.encoder.std.copy_(raw.std((0, 2, 3), keepdim=True))
        return self.model.eval()


@torch.no_grad()
def measure(model, painter: Painter, count: int = 256) -> dict:
    """PSNR on whole scenes, of exact latents and of those in steps as the memory has them."""
    rng = random.Random("measured scenes")
    pixels = painter.pictures(as_arrays([random_scene(rng) for _ in range(count)]).to(painter.device))
    latents = torch.cat([model.encoder(batch) for batch in pixels.split(16)])
    decoded = lambda z: torch.cat([model.decoder(batch) for batch in z.split(16)]).clamp(-1, 1)
    return {name: round(float(np.mean([psnr(a, b) for a, b in zip(decoded(z), pixels)])), 2)
            for name, z in {"exact": latents, "in steps": in_steps(latents)}.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--decoder-only", action="store_true")
    parser.add_argument("--start", help="weights to begin with, where not the decoder alone is trained; else none")
    parser.add_argument("--batch", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_float32_matmul_precision("high")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    pictures = Pictures(device, SCENES if device == "cpu" else 4 * SCENES)
    before = arguments.start or CHECKPOINTS / "autoencoder.safetensors"
    print("before", measure(load_autoencoder(before).to(device), pictures.painter), "dB", flush=True)
    trainer = Trainer(arguments.decoder_only, device, arguments.start)
    model = trainer.train(arguments.minutes, pictures, arguments.batch or (32 * BATCH if device == "cuda" else BATCH))
    print("after", measure(model, pictures.painter), "dB", flush=True)
    model.to("cpu").save(OUT)
    STATE.unlink(missing_ok=True)


if __name__ == "__main__":
    main()

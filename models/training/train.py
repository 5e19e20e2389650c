"""Trains text encoder and transformer on the pool: `python -m training.train --minutes M`.

Killed at any moment, it goes on from the last save (weights, averages, optimiser, counters), at most SAVE_EVERY seconds back."""

import argparse
import csv
import json
import time
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import nn

from .artwork import subjects
from .memory import background_latents
from .networks import TextEncoder, Transformer
from .optimiser import MuonAdam
from .painter import GROUNDS
from .pool import KINDS, load_pool
from .precision import in_halves
from .settings import BACKGROUND, CHANNELS, CHECKPOINTS, FLAGS, GRID, SLOTS, VECTOR_LENGTH, WORK
from .vocabulary import encode, ids, name_vector, vectors, vocabulary

BATCH = 64
RATE = 2e-3
WARM_UP = 30
DECAY_FROM = .45
SAVE_EVERY, LOG_EVERY = 240, 20
NO_WORDS = .08  # of the prompts, for guidance
STATE = WORK / "train.pt"
CURVE = WORK / "curve.csv"


class Batch(NamedTuple):
    kinds: torch.Tensor  # [n], numbers of the pool's kinds
    target: torch.Tensor
    noise: torch.Tensor
    t: torch.Tensor
    ids: torch.Tensor
    vectors: torch.Tensor
    keep_offsets: torch.Tensor
    references: list


class Model(nn.Module):
    def __init__(self, trained: int | None = None, **size):
        super().__init__()
        self.text_encoder = TextEncoder(trained or vocabulary()[1])
        self.transformer = Transformer(background_latents()["white"], **size)

    def forward(self, latents, noise, t, ids, vectors, keep_offsets, references):
        """Squared error of the velocity, per sample."""
        states = self.text_encoder(ids, vectors, keep_offsets)
        mix = t.view(-1, 1, 1, 1)
        velocity = self.transformer((1 - mix) * latents + mix * noise, 1000 * t, states, *references)
        return ((velocity - (noise - latents)) ** 2).mean((1, 2, 3))


class References:
    """What the transformer is given besides the prompt: canvases, names, mask and flags as the page fills them."""

    def __init__(self, device="cpu"):
        self.device = device
        self.grounds = torch.stack([background_latents()[name] for name in GROUNDS]).to(device)
        self.white = GROUNDS.index("white")
        self.names = torch.stack([name_vector(s["id"]) for s in subjects()] + [torch.zeros(VECTOR_LENGTH)]).to(device)

    def __call__(self, names, flags, touched, given, background):
        n = len(names)
        canvases = torch.zeros(n, SLOTS, CHANNELS + 1, GRID, GRID, device=self.device)
        cells = touched.float()[:, :, None]
        canvases[:, :BACKGROUND] = torch.cat([given[:, None] * cells, cells], 2)
        has_ground = (background != self.white).float()
        canvases[:, BACKGROUND, :CHANNELS] = self.grounds[background] * has_ground.view(-1, 1, 1, 1)
        canvases[:, BACKGROUND, CHANNELS] = has_ground.view(-1, 1, 1)
        has_slot = touched.flatten(2).any(2)
        called = torch.zeros(n, SLOTS, VECTOR_LENGTH, device=self.device)
        called[:, :BACKGROUND] = self.names[names] * has_slot[..., None]
        mask = torch.cat([has_slot.float(), has_ground[:, None]], 1)
        told = torch.zeros(n, SLOTS, FLAGS, device=self.device)
        told[:, :BACKGROUND, :2] = flags * has_slot[..., None]
        told[:, BACKGROUND, 0] = has_ground
        return [canvases, called, mask, told]


class Examples:
    """Batches out of the pool, with the kinds' shares; all of it lies on the device."""

    def __init__(self, device="cpu", seed: int = 0):
        self.device = device
        self.words = vectors().to(device)
        self.references = References(device)
        self.pool = load_pool(device)
        self.kinds = [kind for kind in KINDS if kind in self.pool]
        shares = torch.tensor([KINDS[kind] for kind in self.kinds])
        self.shares = shares / shares.sum()
        self.random = torch.Generator(device).manual_seed(seed)

    def uniform(self, *shape):
        return torch.rand(shape, generator=self.random, device=self.device)

    def normal(self, *shape):
        return torch.randn(shape, generator=self.random, device=self.device)

    def batch(self, size: int) -> Batch:
        counts = (self.shares * size).floor().long()
        counts[0] += size - counts.sum()
        rows = [(self.pool[kind], (self.uniform(int(n)) * len(self.pool[kind]["target"])).long()) for kind, n in zip(self.kinds, counts)]
        part = lambda name: torch.cat([pool[name][row] for pool, row in rows])
        kinds = torch.repeat_interleave(torch.arange(len(self.kinds)), counts)
        ids = part("ids")
        ids = ids[torch.arange(size), (self.uniform(size) * ids.shape[1]).long()].long()
        ids[self.uniform(size) < NO_WORDS] = torch.tensor(encode(""), device=self.device)
        target, given = part("target").float(), part("given").float()
        is_begun = part("begun") > 0
        t = self.times(is_begun)
        start = torch.cat([pool.get("start", pool["given"])[row] for pool, row in rows]).float()
        start = torch.where(is_begun.view(-1, 1, 1, 1), start, target)
        noise = begun_elsewhere(target, start, self.normal(*target.shape), t)
        keep = (self.uniform(size, ids.shape[1], 1) > .2).float()
        return Batch(kinds, target, noise, t, ids, self.words[ids], keep, self.references(part("names").long(), part("flags").float(), part("touched"), given,
                                                                                          part("background").long()))

    def times(self, is_begun):
        """Where something is begun with, mostly where the page's four steps are (.5 to .14; .6 from a visitor's own picture); else mostly
        where it begins with nothing."""
        logit = torch.where(self.uniform(len(is_begun)) < .85, .7 * self.normal(len(is_begun)) - .75, self.normal(len(is_begun)) + .4)
        return torch.sigmoid(torch.where(is_begun, logit, 1.2 * self.normal(len(is_begun)) + .8))


def begun_elsewhere(targets, starts, noise, t):
    """The noise that makes `(1 − t)·target + t·noise` lie as far on the way from `start` as image to image goes: wholly on it early,
    ever less towards the end, where the target has been nearly reached. Where a start is its target, the noise as it is."""
    t = t.view(-1, 1, 1, 1)
    return noise + (t / .5).clamp(max=1) * (1 - t) / t * (starts - targets)


def parameter_groups(model: Model, rate: float = RATE):
    hidden = [p for name, p in model.named_parameters() if name.startswith("transformer.blocks") and p.ndim == 2
              and name.endswith("weight")] + [model.transformer.layout1.weight]
    hidden_ids = {id(p) for p in hidden}
    offsets = model.text_encoder.offsets.weight
    rest = [p for p in model.parameters() if id(p) not in hidden_ids and p is not offsets]
    return [{"kind": "muon", "params": hidden, "rate": rate}, {"kind": "adam", "params": rest, "rate": .7 * rate},
            {"kind": "adam", "params": [offsets], "rate": 3 * rate}]


def schedule(step: int, progress: float) -> float:
    return min(1, (step + 1) / WARM_UP) * (1 if progress < DECAY_FROM else max(.01, (1 - progress) / (1 - DECAY_FROM)))


class Trainer:
    def __init__(self, model: Model, device="cpu", rate: float = RATE):
        self.model, self.device = model.to(device), torch.device(device)
        self.optimiser = MuonAdam(parameter_groups(model, rate))
        self.average = [p.detach().clone() for p in model.parameters()]
        self.step = self.samples = 0
        self.seconds = 0.0

    def save(self, file=STATE):
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_suffix(".partial")
        torch.save({"model": self.model.state_dict(), "average": self.average, "optimiser": self.optimiser.state_dict(),
                    "step": self.step, "samples": self.samples, "seconds": self.seconds}, partial)
        partial.rename(file)

    def load(self, file=STATE):
        state = torch.load(file, map_location=self.device)
        self.model.load_state_dict(state["model"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average, self.step, self.samples, self.seconds = (state[k] for k in ("average", "step", "samples", "seconds"))

    def update(self, loss_of, batch: Batch, progress: float):
        """`progress` of the whole training, 0…1. Returns the losses of the batch."""
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * schedule(self.step, progress)
        with in_halves(self.device):
            losses = loss_of(*batch[1:])
        losses.mean().backward()
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self.samples += len(losses)
        with torch.no_grad():
            keep = min(.999, (1 + self.step) / (10 + self.step))
            torch._foreach_lerp_(self.average, [p.data for p in self.model.parameters()], 1 - keep)
        return losses.detach()


def averaged(state_file=STATE) -> tuple[Model, int]:
    """The model with averaged weights, and the samples it has seen."""
    state = torch.load(state_file, map_location="cpu")
    model = Model()
    model.load_state_dict(state["model"])
    for p, q in zip(model.parameters(), state["average"]):
        p.data.copy_(q)
    return model.eval(), state["samples"]


def write_checkpoint(file, state_file=STATE):
    """Averaged weights in half precision, with the words whose offsets they hold: enough for a later session to go on."""
    model, samples = averaged(state_file)
    words, trained = vocabulary()
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file({k: v.half().contiguous() for k, v in model.state_dict().items()}, file,
              {"samples": str(samples), "words": json.dumps(words[:trained - 3])})


def warm_start(model: Model, file) -> int:
    """Takes over every tensor whose name and shape fit, and word offsets by word. Returns how many tensors fit."""
    offsets = "text_encoder.offsets.weight"
    with safe_open(file, "pt") as saved:
        words = json.loads((saved.metadata() or {}).get("words", "[]"))
        given = {name: saved.get_tensor(name).float() for name in saved.keys()}
    state = model.state_dict()
    if words and offsets in given:
        table, rows = given.pop(offsets), ids()
        state[offsets][:3] = table[:3]
        for i, word in enumerate(words):
            if rows.get(word, len(state[offsets])) < len(state[offsets]):
                state[offsets][rows[word]] = table[3 + i]
    fitting = {k: v for k, v in given.items() if k in state and state[k].shape == v.shape}
    model.load_state_dict(state | fitting)
    return len(fitting)


def load_model(file=None) -> tuple[Model, int]:
    """The newest weights trained here, or the committed ones, and the samples that they have seen."""
    trained = WORK / "transformer.safetensors"
    file = file or (trained if trained.exists() else CHECKPOINTS / "transformer.safetensors")
    model = Model()
    warm_start(model, file)
    with safe_open(file, "pt") as saved:
        return model.eval(), int(saved.metadata()["samples"])


def log(row: dict):
    new = not CURVE.exists()
    with open(CURVE, "a", newline="") as out:
        writer = csv.DictWriter(out, row.keys())
        if new:
            writer.writeheader()
        writer.writerow(row)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, required=True, help="in all, for the schedule")
    parser.add_argument("--batch", type=int, default=0, help=f"{BATCH} on a processor and {16 * BATCH} on a graphics card unless told")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, default=CHECKPOINTS / "transformer.safetensors", help="weights to begin with")
    parser.add_argument("--rate", type=float, default=RATE, help="less to go on from finished weights")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    torch.set_float32_matmul_precision("high")
    device = "cuda" if torch.cuda.is_available() else "cpu"
    size = arguments.batch or (16 * BATCH if device == "cuda" else BATCH)
    trainer = Trainer(Model(), device, arguments.rate)
    if STATE.exists():
        trainer.load()
    elif arguments.start.exists():
        print("warm start:", warm_start(trainer.model, arguments.start), "tensors", flush=True)
    examples = Examples(device, trainer.step)
    loss_of = torch.compile(trainer.model)
    totals = torch.zeros(2, len(examples.kinds), device=device)
    last_save = logged = now = time.time()
    steps = 0
    while (progress := trainer.seconds / (60 * arguments.minutes)) < 1:
        batch = examples.batch(size)
        losses = trainer.update(loss_of, batch, progress)
        totals.index_add_(1, batch.kinds.to(device), torch.stack([losses.float(), torch.ones_like(losses, dtype=torch.float32)]))
        steps += 1
        if steps % 10 == 0 and device == "cuda":
            torch.cuda.synchronize()
        before, now = now, time.time()
        trainer.seconds += now - before
        if now - logged > LOG_EVERY:
            sums, counts = totals.tolist()
            row = {"step": trainer.step, "samples": trainer.samples, "seconds": round(trainer.seconds),
                   "samples_per_second": round(steps * size / (now - logged), 1), "loss": round(sum(sums) / sum(counts), 4)}
            row |= {kind: round(total / max(count, 1), 4) for kind, total, count in zip(examples.kinds, sums, counts)}
            log(row)
            print(row, flush=True)
            totals.zero_()
            steps, logged = 0, now
        if now - last_save > SAVE_EVERY:
            trainer.save()
            last_save = now
    trainer.save()
    write_checkpoint(WORK / "transformer.safetensors")


if __name__ == "__main__":
    main()

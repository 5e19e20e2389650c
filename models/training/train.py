"""Trains text encoder and transformer on the pool: `python -m training.train --samples N`.

Killed at any moment, it goes on from the last save (weights, averages, optimiser, counters), at most SAVE_EVERY seconds back."""

import argparse
import csv
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from torch import nn

from .artwork import SOURCES, sprite_rows
from .compose import SOURCE_OF_STYLE, colour_rgb
from .faces import load_faces
from .language import STYLES, caption, names
from .memory import background_latents, lay, reference
from .networks import TextEncoder, Transformer
from .optimiser import MuonAdam
from .pool import load_shard, shard_files
from .settings import BACKGROUND, CHANNELS, CHECKPOINTS, FLAGS, GRID, SLOTS, VECTOR_LENGTH, WORK
from .vocabulary import encode, ids, name_vector, vocabulary, word_vectors

BATCH = 48
RATE = 2e-3
WARM_UP = 30
DECAY_FROM = .55
SAVE_EVERY = 240
# Shares of references that are unlike the target. Each teaches to redraw and costs crispness: more of them with more hours.
OTHER_STYLE, OWN_PICTURE, MOVED, RESIZED, NO_REFERENCE = .08, .06, .06, .03, .02
# Share of samples that are faces where Portrait puts them; of these, how many begin from what Portrait gives the model instead of from
# noised artwork, and are redrawn from another set's drawing.
FACES, BEGUN_FROM_PORTRAIT, OTHER_FACE = .1, .6, .3
STATE = WORK / "train.pt"
CURVE = WORK / "curve.csv"


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


class Examples:
    """Batches out of the shards there are; looks for new shards now and then."""

    def __init__(self, seed: int):
        self.rng, self.numbers = random.Random(seed), np.random.default_rng(seed)
        self.seen, self.shards, self.queue = set(), [], []
        self.own_pictures = {}
        self.faces = load_faces()
        self.refresh()

    def refresh(self):
        for file in shard_files():
            if file.name not in self.seen:
                self.seen.add(file.name)
                latents, scenes = load_shard(file)
                self.shards.append((latents, scenes))
                for row, scene in enumerate(scenes):
                    if scene["layout"] == "single":
                        self.own_pictures.setdefault(scene["subjects"][0]["id"], []).append(latents[row])
                self.queue += [(self.shards[-1], row) for row, scene in enumerate(scenes) for _ in range(weight_of(scene))]

    def next_example(self):
        if len(self.queue) < 10 * BATCH:
            self.queue += [(shard, row) for shard in self.rng.sample(self.shards, min(4, len(self.shards)))
                           for row, scene in enumerate(shard[1]) for _ in range(weight_of(scene))]
        position = self.rng.randrange(len(self.queue))
        self.queue[position], self.queue[-1] = self.queue[-1], self.queue[position]
        (latents, scenes), row = self.queue.pop()
        return latents[row].float(), scenes[row]

    def batch(self, size: int):
        latents, scenes, rows, references, starts = [], [], [], [], []
        for _ in range(size):
            if self.faces and self.rng.random() < FACES:
                target, scene, text, reference, start = self.face()
            else:
                target, scene = self.next_example()
                text, reference, start = caption(scene, self.rng), self.references(scene), target
            latents.append(target)
            scenes.append(scene)
            rows.append(encode("" if self.rng.random() < .08 else text))
            references.append(reference)
            starts.append(start)
        ids, targets = torch.tensor(rows), torch.stack(latents)
        t = torch.sigmoid(torch.from_numpy(self.numbers.normal(.4, 1, size)).float())
        noise = torch.from_numpy(self.numbers.standard_normal((size, CHANNELS, GRID, GRID), np.float32))
        keep = torch.from_numpy((self.numbers.random((size, ids.shape[1], 1)) > .2).astype(np.float32))
        return scenes, (targets, begun_elsewhere(targets, torch.stack(starts), noise, t), t, ids, word_vectors(ids), keep,
                        [torch.stack(x) for x in zip(*references)])

    def face(self):
        """A face as artists drew it, told as Portrait tells the model: beside it, and half of the time in its place at the start, what
        Portrait makes of it or of another set's drawing of the same person."""
        rng = self.rng
        latents, coverage, faces = self.faces
        row = rng.randrange(len(faces))
        face, given = faces[row], row
        if rng.random() < OTHER_FACE:
            others = [i for i, f in enumerate(faces) if (f["id"], f["tone"]) == (face["id"], face["tone"]) and i != row]
            given = rng.choice(others) if others else row
        asks_style = given != row or rng.random() < .5
        text = "person, face, sticker" if rng.random() < .6 else f"{rng.choice(names()[face['id']])}, face, sticker"
        if asks_style:
            text += f", {rng.choice(STYLES[face['style']][1])}"
        canvases, called = torch.zeros(SLOTS, CHANNELS + 1, GRID, GRID), torch.zeros(SLOTS, VECTOR_LENGTH)
        mask, flags = torch.zeros(SLOTS), torch.zeros(SLOTS, FLAGS)
        touched = (coverage[given] > .02).float()
        canvases[0, :CHANNELS], canvases[0, CHANNELS] = latents[given, 1].float() * touched, touched
        called[0], mask[0] = name_vector(face["id"]), 1
        flags[0, :2] = torch.tensor([float(not asks_style), 1.])
        target = latents[row, 0].float()
        start = latents[given, 1].float() if rng.random() < BEGUN_FROM_PORTRAIT else target
        scene = {"style": face["style"], "layout": "face", "subjects": [{"id": face["id"]}], "background": None}
        return target, scene, text, (canvases, called, mask, flags), start

    def references(self, scene):
        """Canvases, names, mask and flags as the page fills them, made unlike the target in many ways (see the issue)."""
        rng = self.rng
        canvases, names = torch.zeros(SLOTS, CHANNELS + 1, GRID, GRID), torch.zeros(SLOTS, VECTOR_LENGTH)
        mask, flags = torch.zeros(SLOTS), torch.zeros(SLOTS, FLAGS)
        if scene["background"] and rng.random() > .04:
            canvases[BACKGROUND, :CHANNELS], canvases[BACKGROUND, CHANNELS] = background_latents()[scene["background"]], 1
            mask[BACKGROUND] = 1
        if rng.random() < NO_REFERENCE:
            return canvases, names, mask, flags
        own = scene["layout"] == "single" and rng.random() < OWN_PICTURE
        for slot, subject in enumerate(scene["subjects"]):
            names[slot], mask[slot], flags[slot, 0] = name_vector(subject["id"]), 1, 1
            if subject.get("colour") and rng.random() > .08:
                flags[slot, 2] = 1
                flags[slot, 3:] = torch.tensor(colour_rgb(subject["colour"])) / 127.5 - 1
            if own and (pictures := self.own_pictures.get(subject["id"])):
                canvases[slot, :CHANNELS], canvases[slot, CHANNELS] = rng.choice(pictures).float(), 1
                names[slot] *= rng.random() < .5
                flags[slot, :2] = torch.tensor([float(rng.random() < .5), 1.])
                continue
            source = SOURCE_OF_STYLE[scene["style"]]
            if rng.random() < OTHER_STYLE:
                others = [s.id for s in SOURCES if s.id != source and subject["id"] in sprite_rows(s.id)]
                if others:
                    source, flags[slot, 0] = rng.choice(others), 0
            dx, dy = (rng.randint(-1, 1), rng.randint(-1, 1)) if rng.random() < MOVED else (0, 0)
            resize = rng.random() < RESIZED
            for place in scene["pastes"]:
                if place["slot"] == slot:
                    grid, (x, y) = place["grid"], place["at"]
                    if resize and grid > 8:
                        grid, x, y = grid - 4, x + 2, y + 2
                    lay(canvases[slot], reference(source, subject["id"], grid), (x + dx, y + dy))
            noise = torch.from_numpy(self.numbers.standard_normal((CHANNELS, GRID, GRID), np.float32))
            canvases[slot, :CHANNELS] += .2 * rng.random() * noise * canvases[slot, CHANNELS:]
        return canvases, names, mask, flags


def begun_elsewhere(targets, starts, noise, t):
    """The noise that makes `(1 − t)·target + t·noise` lie as far on the way from `start` as image to image goes: wholly on it early,
    ever less towards the end, where the target has been nearly reached. Where a start is its target, the noise as it is."""
    t = t.view(-1, 1, 1, 1)
    return noise + (t / .5).clamp(max=1) * (1 - t) / t * (starts - targets)


def weight_of(scene) -> int:
    """How often a scene is shown: recolouring and coloured grounds are harder than copying onto white."""
    recoloured = any(s.get("colour") for s in scene["subjects"])
    return 8 if recoloured else 2 if scene["background"] or len(scene["subjects"]) > 1 else 1


def kind_of(scene) -> str:
    layout = scene["layout"].split("-")[0]
    kind = {"small": "single", "beside": "pair", "above": "pair", "below": "pair", "on": "pair", "behind": "pair"}.get(layout, layout)
    return kind + ("+colour" if any(s.get("colour") for s in scene["subjects"]) else "")


def parameter_groups(model: Model, rate: float = RATE):
    hidden = [p for name, p in model.named_parameters() if name.startswith("transformer.blocks") and p.ndim == 2
              and name.endswith("weight")] + [model.transformer.layout1.weight]
    hidden_ids = {id(p) for p in hidden}
    offsets = model.text_encoder.offsets.weight
    rest = [p for p in model.parameters() if id(p) not in hidden_ids and p is not offsets]
    return [{"kind": "muon", "params": hidden, "rate": rate}, {"kind": "adam", "params": rest, "rate": .7 * rate},
            {"kind": "adam", "params": [offsets], "rate": 3 * rate}]


def schedule(step: int, samples: int, total: int) -> float:
    progress = samples / total
    return min(1, (step + 1) / WARM_UP) * (1 if progress < DECAY_FROM else max(.03, (1 - progress) / (1 - DECAY_FROM)))


class Trainer:
    def __init__(self, model: Model, total: int, device="cpu", rate: float = RATE):
        self.model, self.total, self.device = model.to(device), total, device
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

    def update(self, loss_of, batch):
        factor = schedule(self.step, self.samples, self.total)
        for group in self.optimiser.param_groups:
            group["lr"] = group["rate"] * factor
        *tensors, references = batch
        losses = loss_of(*[x.to(self.device) for x in tensors], [x.to(self.device) for x in references])
        losses.mean().backward()
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.step += 1
        self.samples += len(losses)
        with torch.no_grad():
            keep = min(.996, (1 + self.step) / (10 + self.step))
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


def log(row: dict):
    new = not CURVE.exists()
    with open(CURVE, "a", newline="") as out:
        writer = csv.DictWriter(out, row.keys())
        if new:
            writer.writeheader()
        writer.writerow(row)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, required=True, help="in all, for the schedule")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, default=CHECKPOINTS / "transformer.safetensors", help="weights to begin with")
    parser.add_argument("--rate", type=float, default=RATE, help="less to go on from finished weights")
    parser.add_argument("--transformer-only", action="store_true", help="leave the text encoder as it is")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    trainer = Trainer(Model(), arguments.samples, device, arguments.rate)
    trainer.model.text_encoder.requires_grad_(not arguments.transformer_only)
    if STATE.exists():
        trainer.load()
    elif arguments.start.exists():
        print("warm start:", warm_start(trainer.model, arguments.start), "tensors", flush=True)
    examples = Examples(trainer.step)
    loss_of = torch.compile(trainer.model)
    kinds = ["single", "single+colour", "pair", "pair+colour", "count", "count+colour", "wearing", "wearing+colour", "face"]
    sums, last_save, started = {k: [] for k in kinds}, time.time(), time.time()
    while trainer.samples < arguments.samples:
        scenes, batch = examples.batch(BATCH)
        losses = trainer.update(loss_of, batch)
        for scene, loss in zip(scenes, losses.tolist()):
            sums[kind_of(scene)].append(loss)
        if trainer.step % 50 == 0:
            now = time.time()
            trainer.seconds += now - started
            row = {"step": trainer.step, "samples": trainer.samples, "seconds": round(trainer.seconds),
                   "samples_per_second": round(50 * BATCH / (now - started), 1), "shards": len(examples.seen),
                   "loss": round(float(np.mean([x for v in sums.values() for x in v])), 4)}
            row |= {k: round(float(np.mean(v)), 4) if v else "" for k, v in sums.items()}
            log(row)
            print(row, flush=True)
            sums, started = {k: [] for k in kinds}, now
            examples.refresh()
        if time.time() - last_save > SAVE_EVERY:
            trainer.save()
            last_save = time.time()
    trainer.save()
    write_checkpoint(WORK / "transformer.safetensors")


if __name__ == "__main__":
    main()

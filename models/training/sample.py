"""Draws prompts with an exported model folder, reading it as the page does (`src/retrieval/` is the planner that ships).

`python -m training.sample --model models/sticker --out DIR "a red apple" "two cats, 3d"`"""

import argparse
import json
import random
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from PIL import Image

from .compose import background_pixels, recolour, sticker_border
from .cut import cut_out
from .memory import unpack_artwork
from .settings import BACKGROUND, CELL, CHANNELS, FLAGS, GRID, SIZE, SLOTS

COLOUR_BACKGROUND_BEFORE = {"on", "with", "in", "at", "against"}
ARTICLES = {"a", "an", "the", "some", "its"}


class Words:
    """tokenizer/ of a model folder."""

    def __init__(self, folder: Path):
        self.settings = json.loads((folder / "tokenizer.json").read_text())
        self.words = (folder / self.settings["words"]).read_text().split("\n")[:-1]
        self.ids = {word: 3 + i for i, word in enumerate(self.words)}
        length = self.settings["vector_length"]
        rows = np.fromfile(folder / self.settings["vectors"], np.dtype([("scale", "<f4"), ("q", "i1", length)]))
        self.vectors = np.zeros((3 + len(rows), length), np.float32)
        self.vectors[3:] = rows["q"] * rows["scale"][:, None]

    def split(self, text: str) -> list[str]:
        import re
        import unicodedata
        text = unicodedata.normalize("NFKC", text).lower()
        for old, new in self.settings["replace"]:
            text = text.replace(old, new)
        return re.findall(r"[a-z]+|[0-9]+", text)

    def id(self, word: str) -> int:
        return self.ids.get(word) or (self.ids.get(word[:-1]) if word.endswith("s") else None) or self.settings["unk_id"]

    def encode(self, text: str):
        length = self.settings["max_length"]
        row = [self.settings["cls_id"]] + [self.id(w) for w in self.split(text)][:length - 1]
        row = np.array(row + [self.settings["pad_id"]] * (length - len(row)))
        return row, self.vectors[row]

    def mean(self, words) -> np.ndarray:
        rows = [self.vectors[self.id(w)] for w in words]
        return np.mean(rows, 0) if rows else np.zeros(self.vectors.shape[1], np.float32)


class Planner:
    """A prompt and a seed to artworks, their places and colours."""

    def __init__(self, folder: Path):
        self.words = Words(folder / "tokenizer")
        self.index = json.loads((folder / "memory/index.json").read_text())
        self.data = (folder / "memory/latents.bin").read_bytes()
        self.names = {}
        for level in ("name", "names", "tags"):
            for i, subject in enumerate(self.index["subjects"]):
                phrases = [subject[level]] if level == "name" else subject[level]
                for phrase in phrases:
                    key = tuple(self.words.split(phrase))
                    if key and (level != "tags" or len(key[0]) > 2):
                        self.names.setdefault(key, i)
        self.artwork = {tuple(pair): k for k, pair in enumerate(self.index["artworks"])}
        self.drawn = {subject for subject, _ in self.index["artworks"]}

    @cached_property
    def offsets(self):
        quantised = self.index["latents"]
        starts, position = [], 0
        for _ in self.index["artworks"]:
            row = {}
            for grid in quantised["grids"]:
                row[grid] = position
                size = (grid * grid + 7) // 8
                covered = int(np.unpackbits(np.frombuffer(self.data, np.uint8, size, position)).sum())
                position += size + (covered * (CHANNELS + 1) + 1) // 2
            starts.append(row)
        return starts

    @cached_property
    def subject_vectors(self):
        rows = [self.words.mean(self.words.split(s["name"])) for s in self.index["subjects"]]
        rows = np.stack(rows)
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)

    def piece(self, artwork: int, grid: int) -> torch.Tensor:
        quantised = self.index["latents"]
        return unpack_artwork(self.data, self.offsets[artwork][grid], grid, np.float32(quantised["scale"]),
                              np.float32(quantised["offset"]))[0]

    def background(self, number: int) -> torch.Tensor:
        about = self.index["background_latents"]
        size = CHANNELS * GRID * GRID
        q = np.frombuffer(self.data, np.int8, size, about["start"] + number * size).reshape(CHANNELS, GRID, GRID)
        return torch.from_numpy(q * np.float32(about["scale"])[:, None, None] + np.float32(about["offset"])[:, None, None])

    def take(self, words: list, phrases, accept=lambda start, end: True):
        """Finds the longest phrase in the words; returns (value, start, end) or None. `phrases`: (words, value)."""
        for phrase, value in sorted(phrases, key=lambda p: -len(p[0])):
            for start in range(len(words) - len(phrase) + 1):
                if tuple(words[start:start + len(phrase)]) == tuple(phrase) and accept(start, start + len(phrase)):
                    return value, start, start + len(phrase)
        return None

    def phrases(self, table):
        return [(tuple(self.words.split(w)), key) for key, values in table for w in values]

    def read(self, prompt: str) -> dict:
        words = self.words.split(prompt)
        plan = {"style": None, "background": None, "sticker": "sticker" in words, "relation": None, "unknown": []}
        if found := self.take(words, self.phrases((s["id"], s["words"]) for s in self.index["styles"])):
            plan["style"] = found[0]
            words = words[:found[1]] + ["|"] + words[found[2]:]
        words = [w for w in words if w not in ("style", "render", "sticker")]
        self.read_background(words, plan)
        self.join_names(words)
        sides = self.read_relation(words, plan)
        plan["subjects"] = [self.read_subject(side, plan) for side in sides[:2]]
        if plan["relation"] == "wearing":  # a face wears hats and glasses better than a small body does
            first = plan["subjects"][0]
            face = self.names.get(tuple(self.words.split(self.index["subjects"][first["subject"]]["name"] + " face")))
            first["subject"] = face if face in self.drawn else first["subject"]
        return plan

    def read_background(self, words, plan):
        def accept(start, end):
            after = words[end] if end < len(words) else ""
            if after in ("background", "gradient"):
                return True
            before = [w for w in words[max(0, start - 2):start] if w not in ARTICLES]
            return bool(before) and before[-1] in COLOUR_BACKGROUND_BEFORE and after in ("", "|")
        found = self.take(words, self.phrases((i, b["words"]) for i, b in enumerate(self.index["backgrounds"])), accept)
        if found:
            plan["background"], start, end = found
            while start and (words[start - 1] in ARTICLES or words[start - 1] in COLOUR_BACKGROUND_BEFORE):
                start -= 1
            while end < len(words) and words[end] in ("background", "gradient"):
                end += 1
            words[start:end] = ["|"]
            if self.index["backgrounds"][plan["background"]]["id"] == "white":
                plan["background"] = None

    def join_names(self, words):
        """"smiling face with heart eyes" is one name, not a pair: it becomes the one word "#57"."""
        for length in range(8, 2, -1):
            for start in range(len(words) - length + 1):
                if (subject := self.names.get(tuple(words[start:start + length]))) in self.drawn:
                    words[start:start + length] = [f"#{subject}"]

    def read_relation(self, words, plan):
        order = ["wearing", "behind", "on", "above", "below", "beside"]
        for relation in order:
            def accept(start, end):
                if not self.mentions(words[:start]) or not self.mentions(words[end:]):
                    return False
                return relation != "wearing" or words[start] == "wearing" or self.wearable(words[end:])
            table = [(relation, self.index["relations"][relation])]
            if found := self.take(words, self.phrases(table), accept):
                plan["relation"] = relation
                return [words[:found[1]], words[found[2]:]]
        return [words]

    def mentions(self, words) -> bool:
        stop = set(self.index["stopwords"]) | {"|"}
        return any(w not in stop for w in words)

    def wearable(self, words) -> bool:
        found = self.find_name([w for w in words if w != "|"])
        return found is not None and "wear" in self.index["subjects"][found[0]]

    def find_name(self, words):
        for i, word in enumerate(words):
            if word.startswith("#"):
                return int(word[1:]), i, i + 1
        for length in range(min(5, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                key = tuple(words[start:start + length])
                for ending in ("", "s", "es", "ies"):
                    singular = key[-1].removesuffix(ending) + ("y" if ending == "ies" else "") if key[-1].endswith(ending) else key[-1]
                    candidate = (*key[:-1], singular)
                    if (subject := self.names.get(candidate)) in self.drawn and not (length == 1 and key[0] in self.index["stopwords"]):
                        return subject, start, start + length
        return None

    def read_subject(self, words, plan) -> dict:
        words = [w for w in words if w != "|"]
        result = {"colour": None, "count": 1, "size": None}
        colours = {w: c for c, entry in self.index["colours"].items() for w in entry["words"]}
        if found := self.take(words, self.phrases((n, [w]) for w, n in self.index["numbers"].items())):
            result["count"] = found[0]
            words = words[:found[1]] + words[found[2]:]
        if found := self.take(words, self.phrases(self.index["sizes"].items())):
            result["size"] = found[0]
            words = words[:found[1]] + words[found[2]:]
        plain = [w for w in words if w not in colours]
        best = self.find_name(words)
        if best and all(w in colours for w in words[best[1]:best[2]]) and self.find_name(plain):
            best = None
        if best is None:
            best = self.find_name(plain)
            words_used = set(plain[best[1]:best[2]]) if best else set()
        else:
            words_used = set(words[best[1]:best[2]])
        if best:
            result["subject"] = best[0]
        else:
            stop = set(self.index["stopwords"])
            content = [w for w in plain if w not in stop]
            plan["unknown"] += [w for w in content if self.words.id(w) == self.words.settings["unk_id"]]
            scores = self.subject_vectors @ self.words.mean(content)
            for i in np.argsort(-scores):
                if int(i) in self.drawn:
                    result["subject"] = int(i)
                    break
        rest = [w for w in words if w in colours and w not in words_used]
        if rest:
            colour = colours[rest[0]]
            if colour != self.index["subjects"][result["subject"]].get("colour"):
                result["colour"] = colour
        return result

    def arrange(self, prompt: str, seed: int) -> dict:
        """What to draw of which artwork and where, and what the network is told about the slots."""
        plan, choose = self.read(prompt), random.Random(f"{prompt} {seed}")
        sources = self.index["sources"]
        names = np.zeros((SLOTS, self.words.vectors.shape[1]), np.float32)
        mask, flags = np.zeros(SLOTS, np.float32), np.zeros((SLOTS, FLAGS), np.float32)
        mask[BACKGROUND] = plan["background"] is not None
        have = [{k for k in range(len(sources)) if (s["subject"], k) in self.artwork} for s in plan["subjects"]]
        shared = sorted(set.intersection(*have)) if have else []
        wanted = [k for k, s in enumerate(sources) if s["style"] == plan["style"]]
        style_source = wanted[0] if wanted else choose.choice(shared) if shared else None
        artworks = []
        for s, available in zip(plan["subjects"], have):
            artworks.append(self.artwork[s["subject"], style_source if style_source in available else choose.choice(sorted(available))])
        for slot, (s, artwork) in enumerate(zip(plan["subjects"], artworks)):
            source = self.index["artworks"][artwork][1]
            names[slot] = self.words.mean(self.words.split(self.index["subjects"][s["subject"]]["name"]))
            mask[slot], flags[slot, 0] = 1, not plan["style"] or sources[source]["style"] == plan["style"]
        return plan | {"artworks": artworks, "pastes": self.place(plan, artworks, choose),
                       "told": {"reference_names": names, "reference_mask": mask, "reference_flags": flags}}

    def place(self, plan, artworks, choose):
        first, *others = plan["subjects"]
        layouts = self.index["layouts"]
        name = "single"
        if others:
            name = plan["relation"] or "beside"
            if name == "wearing":
                wear = self.index["subjects"][others[0]["subject"]].get("wear", "head")
                body = self.index["anchors"][artworks[0]] or {}
                if wear in body:
                    before, after = choose.choice(layouts[f"wearing-{wear}"])["pastes"]
                    return [before, after | {"at": [round(f + a - after["grid"] / 2) for f, a in zip(before["at"], body[wear])]}]
                name = "above"
        elif first["count"] > 1:
            name = f"count-{min(first['count'], 4)}"
        elif first["size"]:
            name = first["size"]
        return choose.choice(layouts[name])["pastes"]


class Sampler:
    def __init__(self, folder, threads: int = 2):
        folder = Path(folder)
        self.planner = Planner(folder)
        self.white = next(i for i, b in enumerate(self.planner.index["backgrounds"]) if b["id"] == "white")
        manifest = json.loads((folder / "manifest.json").read_text())
        self.shift, self.start = manifest["scheduler"]["shift"], manifest["memory"].get("start", 1)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.networks = {name: onnxruntime.InferenceSession(folder / part["file"], options, providers=["CPUExecutionProvider"])
                         for name, part in manifest["components"].items()}

    def run(self, name: str, **inputs):
        return self.networks[name].run(None, inputs)[0]

    def encode(self, pixels: np.ndarray) -> np.ndarray:
        return self.run("vae_encoder", sample=(pixels[None].transpose(0, 3, 1, 2) / 127.5 - 1).astype(np.float32))[0]

    def decode(self, latents: np.ndarray) -> np.ndarray:
        return to_bytes(self.run("vae_decoder", latent_sample=latents[None]))[0].astype(np.float32)

    @lru_cache(maxsize=256)
    def cut_artwork(self, artwork: int, grid: int, colour: str | None):
        """(premultiplied RGBA, coverage of its cells, what encoding takes from its latents)"""
        piece = self.planner.piece(artwork, grid)
        margin = (GRID - grid) // 2
        canvas, coverage = self.planner.background(self.white), torch.zeros(GRID, GRID)
        inner = (slice(margin, margin + grid),) * 2
        coverage[inner] = piece[CHANNELS]
        canvas[:, coverage > 0] = piece[:CHANNELS, piece[CHANNELS] > 0]
        pixels = self.decode(canvas.numpy())
        lost = (canvas.numpy() - self.encode(pixels))[(slice(None), *inner)]
        cut = cut_out(pixels, coverage.numpy())
        cut = recolour(cut.round().astype(np.uint8), colour) if colour else cut
        place = slice(margin * CELL, (margin + grid) * CELL)
        return cut[place, place], piece[CHANNELS].numpy(), lost

    def compose(self, plan) -> tuple[np.ndarray, np.ndarray]:
        """The picture as pixels hold it, encoded, [C, G, G], and the cells that each slot touches. What encoding takes from each
        artwork as it was is given back, so that the detour through pixels costs little."""
        ground = self.white if plan["background"] is None else plan["background"]
        pixels = background_pixels(self.planner.index["backgrounds"][ground]["id"])
        lost = np.zeros((CHANNELS, GRID, GRID), np.float32)
        touched = np.zeros((SLOTS, GRID, GRID), np.float32)
        touched[BACKGROUND] = plan["background"] is not None
        layer = np.zeros((SIZE, SIZE, 4), np.float32)
        for place in sorted(plan["pastes"], key=lambda p: p["slot"]):
            slot, grid, (x, y) = place["slot"], place["grid"], place["at"]
            cut, coverage, own = self.cut_artwork(plan["artworks"][slot], grid, plan["subjects"][slot]["colour"])
            left, top, right, bottom = max(x, 0), max(y, 0), min(x + grid, GRID), min(y + grid, GRID)
            cells = (slice(top - y, bottom - y), slice(left - x, right - x))
            cover, under = coverage[cells], lost[:, top:bottom, left:right]
            under += (own[:, *cells] - under) * cover
            np.maximum(touched[slot, top:bottom, left:right], cover > 0, out=touched[slot, top:bottom, left:right])
            over = cut[tuple(slice(c.start * CELL, c.stop * CELL) for c in cells)]
            under = layer[top * CELL:bottom * CELL, left * CELL:right * CELL]
            under += over - under * over[..., 3:] / 255
        if plan["sticker"]:
            pixels += (255 - pixels) * sticker_border(layer[..., 3])
        pixels += layer[..., :3] - pixels * layer[..., 3:] / 255
        return self.encode(pixels.round()) + lost, touched

    def references(self, prompt: str, seed: int):
        """The network's reference inputs with the `composed` picture that it starts from, and what was used."""
        plan = self.planner.arrange(prompt, seed)
        composed, touched = self.compose(plan)
        return {"reference_latents": self.canvases(composed, touched, plan["background"]), "composed": composed} | plan["told"], plan

    def canvases(self, composed, touched, background: int | None) -> np.ndarray:
        """The composed picture in the cells that a slot's artwork touches; the background by itself."""
        canvases = np.concatenate([composed[None] * touched[:, None], touched[:, None]], 1)
        if background is not None:
            canvases[BACKGROUND, :CHANNELS] = self.planner.background(background)
        return canvases

    def latents(self, prompts, seeds, steps: int = 4, guidance: float = 1.0, references=None, start: float | None = None):
        references = references or [self.references(p, s)[0] for p, s in zip(prompts, seeds)]
        inputs = {key: np.stack([r[key] for r in references]) for key in references[0]}
        composed = inputs.pop("composed")
        ids, vectors = (np.stack(x) for x in zip(*map(self.planner.words.encode, prompts)))
        states = self.run("text_encoder", input_ids=ids, word_vectors=vectors)
        if guidance != 1:
            empty_ids, empty_vectors = (np.stack([x] * len(prompts)) for x in self.planner.words.encode(""))
            empty = self.run("text_encoder", input_ids=empty_ids, word_vectors=empty_vectors)
        noise = np.stack([np.random.default_rng(s).standard_normal((CHANNELS, GRID, GRID), np.float32) for s in seeds])
        sigmas = np.append((start or self.start) * np.linspace(1, 1 / steps, steps), 0).astype(np.float32)
        sigmas = self.shift * sigmas / (1 + (self.shift - 1) * sigmas)
        x = composed + sigmas[0] * (noise - composed)
        for now, then in zip(sigmas, sigmas[1:]):
            timestep = np.full(len(x), 1000 * now, np.float32)
            velocity = self.run("transformer", sample=x, timestep=timestep, encoder_hidden_states=states, **inputs)
            if guidance != 1:
                free = self.run("transformer", sample=x, timestep=timestep, encoder_hidden_states=empty, **inputs)
                velocity = free + guidance * (velocity - free)
            x = x + (then - now) * velocity
        return x

    def draw(self, prompts, seeds, batch: int = 8, **options) -> np.ndarray:
        """uint8 [n, 256, 256, 3]."""
        pictures = []
        references = options.pop("references", None)
        for i in range(0, len(prompts), batch):
            x = self.latents(prompts[i:i + batch], seeds[i:i + batch], references=references and references[i:i + batch], **options)
            pictures.append(self.run("vae_decoder", latent_sample=x))
        return to_bytes(np.concatenate(pictures))


def to_bytes(pictures: np.ndarray) -> np.ndarray:
    return ((pictures.clip(-1, 1) + 1) * 127.5).round().astype(np.uint8).transpose(0, 2, 3, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prompts", nargs="+")
    parser.add_argument("--model", default="sticker")
    parser.add_argument("--out", type=Path, default=Path("."))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=4)
    arguments = parser.parse_args()
    sampler = Sampler(arguments.model)
    arguments.out.mkdir(parents=True, exist_ok=True)
    pictures = sampler.draw(arguments.prompts, [arguments.seed] * len(arguments.prompts), steps=arguments.steps)
    for i, picture in enumerate(pictures):
        Image.fromarray(picture).save(arguments.out / f"{i}.png")


if __name__ == "__main__":
    main()

"""Composed scenes as latents, made shard by shard in the background: `python -m training.pool --shards N`.

A shard depends on its number only, so a killed run goes on where it stopped."""

import argparse
import json
import random

import numpy as np
import torch

from .autoencoder import load_autoencoder, to_tensor
from .compose import random_scene, render
from .settings import WORK

SHARD = 512
FOLDER = WORK / "pool"


def scenes_of(shard: int, count: int = SHARD) -> list[dict]:
    rng = random.Random(f"scenes {shard}")
    return [random_scene(rng) for _ in range(count)]


@torch.no_grad()
def encode(encoder, pixels: np.ndarray, batch: int = 32) -> torch.Tensor:
    return torch.cat([encoder(to_tensor(pixels[i:i + batch])) for i in range(0, len(pixels), batch)]).contiguous()


def make_shard(shard: int, encoder, count: int = SHARD, folder=FOLDER):
    file = folder / f"{shard:05d}.npz"
    if file.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    scenes = scenes_of(shard, count)
    latents = encode(encoder, np.stack([render(scene) for scene in scenes])).half().numpy()
    partial = file.with_suffix(".partial.npz")
    np.savez(partial, latents=latents, scenes=np.frombuffer(json.dumps(scenes).encode(), np.uint8))
    partial.rename(file)


def load_shard(file):
    with np.load(file) as data:
        return torch.from_numpy(data["latents"]), json.loads(data["scenes"].tobytes())


def shard_files(folder=FOLDER):
    return sorted(f for f in folder.glob("*.npz") if "partial" not in f.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shards", type=int, default=100)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    encoder = load_autoencoder().encoder
    for shard in range(arguments.shards):
        make_shard(shard, encoder)
        print("shard", shard, flush=True)


if __name__ == "__main__":
    main()

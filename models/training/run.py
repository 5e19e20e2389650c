"""From nothing to `models/sticker/`: `cd models && python -m training.run --hours H`.

Stages keep what they made in `.work/` (or $STICKER_WORK): run it again after a kill and it goes on. `--hours` is for training, on a
graphics card if there is one; the other stages take about half an hour on two cores."""

import argparse
import json
import subprocess
import sys
import time

from . import artwork, export, memory
from .settings import CHECKPOINTS, WORK

SHARDS_PER_HOUR = 90  # on a processor, where composing them takes as long as training


def run_module(name: str, *arguments):
    subprocess.run([sys.executable, "-m", f"training.{name}", *map(str, arguments)], check=True)


def stage(name: str, work, done=None):
    if done and done.exists():
        print(f"{name}: done before", flush=True)
        return
    print(f"{name} …", flush=True)
    started = time.time()
    work()
    if done:
        done.touch()
    print(f"{name}: {time.time() - started:.0f} s", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, required=True)
    parser.add_argument("--new-autoencoder", action="store_true", help="train one instead of taking the committed one")
    arguments = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    minutes = 60 * arguments.hours
    stage("artwork", artwork.main, WORK / "artwork.done")
    stage("words", lambda: run_module("vocabulary"))
    stage("faces", lambda: run_module("faces"))
    if arguments.new_autoencoder or not (CHECKPOINTS / "autoencoder.safetensors").exists():
        stage("autoencoder", lambda: run_module("train_autoencoder", "--minutes", .4 * minutes), WORK / "autoencoder.done")
        minutes *= .6
    stage("memory", memory.main, WORK / "memory.done")
    stage("restyler", lambda: run_module("restyle"), WORK / "restyle.done")
    stage("pool", lambda: run_module("pool", "--shards", max(4, round(arguments.hours * SHARDS_PER_HOUR))))
    stage("training", lambda: run_module("train", "--minutes", minutes))
    stage("judge", lambda: run_module("judge"), WORK / "judge.done")
    stage("export", lambda: print(json.dumps(export.export_model(), indent=2)))
    stage("evaluation", lambda: run_module("evaluate", "--sheet", WORK / "contact-sheet.png"))
    print("to train further from these weights, put", WORK / "transformer.safetensors", "into", CHECKPOINTS)


if __name__ == "__main__":
    main()

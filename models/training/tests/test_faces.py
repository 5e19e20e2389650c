import json

import numpy as np
import torch
from PIL import Image, ImageDraw

from training import faces, train
from training.settings import CHANNELS, GRID, WORK

EYES, MOUTH = [[96, 110], [160, 110]], [128, 160]


def drawn_face(skin=(250, 200, 60), mouth=True) -> np.ndarray:
    image = Image.new("RGBA", (256, 256))
    pen = ImageDraw.Draw(image)
    pen.ellipse((40, 30, 216, 226), fill=(*skin, 255))
    for x, y in EYES:
        pen.ellipse((x - 10, y - 12, x + 10, y + 12), fill=(40, 30, 30, 255))
        pen.rectangle((x - 18, y - 30, x + 18, y - 24), fill=(60, 40, 30, 255))  # a brow is no eye
    if mouth:
        pen.rectangle((MOUTH[0] - 20, MOUTH[1] - 5, MOUTH[0] + 20, MOUTH[1] + 5), fill=(150, 0, 60, 255))
    return np.asarray(image)


def test_eyes_and_mouth_of_a_drawing_are_found_in_any_skin():
    for skin in ((250, 200, 60), (255, 220, 190), (125, 85, 70)):
        found = faces.find_features(drawn_face(skin))

        assert np.allclose(found["eyes"], EYES, atol=1.5) and np.allclose(found["mouth"], MOUTH, atol=1.5)


def test_a_drawing_without_a_face_has_none():
    assert faces.find_features(np.full((256, 256, 4), 255, np.uint8)) is None
    assert faces.find_features(drawn_face(mouth=False)) is None
    assert faces.find_features(np.rot90(drawn_face()).copy()) is None


def test_a_share_of_the_samples_are_faces_that_begin_from_what_portrait_makes_of_them(monkeypatch):
    latents = torch.randn(2, 2, CHANNELS, GRID, GRID)
    coverage = torch.zeros(2, GRID, GRID)
    coverage[:, 4:12, 4:12] = 1
    known = [{"id": "a4", "tone": 1, "style": "flat"}, {"id": "a4", "tone": 1, "style": "3d"}]
    monkeypatch.setattr(train, "load_faces", lambda: (latents, coverage, known))
    monkeypatch.setattr(train, "FACES", .5)
    monkeypatch.setattr(train, "BEGUN_FROM_PORTRAIT", 1)
    from training import pool
    from training.autoencoder import load_autoencoder
    pool.make_shard(0, load_autoencoder().encoder, 24)

    scenes, (targets, noise, t, *_, references) = train.Examples(3).batch(40)
    shown, flags = references[0], references[3]
    rows = [i for i, scene in enumerate(scenes) if scene["layout"] == "face"]

    assert 8 < len(rows) < 32
    for i in rows:
        own = next(k for k in (0, 1) if torch.equal(targets[i], latents[k, 0]))
        given = next(k for k in (0, 1) if torch.equal(shown[i, 0, :CHANNELS, 8, 8], latents[k, 1, :, 8, 8]))
        assert flags[i, 0, 1] == 1 and flags[i, 0, 0] <= (given == own)
        assert torch.equal(shown[i, 0, CHANNELS], coverage[own])
        # Where image to image begins, nothing of the target is there: the start is the simplified face under noise.
        if t[i] >= .5:
            began = (1 - t[i]) * targets[i] + t[i] * noise[i]
            assert abs(torch.corrcoef(torch.stack([(began - (1 - t[i]) * latents[given, 1]).flatten(), targets[i].flatten()]))[0, 1]) < .12


def test_where_a_sample_begins_from_its_target_the_noise_stays():
    noise, target = torch.randn(3, CHANNELS, GRID, GRID), torch.randn(3, CHANNELS, GRID, GRID)

    assert torch.equal(train.begun_elsewhere(target, target, noise, torch.tensor([.1, .5, .9])), noise)


def test_faces_of_the_evaluation_are_never_trained_on():
    held = [id for id in (f"1f{n:03x}" for n in range(600)) if faces.held_out(id)]

    assert 120 < len(held) < 240

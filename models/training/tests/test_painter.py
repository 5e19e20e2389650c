import random

import numpy as np
import pytest
import torch

from training import compose, cut, painter
from training.autoencoder import load_autoencoder, to_tensor
from training.memory import background_latents, reference
from training.settings import CHANNELS, GRID, SIZE


@pytest.fixture(scope="module")
def page():
    return painter.MemoryPainter(load_autoencoder())


def scene(colour=None, background=None, pastes=None, sticker=False):
    subject = {"id": "a1"} | ({"colour": colour} if colour else {})
    return {"style": "3d", "layout": "single", "background": background, "sticker": sticker, "subjects": [subject],
            "pastes": pastes or [compose.paste(0, 16, 0, 0)]}


def test_scenes_in_a_batch_are_those_that_are_drawn_one_by_one(page):
    rng = random.Random(1)
    scenes = [compose.random_scene(rng) for _ in range(12)] + [scene(colour=c, background="mint") for c in compose.COLOURS]
    true = to_tensor(np.stack([compose.render(s) for s in scenes]))

    made = page.pictures(painter.as_arrays(scenes))

    stickers = torch.tensor([s["sticker"] for s in scenes])
    apart = (made - true).abs() * 127.5
    assert apart[~stickers].max() <= 1.5  # a rounding
    assert apart.mean() < .1


def test_a_sticker_has_a_white_border_and_what_is_set_off_a_line(page):
    plain, sticker = painter.as_arrays([scene(background="navy"), scene(background="navy", sticker=True)], [2, 0])[[0]], painter.as_arrays([scene(background="navy", sticker=True)])
    bare = page.pictures(painter.as_arrays([scene(background="navy")]))

    assert (page.pictures(sticker) - bare).amax() > 1.5
    assert -.3 < (page.pictures(plain) - bare).amin() < -.05  # darker, as its ground is dark already


def test_a_piece_is_cut_from_white_as_one_by_one(page):
    rng = np.random.default_rng(0)
    pixels = np.full((2, SIZE, SIZE, 3), 255, np.uint8)
    pixels[0, 60:200, 40:180] = rng.integers(0, 200, 3)
    pixels[1, 100:240, 90:150] = 250  # white as its ground: the memory alone knows its shape
    coverage = np.zeros((2, GRID, GRID), np.float32)
    coverage[0, 3:13, 2:12], coverage[1, 6:15, 5:10] = .9, .8

    made = painter.cut_out(torch.from_numpy(pixels).float(), torch.from_numpy(coverage))

    for one, p, c in zip(made, pixels, coverage):
        assert np.abs(one.numpy() - cut.cut_out(p, c)).max() < 1


def test_on_white_the_page_begins_with_the_memory_s_own_steps(page):
    latents, touched = page.given(painter.as_arrays([scene()]))
    piece = reference("fluent-3d", "a1", 16)
    covered = piece[CHANNELS] > 0

    assert torch.equal(touched[0, 0], covered) and not touched[0, 1].any()
    assert 0 < (latents[0] - piece[:CHANNELS])[:, covered].abs().mean() < .3  # 4-bit steps
    assert torch.equal(latents[0][:, ~covered], background_latents()["white"][:, ~covered])


def test_what_is_recoloured_has_a_ground_or_overlaps_is_composed_in_pixels_and_nearly_the_true_picture(page):
    overlapping = [compose.paste(0, 8, 2, 2), compose.paste(0, 8, 5, 5)]
    for one in (scene(colour="blue"), scene(background="navy"), scene(colour="green", background="sunset"), scene(pastes=overlapping)):
        scenes = painter.as_arrays([one])
        with torch.no_grad():
            true, other = (page.encode(page.pictures(s))[0] for s in (scenes, painter.as_arrays([scene()])))
        composed, touched = page.given(scenes)

        assert (composed[0] - true).abs().mean() < .35 * (composed[0] - other).abs().mean()
        assert touched[0, 0].any()

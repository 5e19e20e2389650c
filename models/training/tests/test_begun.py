import numpy as np
import torch

from training import begun, compose, pool, train
from training.autoencoder import load_autoencoder
from training.memory import background_latents, reference
from training.settings import CHANNELS, GRID


def scene(colour=None, background=None, pastes=None):
    subject = {"id": "a1"} | ({"colour": colour} if colour else {})
    return {"style": "3d", "layout": "single", "background": background, "sticker": False, "subjects": [subject],
            "pastes": pastes or [compose.paste(0, 16, 0, 0)]}


def test_on_white_the_page_begins_with_the_memory_s_own_steps():
    latents, touched, is_plain = begun.laid(scene())
    piece = reference("fluent-3d", "a1", 16)
    covered = piece[CHANNELS] > 0

    assert is_plain and np.array_equal(touched[0], covered.numpy()) and not touched[1].any()
    assert 0 < (latents - piece[:CHANNELS])[:, covered].abs().mean() < .3  # 4-bit steps
    assert torch.equal(latents[:, ~covered], background_latents()["white"][:, ~covered])


def test_what_overlaps_is_recoloured_or_has_a_ground_is_composed_in_pixels():
    twice = [compose.paste(0, 8, 2, 2), compose.paste(0, 8, 5, 5)]

    assert not begun.laid(scene(colour="blue"))[2]
    assert not begun.laid(scene(background="navy"))[2]
    assert not begun.laid(scene(pastes=twice))[2]
    assert begun.laid(scene(pastes=[compose.paste(0, 8, 0, 0), compose.paste(0, 8, 8, 8)]))[2]


def test_a_composed_scene_is_nearly_what_encoding_the_true_picture_gives():
    encoder, composer = load_autoencoder().encoder, begun.Composer()
    for one in (scene(colour="blue"), scene(background="navy"), scene(colour="green", background="sunset")):
        composed, touched = composer.compose(one)
        true, other = (pool.encode(encoder, compose.render(s)[None])[0] for s in (one, scene()))

        assert (composed - true).abs().mean() < .35 * (composed - other).abs().mean()
        assert touched[0].any()


def test_the_network_is_told_what_it_begins_with_in_the_cells_of_its_artwork():
    composed, touched = begun.laid(scene())[:2]

    canvases, _, mask, flags = begun.told(scene(), composed, touched)

    cells = torch.from_numpy(touched[0])
    assert torch.equal(canvases[0, CHANNELS], cells.float()) and torch.equal(canvases[0, :CHANNELS][:, cells], composed[:, cells])
    assert mask.tolist() == [1, 0, 0] and flags[0, 0] == 1 and canvases.shape[-1] == GRID


def test_without_noise_a_picture_stays_what_it_was_begun_with():
    torch.manual_seed(0)
    result = begun.measure(train.Model(depth=1).eval(), [1e-4, .5], 3)

    assert result["drawn_from_0.0001"] == result["begun_with"]
    assert result["drawn_from_0.5"]["decibels"] < result["begun_with"]["decibels"] < result["true_picture_encoded"]["decibels"]

import numpy as np
import torch

from training import restyle
from training.tones import in_tone


def cut_out():
    picture = torch.zeros(1, 4, 256, 256)
    picture[:, :, 40:200, 60:220] = torch.tensor([.8, .2, .1, 1.]).view(1, 4, 1, 1)
    return picture


def test_an_untrained_restyler_leaves_colours_as_they_are():
    made = restyle.Restyler()(cut_out(), torch.eye(3)[:1])

    assert torch.allclose(made[0, :, 100, 100], torch.tensor([.8, .2, .1]), atol=1e-5)


def test_pixels_drawn_for_training_change_as_whole_pictures_do():
    network = restyle.Restyler()
    torch.nn.init.normal_(network.third.weight, std=.02)
    style = torch.eye(3)[1:2]

    made = network(cut_out(), style)[0, :, 100, 90:110].T
    around = restyle.Surroundings()(cut_out())[0, :, 100, 90:110].T

    assert torch.allclose(made, around[:, :3] + network.change(around, style.expand(20, -1)), atol=1e-5)


def test_styles_change_a_pixel_differently():
    network = restyle.Restyler()
    torch.nn.init.normal_(network.third.weight, std=.02)

    made = [network(cut_out(), torch.eye(3)[k:k + 1])[0, :, 100, 100] for k in range(3)]

    assert (made[0] - made[1]).abs().max() > 1e-4 and (made[1] - made[2]).abs().max() > 1e-4


def test_a_drawing_is_found_again_where_it_was_moved_to():
    target = cut_out()[0]
    source = restyle.moved(target, .92, 1 / 32, -2 / 32)

    (scale, dx, dy), apart, colours = restyle.best_fit(source, target)

    assert abs(scale - .92) < .01 and (dx, dy) == (1 / 32, -2 / 32)
    assert apart < .05 and colours < .05


def test_a_tone_moves_the_colours_of_its_list_and_no_others():
    before, after = np.array([[255, 200, 60], [255, 255, 255]], np.float32), np.array([[90, 60, 60], [255, 255, 255]], np.float32)
    colours = np.array([[255, 200, 60], [250, 195, 62], [250, 250, 250], [0, 0, 255]], np.float32)

    made = in_tone(colours, before, after, reach=16, felt=16, keep=1)

    assert np.allclose(made[0], [90, 60, 60], atol=.5)
    assert np.allclose(made[1], [85, 55, 62], atol=1)
    assert np.allclose(made[2:], colours[2:], atol=.5)

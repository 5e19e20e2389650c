import torch

from training import begun, train


def test_without_noise_a_picture_stays_what_it_was_begun_with():
    torch.manual_seed(0)
    result = begun.measure(train.Model(depth=1).eval(), [1e-4, .5], 3)

    assert result["drawn_from_0.0001_in_4"] == result["begun_with"]
    assert result["drawn_from_0.5_in_4"]["decibels"] < result["begun_with"]["decibels"] < result["true_picture_encoded"]["decibels"]

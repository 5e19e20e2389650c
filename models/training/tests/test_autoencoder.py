import math

import torch

from training import train_autoencoder as training
from training.settings import CHANNELS, GRID


def test_cells_that_are_white_hold_white_s_latents_as_in_the_memory(monkeypatch):
    monkeypatch.setattr(training, "LAID", 1)
    truth = torch.ones(1, 3, 256, 256)
    truth[..., 20, 40] = .5
    latents, white = torch.randn(1, CHANNELS, GRID, GRID), torch.randn(1, CHANNELS, GRID, GRID)

    laid = training.as_laid(latents, white, truth)

    assert torch.equal(laid[..., 1, 2], latents[..., 1, 2])
    laid[..., 1, 2] = white[..., 1, 2]
    assert torch.equal(laid, white)


def test_steps_leave_sixteen_values_and_let_gradients_pass():
    latents = torch.linspace(-4, 4, 500, requires_grad=True)

    stepped = training.in_steps(latents)
    stepped.sum().backward()

    assert len(stepped.detach().unique()) == training.LEVELS and torch.equal(latents.grad, torch.ones(500))


def test_training_goes_on_from_given_weights_and_learns(monkeypatch):
    monkeypatch.setattr(training.torch, "compile", lambda f: f)
    pictures = training.Pictures("cpu", 8, workers=1)
    trainer = training.Trainer(False, "cpu", training.CHECKPOINTS / "autoencoder.safetensors")
    torch.manual_seed(1)
    batch = pictures.batch(4)

    losses = [float(trainer.update(batch, 0)) for _ in range(6)]

    assert min(losses[3:]) < losses[1] and all(map(math.isfinite, losses))

import json
import math

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from training import export, pool, train
from training.autoencoder import load_autoencoder, tighten
from training.networks import Transformer
from training.optimiser import orthogonalise
from training.sample import Sampler
from training.settings import BACKGROUND, CHANNELS, FLAGS, GRID, SLOTS, VECTOR_LENGTH


@pytest.fixture(scope="module")
def shards():
    pool.make_shards({kind: 1 for kind in pool.KINDS}, count=12, workers=1)


@pytest.fixture(scope="module")
def exported(shards, tmp_path_factory):
    """A model folder of an untrained model, and the report of exporting it."""
    folder = tmp_path_factory.mktemp("model")
    torch.manual_seed(0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "load_model", lambda: (train.Model(depth=1).eval(), 0))
        return folder, export.export_model(folder)


def empty_references(batch=1):
    return [torch.zeros(batch, SLOTS, CHANNELS + 1, GRID, GRID), torch.zeros(batch, SLOTS, VECTOR_LENGTH),
            torch.zeros(batch, SLOTS), torch.zeros(batch, SLOTS, FLAGS)]


def test_orthogonalised_matrices_have_singular_values_near_one():
    values = torch.linalg.svdvals(orthogonalise(torch.randn(2, 24, 40)))

    assert values.min() > .5 and values.max() < 1.5


def test_an_untrained_transformer_draws_the_references_over_white():
    white = torch.randn(CHANNELS, GRID, GRID)
    network = Transformer(white, width=32, depth=1)
    references = empty_references()
    references[0][0, 0, :CHANNELS, :8, :8], references[0][0, 0, CHANNELS, :8, :8] = .7 * .5, .5
    references[2][0, 0] = 1

    ground = white[None].clone()
    ground[:, :, :8, :8] = .7
    velocity = network(torch.randn(1, CHANNELS, GRID, GRID) * 0, torch.tensor([1000.]), torch.zeros(1, 20, 32), *references)

    # At t = 1 and no noise, the best guess of x0 is the ground itself.
    assert torch.allclose(velocity, -ground, atol=1e-5)


def test_tightening_makes_an_edge_steeper_and_gives_it_no_halo():
    soft = torch.linspace(-1, 1, 9).clamp(-.75, .75).expand(1, 3, 9, 9)

    crisp = tighten(soft)

    assert crisp[0, 0, 4].diff().max() > 1.2 * soft[0, 0, 4].diff().max()
    assert crisp.min() >= soft.min() and crisp.max() <= soft.max()


def test_a_decoder_starts_from_weights_without_its_newer_layers(tmp_path):
    model = load_autoencoder()
    old = {k: v.contiguous() for k, v in model.state_dict().items() if not k.startswith(("decoder.sharp", "decoder.edges", "decoder.up3"))}
    save_file(old, tmp_path / "old.safetensors")
    latents = torch.randn(1, CHANNELS, 4, 4)

    started = load_autoencoder(tmp_path / "old.safetensors")

    with torch.no_grad():
        assert torch.isfinite(started.decoder(latents)).all()
        assert started.decoder.edges.weight.eq(0).all()


def test_background_slot_covers_white():
    network = Transformer(torch.zeros(CHANNELS, GRID, GRID), width=32, depth=1)
    references = empty_references()
    references[0][0, BACKGROUND], references[2][0, BACKGROUND] = 1, 1

    ground = network.lay_ground(references[0], references[2])

    assert ground.eq(1).all()


def test_training_goes_on_exactly_where_it_was_saved(shards, tmp_path):
    torch.manual_seed(0)
    model = train.Model(width=256, depth=1)
    trainer = train.Trainer(model)
    examples = train.Examples()
    batches = [examples.batch(4) for _ in range(3)]
    for batch in batches[:2]:
        trainer.update(model, batch, .1)
    trainer.save(tmp_path / "state.pt")
    expected = trainer.update(model, batches[2], .1)

    again = train.Trainer(train.Model(width=256, depth=1))
    again.load(tmp_path / "state.pt")
    losses = again.update(again.model, batches[2], .1)

    assert torch.equal(losses, expected)
    assert again.samples == 12
    for p, q in zip(model.parameters(), again.model.parameters()):
        assert torch.equal(p, q)


def test_a_checkpoint_carries_weights_and_the_offsets_of_words(shards, tmp_path, monkeypatch):
    model = train.Model(depth=1)
    torch.nn.init.normal_(model.text_encoder.offsets.weight)
    monkeypatch.setattr(train, "averaged", lambda file: (model, 7))

    train.write_checkpoint(tmp_path / "weights.safetensors")
    again = train.Model(depth=1)
    fitting = train.warm_start(again, tmp_path / "weights.safetensors")

    assert fitting == len(model.state_dict()) - 1
    for name, value in model.state_dict().items():
        assert torch.allclose(again.state_dict()[name], value, atol=2e-3), name


def test_examples_say_what_the_page_would_begin_with_and_tell(shards):
    made = pool.load_pool()

    apart = {kind: float((p["target"].float() - p["given"].float()).abs().mean()) for kind, p in made.items()}
    assert set(made) == set(pool.KINDS) and all(len(p["ids"]) == 12 for p in made.values())
    assert apart["own"] < apart["composed"] < apart["restyled"] < apart["redrawn"]
    assert made["faces"]["flags"][:, 0, 1].all() and made["composed"]["flags"][:, 0].tolist() == 12 * [[True, False]]
    assert not made["unaided"]["touched"].any() and made["redrawn"]["begun"].max() == 0
    assert torch.equal(pool.describe("own", 3, 4)["ids"], pool.describe("own", 3, 4)["ids"])


def test_the_network_is_told_what_it_begins_with_in_the_cells_of_its_artwork(shards):
    examples = train.Examples()
    one = {name: value[:1] for name, value in examples.pool["composed"].items()}

    canvases, called, mask, flags = examples.references(one["names"].long(), one["flags"].float(), one["touched"], one["given"].float(), one["background"].long())

    cells = one["touched"][0, 0]
    assert torch.equal(canvases[0, 0, CHANNELS], cells.float()) and torch.equal(canvases[0, 0, :CHANNELS][:, cells], one["given"][0].float()[:, cells])
    assert mask[0, 0] == 1 and flags[0, 0, 0] == 1 and called[0, 0].abs().sum() > 0


def test_where_a_sample_begins_from_its_target_the_noise_stays():
    noise, target = torch.randn(3, CHANNELS, GRID, GRID), torch.randn(3, CHANNELS, GRID, GRID)

    assert torch.equal(train.begun_elsewhere(target, target, noise, torch.tensor([.1, .5, .9])), noise)


def test_learning_lowers_the_loss_of_one_batch(shards):
    torch.manual_seed(0)
    model = train.Model(depth=1)
    trainer = train.Trainer(model)
    batch = train.Examples().batch(24)

    losses = [trainer.update(model, batch, 0).mean().item() for _ in range(25)]

    assert losses[-1] < .8 * losses[0]


def test_schedule_warms_up_holds_and_decays():
    assert train.schedule(0, 0) == pytest.approx(1 / train.WARM_UP)
    assert train.schedule(500, .4) == 1
    assert train.schedule(500, 1) == pytest.approx(.01)


def test_export_matches_torch_and_draws_what_the_prompt_says(exported):
    folder, report = exported

    manifest = json.loads((folder / "manifest.json").read_text())
    sampler = Sampler(folder)
    pictures = sampler.draw(["banana, 3d", "frog wearing a crown on a navy background", "two blue balloons"], [0, 1, 2])

    assert all(report[name]["float32_error"] <= 1e-3 for name in manifest["components"])
    assert {f["path"] for f in manifest["files"]} >= {"memory/index.json", "tokenizer/words.txt", "transformer/model.onnx"}
    assert pictures.shape == (3, 256, 256, 3) and np.isfinite(pictures).all()
    navy = pictures[1][:8].reshape(-1, 3).mean(0)
    assert np.abs(navy - [30, 44, 96]).max() < 40


def test_the_planner_reads_colours_places_and_relations(exported):
    sampler = Sampler(exported[0])
    planner = sampler.planner
    name = lambda plan, i: planner.index["subjects"][plan["subjects"][i]["subject"]]["name"]

    plan = planner.read("blue frog next to a red apple at sunset, 3d")
    turnip = planner.read("turnip")

    assert (name(plan, 0), plan["subjects"][0]["colour"]) == ("frog", "blue")
    assert (name(plan, 1), plan["subjects"][1]["colour"]) == ("red apple", None)
    assert plan["relation"] == "beside" and plan["style"] == "3d"
    assert planner.index["backgrounds"][plan["background"]]["id"] == "sunset"
    assert name(turnip, 0) == "banana"
    assert not math.isnan(sampler.references("a dog behind a rocket", 1)[0]["reference_latents"].sum())

import random

import numpy as np
import torch

from training import judge, language
from training.artwork import sprite
from training.compose import LAID_BY_THE_PAGE, LAYOUTS, held_out, main_hue, own_colour, random_scene, recolour, render
from training.languages import languages, plain
from training.memory import in_steps, lay, pack_artwork, reference, steps_of, unpack_artwork
from training.nearness import is_unfit, nearest
from training.settings import CHANNELS, GRID, SIZE
from training.vocabulary import check_captions, encode, vectors


def test_a_scene_is_drawn_at_full_size_and_the_same_each_time():
    scene = random_scene(random.Random(3))

    first, second = render(scene), render(scene)

    assert first.shape == (SIZE, SIZE, 3) and first.dtype == np.uint8
    assert (first == second).all()


def test_held_out_combinations_are_never_composed():
    rng = random.Random(0)

    for _ in range(300):
        scene = random_scene(rng)
        for subject in scene["subjects"]:
            assert scene["layout"].startswith("wearing-") and subject is not scene["subjects"][0] or not held_out(subject["id"], style=scene["style"])
            assert "colour" not in subject or not held_out(subject["id"], colour=subject["colour"])


def test_recolouring_moves_the_main_hue_and_keeps_the_outline():
    piece = sprite("fluent-flat", "a1", 8)

    blue = recolour(piece, "blue")

    assert own_colour("fluent-flat", "a1")[0] == "red"
    assert main_hue(blue.astype(np.uint8))[0] == "blue"
    assert (blue[..., 3] == piece[..., 3]).all()


def test_captions_use_trained_words_only_and_name_what_is_there():
    rng = random.Random(1)
    scene = {"style": "3d", "layout": "wearing-head", "background": "teal", "subjects": [{"id": "a5", "colour": "pink"}, {"id": "a7"}]}

    assert check_captions(200) == []
    captions = [language.caption(scene, rng) for _ in range(20)]
    assert all(any(w in c for w in language.COLOUR_WORDS["pink"]) and "teal" in c for c in captions)


def test_encoded_text_starts_with_cls_and_is_padded():
    row = encode("Two BANANAS, 3D!")

    assert row[0] == 1 and len(row) == 20 and row[4:] == [0] * 16
    assert encode("turnips") == encode("turnip") != encode("unheardof")
    assert vectors()[:3].abs().sum() == 0


def test_packed_artwork_unpacks_to_nearly_itself_and_says_where_the_next_begins():
    scale, offset = np.full(CHANNELS, .3), np.zeros(CHANNELS)
    pieces = [reference("noto", id, 12) for id in ("a1", "a6")]

    data = b"".join(pack_artwork(piece, scale, offset) for piece in pieces)
    first, middle = unpack_artwork(data, 0, 12, scale, offset)
    second, end = unpack_artwork(data, middle, 12, scale, offset)

    assert end == len(data)
    for made, piece in zip((first, second), pieces):
        assert ((made[CHANNELS] > 0) == (piece[CHANNELS] > 0)).all()
        within = piece[:CHANNELS].abs() < 1.9
        assert (made[:CHANNELS] - piece[:CHANNELS])[within].abs().max() <= .16


def test_laying_cuts_what_hangs_over_and_multiplies_by_coverage():
    canvas = torch.zeros(CHANNELS + 1, GRID, GRID)
    piece = torch.ones(CHANNELS + 1, 8, 8)
    piece[CHANNELS] = .5

    lay(canvas, piece, (-4, 12))

    assert canvas[CHANNELS, 12:, :4].eq(.5).all() and canvas[0, 12:, :4].eq(.5).all()
    assert canvas.sum() == (CHANNELS + 1) * 16 * .5


def test_layouts_stay_on_the_canvas_by_more_than_half():
    for variants in (LAYOUTS | LAID_BY_THE_PAGE).values():
        for place in (p for v in variants for p in v["pastes"] if "at" in p):
            for start in place["at"]:
                assert min(start + place["grid"], GRID) - max(start, 0) > place["grid"] / 2


def test_a_word_finds_the_subject_of_its_kind():
    assert nearest("toad") == nearest("frogs") == "a5"
    assert nearest("unheardof") is None


def test_a_slur_or_an_obscene_word_finds_nothing_in_singular_or_plural():
    assert is_unfit("warty") and is_unfit("wartys")
    assert not is_unfit("toad")


def test_latents_in_the_memorys_steps_are_what_comes_out_of_it():
    piece = reference("noto", "a5", 12)

    unpacked, _ = unpack_artwork(pack_artwork(piece, *steps_of(16)), 0, 12, *steps_of(16))

    covered = piece[CHANNELS] > 0
    assert torch.allclose(in_steps(piece[None, :CHANNELS])[0][:, covered], unpacked[:CHANNELS][:, covered], atol=1e-4)


def test_the_judge_knows_artwork_again_on_another_ground():
    judge.train(3)
    pieces, classes, _ = judge.artwork()

    seen = (pieces[:, :3].float() + (1 - pieces[:, 3:].float()) * torch.tensor([.2, .3, .6]).view(3, 1, 1)) * 2 - 1

    assert judge.right(judge.load_judge()(seen), classes, 1) > .9


def test_words_of_other_languages_are_found_by_what_they_name():
    french = next(language for language in languages() if language["id"] == "fr")
    phrases = french["phrases"]

    assert phrases["pomme rouge"] == "red apple" and phrases["banane"] == "banana"
    assert phrases["tete de grenouille"] == phrases["grenouille"] == "frog"  # a part of the name
    assert phrases["fruit"] == "fruit"  # names the same pictures
    assert "verger" not in phrases and "saute" not in phrases  # only looks like it
    assert phrases["chapeau"] == "hat" and french["adjectives"]["rouge"] == "red"  # by hand


def test_accents_of_latin_and_arabic_letters_are_dropped_and_marks_of_japanese_kept():
    assert plain("Tête d’élan") == "tete d elan"
    assert plain("أسد") == "اسد"
    assert plain("ガラス") == "ガラス"

import numpy as np
from PIL import Image, ImageDraw

from training import faces

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


def test_faces_of_the_evaluation_are_never_trained_on():
    held = [id for id in (f"1f{n:03x}" for n in range(600)) if faces.held_out(id)]

    assert 120 < len(held) < 240

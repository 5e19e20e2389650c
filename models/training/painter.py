"""Composed scenes in batches, on any device: as artists would have drawn them, and as the page lays them out of its memory.

`compose.py` says what a scene is and draws one of them; here the same is arithmetic on tensors, so that a graphics card composes
thousands a second."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F

from .artwork import SOURCES, UNSEEN, sprite_rows, sprites
from .autoencoder import Autoencoder
from .compose import SOURCE_OF_STYLE, background_pixels
from .cut import FAINT, LACKING, RIM
from .language import BACKGROUNDS, COLOURS
from .memory import background_latents, in_steps, latents_of
from .precision import in_halves
from .settings import CELL, CHANNELS, GRID, GRIDS, SIZE, SLOTS

PASTES = 4
GROUNDS = list(BACKGROUNDS)
HUES = list(COLOURS)
ALL_SOURCES = (*SOURCES, UNSEEN)
BORDER, LINE = 6, 3  # pixels of white around a sticker; of a line around what its ground would swallow


@dataclass
class Scenes:
    """Scenes as arrays: of every paste its artwork, size and place in cells, slot and colour; −1 where there is none."""

    row: torch.Tensor  # [n, PASTES], among the artwork of all sets
    grid: torch.Tensor
    at: torch.Tensor  # [n, PASTES, 2], x and y
    slot: torch.Tensor
    colour: torch.Tensor
    background: torch.Tensor  # [n], white where none is asked for
    outline: torch.Tensor  # [n]: 0 none, 1 a sticker's, 2 a dark line, 3 a light one

    def __len__(self):
        return len(self.row)

    def __getitem__(self, rows):
        return Scenes(*[part[rows] for part in vars(self).values()])

    def to(self, device):
        return Scenes(*[part.to(device) for part in vars(self).values()])


def first_rows() -> dict[str, int]:
    """Set to the number of its first artwork among those of all sets."""
    starts, at = {}, 0
    for source in ALL_SOURCES:
        starts[source.id] = at
        at += len(sprite_rows(source.id))
    return starts


def as_arrays(scenes: list[dict], outlines: list[int] | None = None) -> Scenes:
    """`outlines` beside stickers' own, see `Scenes.outline`."""
    starts, n = first_rows(), len(scenes)
    row, grid, slot, colour = (np.full((n, PASTES), -1, np.int64) for _ in range(4))
    at = np.zeros((n, PASTES, 2), np.int64)
    for i, scene in enumerate(scenes):
        source = SOURCE_OF_STYLE.get(scene["style"], scene["style"])
        for k, place in enumerate(sorted(scene["pastes"], key=lambda p: p["slot"])):
            subject = scene["subjects"][place["slot"]]
            row[i, k] = starts[source] + sprite_rows(source)[subject["id"]]
            grid[i, k], slot[i, k], at[i, k] = place["grid"], place["slot"], place["at"]
            if subject.get("colour"):
                colour[i, k] = HUES.index(subject["colour"])
    background = np.array([GROUNDS.index(s["background"] or "white") for s in scenes])
    outline = np.array([1 if s.get("sticker") else outlines[i] if outlines else 0 for i, s in enumerate(scenes)])
    return Scenes(*[torch.from_numpy(x) for x in (row, grid, at, slot, colour, background, outline)])


def window(at: torch.Tensor, size: int, side: int):
    """Where each of `side` pixels of a picture lies on a piece of `size` laid at `at` [n]: indices, and which of them are on it."""
    places = torch.arange(side, device=at.device)[None] - at[:, None]
    return places.clamp(0, size - 1), (places >= 0) & (places < size)


def laid_at(pieces: torch.Tensor, rows: torch.Tensor, at: torch.Tensor, side: int) -> torch.Tensor:
    """Pieces [m, s, s, c] of those rows, each laid at its place on an empty canvas: [n, side, side, c]."""
    (x, on_x), (y, on_y) = (window(at[:, k], pieces.shape[1], side) for k in (0, 1))
    laid = pieces[rows[:, None, None], y[:, :, None], x[:, None, :]]
    return laid * (on_y[:, :, None] & on_x[:, None, :])[..., None].to(laid.dtype)


def to_hsv(rgb):
    high, low = rgb.amax(-1), rgb.amin(-1)
    spread = high - low
    safe = torch.where(spread > 1e-6, spread, 1)
    r, g, b = rgb.unbind(-1)
    hue = torch.where(high == r, ((g - b) / safe) % 6, torch.where(high == g, (b - r) / safe + 2, (r - g) / safe + 4)) * 60
    return torch.where(spread > 1e-6, hue, 0), torch.where(high > 0, spread / high.clamp(min=1e-6), 0), high


def to_rgb(hue, saturation, value):
    channels = []
    for n in (5, 3, 1):
        k = (n + hue / 60) % 6
        channels.append(value - value * saturation * torch.minimum(k, 4 - k).clamp(0, 1))
    return torch.stack(channels, -1)


def hue_distance(a, b):
    return ((a - b + 180) % 360 - 180).abs()


def straight(pieces):
    a = pieces.float() / 255
    return (a[..., :3] / a[..., 3:].clamp(min=1e-3)).clamp(0, 1), a[..., 3]


def main_hues(pieces: torch.Tensor) -> torch.Tensor:
    """`compose.main_hue` of premultiplied [n, h, w, 4]: degrees, NaN for a colourless one."""
    rgb, alpha = straight(pieces[:, ::4, ::4])
    hue, saturation, value = to_hsv(rgb)
    weight = (alpha * (value > .15) * saturation * (saturation > .25)).flatten(1)
    histogram = torch.zeros(len(pieces), 36, device=pieces.device)
    histogram.scatter_add_(1, (hue.flatten(1) / 10).long().clamp(0, 35), weight)
    histogram = histogram + histogram.roll(1, 1) + histogram.roll(-1, 1)
    main = histogram.argmax(1) * 10. + 5
    return torch.where(weight.sum(1) / (alpha.flatten(1).sum(1) + 1e-6) < .12, torch.nan, main)


def recolour(pieces: torch.Tensor, colours: torch.Tensor) -> torch.Tensor:
    """`compose.recolour` of premultiplied [n, h, w, 4], each to its own of HUES."""
    wide = lambda x: x[:, None, None]
    total = lambda x: wide(x.sum((1, 2)))
    rgb, alpha = straight(pieces)
    hue, saturation, value = to_hsv(rgb)
    main = wide(main_hues(pieces))
    to_hue, to_saturation, to_value = (wide(x) for x in torch.tensor([COLOURS[c] for c in HUES], device=pieces.device)[colours].unbind(1))

    coloured = ((saturation - .08) / .15).clamp(0, 1)  # to white, gray or black
    is_colourless = main.isnan() | (total(coloured * alpha) / (total(alpha) + 1e-6) < .5)
    weight = torch.where(is_colourless, 1, coloured)
    light = rgb @ torch.tensor([.299, .587, .114], device=rgb.device)
    mean = total(weight * alpha * light) / (total(weight * alpha) + 1e-6)
    dark = .25 * ((mean - .3) / .25).clamp(0, 1)
    share = ((value - dark) / .15).clamp(0, 1)
    grey = (weight, to_rgb(hue, saturation * .03, light + (((light - mean) * .7 + to_value).clamp(.02, 1) - light) * share))

    tint = (((saturation < .35) & (value > .2)).float(),  # of a colourless subject
            to_rgb(to_hue.expand_as(hue), (to_saturation * (.35 + .65 * (1.4 - value).clamp(0, 1))).clamp(0, 1) * (value > .12),
                   (value * to_value + .05).clamp(0, 1)))

    known = main.nan_to_num(0)
    weight = ((70 - hue_distance(hue, known)) / 25).clamp(0, 1) * ((saturation - .12) / .15).clamp(0, 1)
    mass = total(weight * alpha) + 1e-6
    mean_value, mean_saturation = total(weight * alpha * value) / mass, total(weight * alpha * saturation) / mass
    moved = (weight, to_rgb((to_hue + ((hue - known + 180) % 360 - 180) * .45) % 360,
                            (saturation * (to_saturation / mean_saturation.clamp(min=.2))).clamp(0, 1),
                            (value * (to_value / mean_value.clamp(min=.3))).clamp(0, 1)))

    is_grey, is_tint = to_saturation == 0, main.isnan()
    weight, new = (torch.where(is_grey[..., None] if i else is_grey, grey[i],
                               torch.where(is_tint[..., None] if i else is_tint, tint[i], moved[i])) for i in (0, 1))
    rgb = (rgb * (1 - weight[..., None]) + new * weight[..., None]) * alpha[..., None]
    return torch.cat([rgb * 255, pieces[..., 3:].float()], -1).clamp(0, 255)


def cut_out(pixels: torch.Tensor, coverage: torch.Tensor) -> torch.Tensor:
    """`cut.cut_out` of [n, h, w, 3] on white, 0…255, and the coverage [n, g, g] of their cells: premultiplied RGBA, 0…255."""
    cells = lambda x: x.repeat_interleave(CELL, 1).repeat_interleave(CELL, 2)
    covered = cells(coverage)
    away = 255 - pixels.amin(-1)
    outside = covered == 0
    edge = torch.zeros_like(outside)
    edge[:, [0, -1]] = edge[:, :, [0, -1]] = True
    open_ = outside | (covered < .99) & (away < FAINT)
    ground = flood(outside | edge & open_, open_)

    size = 2 * RIM + 1
    reach = lambda x: F.max_pool2d(x[:, None], size, 1, RIM)[:, 0]
    rim = reach(ground.float()) > 0
    darkest = reach(torch.where(ground, 0., away))
    alpha = torch.where(rim, (1.06 * away / darkest.clamp(min=FAINT) - .03).clamp(0, 1), 1.)
    alpha = torch.where(outside | ground & (away < FAINT / 4), 0., alpha)

    lacking = coverage - F.avg_pool2d(alpha[:, None], CELL)[:, 0] > LACKING
    smooth = F.interpolate(coverage[:, None], scale_factor=float(CELL), mode="bilinear", align_corners=False)[:, 0]
    alpha = torch.where(cells(lacking), torch.maximum(alpha, (4 * smooth - 1.5).clamp(0, 1)), alpha)[..., None]
    without_white = torch.minimum((pixels - 255 * (1 - alpha)).clamp(min=0), 255 * alpha)
    return torch.cat([torch.where(rim[..., None], without_white, pixels * alpha), 255 * alpha], -1)


def flood(seeds: torch.Tensor, open_: torch.Tensor) -> torch.Tensor:
    reached, allowed = seeds, open_ | seeds
    while True:
        grown = reached.clone()
        for _ in range(16):
            before = grown.clone()
            grown[:, 1:] |= before[:, :-1]
            grown[:, :-1] |= before[:, 1:]
            grown[:, :, 1:] |= before[:, :, :-1]
            grown[:, :, :-1] |= before[:, :, 1:]
            grown &= allowed
        if torch.equal(grown, reached):
            return reached
        reached = grown


def around(alpha: torch.Tensor, pixels: int) -> torch.Tensor:
    """How much of an outline of so many pixels lies around a cut-out's alpha [n, h, w] (0…255), 0…1, soft at its end."""
    wider = F.max_pool2d(alpha[:, None] / 255, 2 * pixels + 1, 1, pixels)
    kernel = torch.exp(-torch.arange(-4, 5, device=alpha.device) ** 2 / (2 * 1.2 ** 2))
    kernel = (kernel / kernel.sum()).view(1, 1, 1, -1)
    blurred = F.conv2d(F.pad(wider, (4, 4, 4, 4), mode="replicate"), kernel)
    return F.conv2d(blurred, kernel.transpose(2, 3))[:, 0]


class Painter:
    """Pictures of scenes, in batches of a few hundred, on `device`."""

    def __init__(self, device="cpu"):
        self.device = torch.device(device)
        self.tiles = {grid: torch.cat([torch.from_numpy(np.array(sprites(s.id, grid))) for s in ALL_SOURCES]).to(self.device) for grid in GRIDS}
        self.grounds = torch.from_numpy(np.stack([background_pixels(name) for name in GROUNDS])).to(self.device)

    def layer(self, tiles: dict, scenes: Scenes) -> torch.Tensor:
        """Everything but the ground: premultiplied [n, SIZE, SIZE, 4], 0…255."""
        layer = torch.zeros(len(scenes), SIZE, SIZE, 4, device=self.device)
        for k in range(PASTES):
            for grid in GRIDS:
                chosen = (scenes.grid[:, k] == grid).nonzero()[:, 0]
                if not len(chosen):
                    continue
                piece = tiles[grid][scenes.row[chosen, k]]
                colour = scenes.colour[chosen, k]
                to_change = (colour >= 0).nonzero()[:, 0]
                piece = piece.float()
                if len(to_change):
                    piece[to_change] = recolour(piece[to_change], colour[to_change])
                over = laid_at(piece, torch.arange(len(chosen), device=self.device), CELL * scenes.at[chosen, k], SIZE)
                under = layer[chosen]
                layer[chosen] = over + under * (1 - over[..., 3:] / 255)
        return layer

    def on_ground(self, layer: torch.Tensor, scenes: Scenes) -> torch.Tensor:
        """[n, 3, SIZE, SIZE] in −1…1, in steps of a byte."""
        pixels = self.grounds[scenes.background]
        for kind, width, colour in ((1, BORDER, lambda ground: 255), (2, LINE, lambda ground: ground * .62), (3, LINE, lambda ground: ground * .55 + 255 * .45)):
            chosen = (scenes.outline == kind).nonzero()[:, 0]
            if len(chosen):
                ground = pixels[chosen]
                pixels[chosen] = ground + (colour(ground) - ground) * around(layer[chosen, ..., 3], width)[..., None]
        pixels = pixels * (1 - layer[..., 3:] / 255) + layer[..., :3]
        return (pixels.clamp(0, 255).round() / 127.5 - 1).permute(0, 3, 1, 2)

    def pictures(self, scenes: Scenes) -> torch.Tensor:
        """As the artists of the set would have drawn them."""
        return self.on_ground(self.layer(self.tiles, scenes), scenes)


class MemoryPainter(Painter):
    """Also what the page begins them with: the memory's artwork in its 4-bit steps, cut out, recoloured and laid together in pixels
    (`src/pipelines/compose-picture.ts`)."""

    @torch.no_grad()
    def __init__(self, autoencoder: Autoencoder, device="cpu"):
        super().__init__(device)
        self.autoencoder = autoencoder
        self.ground_latents = torch.stack([background_latents()[name] for name in GROUNDS]).to(self.device)
        self.white = self.ground_latents[GROUNDS.index("white")]
        self.latents, self.coverage, self.cuts, self.lost, self.is_cut = {}, {}, {}, {}, {}
        for grid in GRIDS:
            pieces = torch.cat([latents_of(s.id, grid) for s in SOURCES])
            n, side = len(pieces), grid * CELL
            self.latents[grid] = in_steps(pieces[:, :CHANNELS]).to(self.device)
            coverage = pieces[:, CHANNELS]
            self.coverage[grid] = torch.where(coverage > 0, (coverage * 15).round().clamp(1, 15) / 15, 0).to(self.device)
            self.cuts[grid] = torch.empty(n, side, side, 4, dtype=torch.uint8, device=self.device)
            self.lost[grid] = torch.empty(n, CHANNELS, grid, grid, device=self.device)
            self.is_cut[grid] = torch.zeros(n, dtype=torch.bool, device=self.device)

    def cut_what_is_shown(self, scenes: Scenes, batch: int = 128):
        for grid in GRIDS:
            rows = scenes.row[scenes.grid == grid].unique()
            rows = rows[~self.is_cut[grid][rows]]
            for part in rows.split(batch) if len(rows) else ():
                self.cuts[grid][part], self.lost[grid][part] = self.cut(grid, part)
                self.is_cut[grid][part] = True

    def cut(self, grid: int, rows: torch.Tensor):
        """Cut-outs [n, s, s, 4] as bytes, and what encoding takes from their latents."""
        latents, coverage = self.latents[grid][rows], self.coverage[grid][rows]
        margin = (GRID - grid) // 2
        inner = (slice(None), slice(margin, margin + grid), slice(margin, margin + grid))
        covered = torch.zeros(len(latents), GRID, GRID, device=self.device)
        covered[inner] = coverage
        canvas = self.white.repeat(len(latents), 1, 1, 1)
        canvas[:, :, *inner[1:]] = torch.where(coverage[:, None] > 0, latents, canvas[:, :, *inner[1:]])
        pixels = ((self.decode(canvas) + 1) * 127.5).round()
        lost = (canvas - self.encode(pixels / 127.5 - 1))[:, :, *inner[1:]]
        cut = cut_out(pixels.permute(0, 2, 3, 1), covered)
        place = slice(margin * CELL, (margin + grid) * CELL)
        return cut[:, place, place].round().byte(), torch.where(coverage[:, None] > 0, lost, 0)

    def encode(self, pixels: torch.Tensor) -> torch.Tensor:
        with in_halves(self.device):
            return self.autoencoder.encoder(pixels.contiguous(memory_format=torch.channels_last)).float().contiguous()

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        with in_halves(self.device):
            return self.autoencoder.decoder(latents.contiguous(memory_format=torch.channels_last)).float().clamp(-1, 1).contiguous()

    @torch.no_grad()
    def given(self, scenes: Scenes):
        """Latents [n, C, G, G] that the page begins with, and the cells that each subject touches, [n, SLOTS − 1, G, G]."""
        self.cut_what_is_shown(scenes)
        n = len(scenes)
        laid, lost = self.white.repeat(n, 1, 1, 1), torch.zeros(n, CHANNELS, GRID, GRID, device=self.device)
        touched = torch.zeros(n, SLOTS - 1, GRID, GRID, dtype=torch.bool, device=self.device)
        is_plain = (scenes.outline == 0) & (scenes.background == GROUNDS.index("white")) & (scenes.colour < 0).all(1)
        for k in range(PASTES):
            for grid in GRIDS:
                chosen = (scenes.grid[:, k] == grid).nonzero()[:, 0]
                if not len(chosen):
                    continue
                rows, at = scenes.row[chosen, k], scenes.at[chosen, k]
                on = lambda pieces: laid_at(pieces.permute(0, 2, 3, 1), rows, at, GRID).permute(0, 3, 1, 2)
                coverage = on(self.coverage[grid][:, None])
                covered = coverage > 0
                is_plain[chosen] &= ~(touched[chosen].any(1) & covered[:, 0]).flatten(1).any(1)
                laid[chosen] = torch.where(covered, on(self.latents[grid]), laid[chosen])
                lost[chosen] += (on(self.lost[grid]) - lost[chosen]) * coverage
                touched[chosen, scenes.slot[chosen, k]] |= covered[:, 0]
        composed = self.encode(self.on_ground(self.layer(self.cuts, scenes), scenes)) + lost
        return torch.where(is_plain[:, None, None, None], laid, composed), touched

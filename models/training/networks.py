"""The text encoder and the reference-guided rectified-flow transformer.

The transformer starts from `ground`: the references laid over the background, which is nearly the picture asked for. The
network only predicts what to change (edges, colours, style, light), so copying need not be learned."""

import math

import torch
import torch.nn.functional as F
from torch import nn

from .settings import BACKGROUND, CHANNELS, FLAGS, GRID, MAX_WORDS, SLOTS, VECTOR_LENGTH, WIDTH


def rms(x):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6)


def zeroed(layer):
    nn.init.zeros_(layer.weight)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)
    return layer


class TextEncoder(nn.Module):
    """Word ids and vectors to states. Ids from `trained` on have no offset of their own and share UNK's."""

    def __init__(self, trained: int, width: int = WIDTH, depth: int = 2, heads: int = 4):
        super().__init__()
        self.trained, self.heads = trained, heads
        self.offsets = nn.Embedding(trained, width)
        nn.init.zeros_(self.offsets.weight)
        nn.init.normal_(self.offsets.weight.data[:3], std=.5)
        self.vector = nn.Linear(VECTOR_LENGTH, width)
        self.position = nn.Parameter(torch.randn(MAX_WORDS, width) * .1)
        self.blocks = nn.ModuleList(
            nn.ModuleDict({"qkv": nn.Linear(width, 3 * width, bias=False), "out": zeroed(nn.Linear(width, width, bias=False)),
                           "mlp1": nn.Linear(width, 4 * width), "mlp2": zeroed(nn.Linear(4 * width, width))}) for _ in range(depth))

    def forward(self, input_ids, word_vectors, keep_offsets=None):
        unknown = input_ids >= self.trained
        offsets = self.offsets(torch.where(unknown, 2, input_ids))
        if keep_offsets is not None:
            offsets = offsets * keep_offsets
        x = self.vector(word_vectors) + offsets + self.position
        ignore = (input_ids == 0)[:, None, None, :].to(x.dtype) * -1e4
        for block in self.blocks:
            b, n, width = x.shape[0], *map(int, x.shape[1:])
            q, k, v = block["qkv"](rms(x)).view(b, n, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
            scores = rms(q) @ rms(k).transpose(-1, -2) * (width // self.heads) ** -.5 + ignore
            x = x + block["out"]((scores.softmax(-1) @ v).transpose(1, 2).reshape(b, n, width))
            x = x + block["mlp2"](F.gelu(block["mlp1"](rms(x)), approximate="tanh"))
        return rms(x)


class Block(nn.Module):
    """Depthwise convolution, attention over picture and text tokens, MLP; shifted and scaled by time and text."""

    def __init__(self, width: int, heads: int, side: int):
        super().__init__()
        self.heads, self.side = heads, side
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.text_kv = nn.Linear(width, 2 * width, bias=False)
        self.out = zeroed(nn.Linear(width, width, bias=False))
        self.mlp1, self.mlp2 = nn.Linear(width, 4 * width), zeroed(nn.Linear(4 * width, width))
        self.modulation = nn.Parameter(torch.zeros(6, width))
        self.query_scale = nn.Parameter(torch.ones(1) * 1.2)
        self.local = nn.Conv2d(width, width, 3, padding=1, groups=width)
        nn.init.normal_(self.local.weight, std=.02)
        nn.init.zeros_(self.local.bias)

    def forward(self, x, text, modulation):
        b, n, width = x.shape
        size = width // self.heads
        m = modulation + self.modulation
        grid = x.view(b, self.side, self.side, width).permute(0, 3, 1, 2)
        x = x + self.local(grid).permute(0, 2, 3, 1).reshape(b, n, width)
        y = rms(x) * (1 + m[:, 0:1]) + m[:, 1:2]
        q, k, v = self.qkv(y).view(b, n, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        text_k, text_v = self.text_kv(text).view(b, -1, 2, self.heads, size).permute(2, 0, 3, 1, 4)
        k, v = torch.cat([rms(k), rms(text_k)], 2), torch.cat([v, text_v], 2)
        a = F.scaled_dot_product_attention(rms(q) * self.query_scale, k, v, scale=2 / math.sqrt(size))
        x = x + (1 + m[:, 2:3]) * self.out(a.transpose(1, 2).reshape(b, n, width))
        y = rms(x) * (1 + m[:, 3:4]) + m[:, 4:5]
        return x + (1 + m[:, 5:6]) * self.mlp2(F.gelu(self.mlp1(y), approximate="tanh"))


class Transformer(nn.Module):
    def __init__(self, white: torch.Tensor, width: int = WIDTH, depth: int = 4, heads: int = 4, patch: int = 2):
        super().__init__()
        self.width, self.patch_size = width, patch
        self.side = side = GRID // patch
        tokens, inside = side * side, CHANNELS * patch * patch
        covered = (CHANNELS + 1) * patch * patch
        self.register_buffer("white", white.reshape(1, CHANNELS, GRID, GRID).clone())
        self.register_buffer("frequencies", torch.exp(-math.log(10000.) * torch.arange(64) / 64))
        self.input = nn.Linear(inside, width)
        self.ground = zeroed(nn.Linear(inside, width, bias=False))
        self.references = nn.ModuleList(zeroed(nn.Linear(covered, width, bias=False)) for _ in range(SLOTS))
        for layer in self.references:
            nn.init.normal_(layer.weight, std=.02)
        nn.init.normal_(self.ground.weight, std=.02)
        self.slot1 = nn.Linear(VECTOR_LENGTH + FLAGS, width)
        self.slot2 = nn.Linear(width, width, bias=False)
        self.slot = nn.Parameter(torch.randn(SLOTS, width) * .1)
        self.position = nn.Parameter(positions(side, width))
        # As measured on the pool, about: .15 of a subject in the style asked for, .1 of an own picture, .4 in another style; 1 of nothing.
        self.change = nn.Parameter(torch.zeros(SLOTS, 3))
        self.change.data[0] = torch.tensor([-.8, -1.1, -.4])
        self.layout1 = nn.Linear(width, tokens * 32)
        self.layout2 = nn.Linear(32, width, bias=False)
        nn.init.normal_(self.layout2.weight, std=.02)
        self.time1, self.time2 = nn.Linear(128, width), nn.Linear(width, width)
        self.text = nn.Linear(width, width)
        self.modulation = zeroed(nn.Linear(width, 6 * width))
        self.blocks = nn.ModuleList(Block(width, heads, side) for _ in range(depth))
        self.last_modulation = zeroed(nn.Linear(width, 2 * width))
        self.output = zeroed(nn.Linear(width, inside))

    def patches(self, x):
        b, channels, _, _ = x.shape
        p, g = self.patch_size, self.side
        return x.reshape(b, channels, g, p, g, p).permute(0, 2, 4, 1, 3, 5).reshape(b, g * g, channels * p * p)

    def lay_ground(self, references, mask):
        """References over background. On white the artwork's own edges are right; elsewhere they are mixed in by coverage."""
        has_background = mask[:, BACKGROUND].view(-1, 1, 1, 1)
        ground = self.white + has_background * (references[:, BACKGROUND, :CHANNELS] - self.white)
        occupied = has_background.expand(-1, 1, GRID, GRID)
        for slot in range(BACKGROUND):
            cover = references[:, slot, CHANNELS:]
            touched = (cover > 0).to(cover.dtype)
            weight = touched * (1 - occupied) + cover * occupied
            ground = ground + weight * (references[:, slot, :CHANNELS] - ground)
            occupied = torch.maximum(occupied, touched)
        return ground

    def expected_change(self, mask, flags):
        """Standard deviation of what is to change about `ground`, [b, 1, 1, 1]: little where the references are drawn as asked, much where
        they are not, all where there are none."""
        told = torch.cat([mask[:, :, None], flags[:, :, :2] * mask[:, :, None]], 2)
        return torch.exp((told * self.change).sum((1, 2))).view(-1, 1, 1, 1)

    def forward(self, sample, timestep, encoder_hidden_states, reference_latents, reference_names, reference_mask, reference_flags):
        b = sample.shape[0]
        references = reference_latents * reference_mask[:, :, None, None, None]
        cover = references[:, :, CHANNELS:]
        # Canvases come multiplied by coverage, as pasting leaves them.
        references = torch.cat([references[:, :, :CHANNELS] / torch.where(cover > 0, cover, 1), cover], 2)
        ground = self.lay_ground(references, reference_mask)

        # With x0 = ground + change and change ~ N(0, spread of it²), the best linear guess of the velocity needs no network;
        # the network's output has unit variance on top of it (the EDM preconditioning, for a flow).
        change = self.expected_change(reference_mask, reference_flags)
        t = (timestep / 1000).view(-1, 1, 1, 1)
        spread2 = ((1 - t) * change) ** 2 + t ** 2
        noisy = sample - (1 - t) * ground
        guess = (t - (1 - t) * change ** 2) / spread2 * noisy - ground

        angles = timestep[:, None] * self.frequencies
        time = self.time2(F.silu(self.time1(torch.cat([angles.cos(), angles.sin()], -1))))
        condition = F.silu(time + self.text(encoder_hidden_states[:, 0]))
        modulation = self.modulation(condition).view(b, 6, self.width)

        x = self.input(self.patches(noisy * spread2.rsqrt())) + self.ground(self.patches(ground)) + self.position
        x = x + self.layout2(self.layout1(condition).view(b, -1, 32))
        about = torch.cat([reference_names, reference_flags], -1) * reference_mask[:, :, None]
        about = self.slot2(F.silu(self.slot1(about))) + self.slot
        for slot in range(SLOTS):
            pieces = self.patches(references[:, slot])
            cover = pieces[..., -self.patch_size ** 2:].mean(-1, keepdim=True)
            x = x + self.references[slot](pieces) + cover * about[:, slot, None]
        for block in self.blocks:
            x = block(x, encoder_hidden_states, modulation)

        m = self.last_modulation(condition)[:, None]
        y = self.output(rms(x) * (1 + m[..., :self.width]) + m[..., self.width:])
        p, g = self.patch_size, self.side
        y = y.view(b, g, g, CHANNELS, p, p).permute(0, 3, 1, 4, 2, 5).reshape(b, CHANNELS, GRID, GRID)
        return guess + change * spread2.rsqrt() * y


def positions(side: int, width: int):
    y, x = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
    frequencies = torch.exp(-math.log(100.) * torch.arange(width // 4) / (width // 4)) * math.pi / 2
    waves = [f(axis.flatten()[:, None] * frequencies) for axis in (y, x) for f in (torch.sin, torch.cos)]
    return torch.cat(waves, -1) * .5

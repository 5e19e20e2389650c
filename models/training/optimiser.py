"""Muon for hidden matrices, Adam for the rest."""

import torch


@torch.no_grad()
def orthogonalise(batch, steps: int = 5):
    """Newton–Schulz on [n, rows, columns]: singular values all near 1."""
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = batch.size(-2) > batch.size(-1)
    x = batch.mT if tall else batch
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        square = x @ x.mT
        x = torch.baddbmm(x, torch.baddbmm(square, square, square, beta=b, alpha=c), x, beta=a)
    return x.mT if tall else x


class MuonAdam(torch.optim.Optimizer):
    """Groups say `kind`: "muon" (2-D or convolution weights) or "adam". A 3·n × n matrix counts as three."""

    def __init__(self, groups):
        super().__init__(groups, {"momentum": .95, "betas": (.9, .99)})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            (self.muon if group["kind"] == "muon" else self.adam)(group)

    def muon(self, group):
        by_shape = {}
        for p in group["params"]:
            if p.grad is None:
                continue
            state = self.state[p]
            if not state:
                state["average"] = torch.zeros_like(p)
            state["average"].lerp_(p.grad, 1 - group["momentum"])
            update = p.grad.lerp(state["average"], group["momentum"]).reshape(p.shape[0], -1)
            parts = 3 if p.shape[0] == 3 * update.shape[1] else 1
            for part, piece in enumerate(update.chunk(parts, 0)):
                by_shape.setdefault(tuple(piece.shape), []).append((p, part, piece))
        for (rows, columns), entries in by_shape.items():
            scale = .2 * max(rows, columns) ** .5
            for (p, part, _), update in zip(entries, orthogonalise(torch.stack([e[2] for e in entries]))):
                if p.is_contiguous():
                    p.view(p.shape[0], -1)[part * rows:(part + 1) * rows].add_(update, alpha=-group["lr"] * scale)
                else:
                    p.add_(update.reshape(p.shape), alpha=-group["lr"] * scale)

    def adam(self, group):
        b1, b2 = group["betas"]
        for p in group["params"]:
            if p.grad is None:
                continue
            state = self.state[p]
            if not state:
                state.update(step=0, mean=torch.zeros_like(p), square=torch.zeros_like(p))
            state["step"] += 1
            state["mean"].lerp_(p.grad, 1 - b1)
            state["square"].mul_(b2).addcmul_(p.grad, p.grad, value=1 - b2)
            root = (state["square"] / (1 - b2 ** state["step"])).sqrt_().add_(1e-8)
            p.addcdiv_(state["mean"], root, value=-group["lr"] / (1 - b1 ** state["step"]))

"""Where arithmetic in halves is as good and quicker."""

import torch


def in_halves(device: torch.device):
    """A context whose large products are of bfloat16, where the device has instructions for them."""
    return torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda" or torch.cpu._is_avx512_bf16_supported())

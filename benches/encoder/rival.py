"""Makes of a weights file the same network for onnxruntime, in 8 bits: python rival.py WEIGHTS OUT.onnx

The network is written down as PyTorch's exporter does it, fused as onnxruntime's optimiser for BERT does it, and quantised
dynamically, which is what people do who want such a network in a page. Needs numpy, onnx and onnxruntime.
"""

import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

sys.path.insert(0, str(Path(__file__).parents[2] / "training"))
import container  # noqa: E402


class Graph:
    """The nodes and tensors so far; each method adds some and gives the name of what comes out."""

    def __init__(self):
        self.nodes, self.tensors, self.count = [], [], 0

    def constant(self, array):
        self.count += 1
        name = f"constant{self.count}"
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def add(self, operator, *inputs, domain="", **attributes):
        self.count += 1
        name = f"{operator}{self.count}"
        self.nodes.append(helper.make_node(operator, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def dense(self, x, weights, name):
        product = self.add("MatMul", x, self.constant(weights[f"{name}.weight"].T))
        return self.add("Add", product, self.constant(weights[f"{name}.bias"]))

    def norm(self, x, weights, name, epsilon):
        gain, bias = (self.constant(weights[f"{name}.{part}"]) for part in ("gain", "bias"))
        return self.add("LayerNormalization", x, gain, bias, axis=-1, epsilon=epsilon)


def network(config, weights):
    """The graph of ids and shapes [batch, length] to vectors [batch, length, width]."""
    graph = Graph()
    epsilon = config["epsilon"]
    parts = [graph.add("Gather", graph.constant(weights[f"embed.{table}"]), ids)
             for table, ids in (("word", "ids"), ("position", "positions"), ("shape", "shapes"))]
    hidden = graph.norm(graph.add("Add", graph.add("Add", *parts[:2]), parts[2]), weights, "embed.norm", epsilon)
    for number in range(config["layers"]):
        name = f"layer.{number}"
        # The operator that onnxruntime's optimiser makes of queries, keys, values and all between them.
        qkv = [graph.constant(weights[f"{name}.qkv.weight"].T), graph.constant(weights[f"{name}.qkv.bias"])]
        mixed = graph.add("Attention", hidden, *qkv, domain="com.microsoft", num_heads=config["heads"])
        mixed = graph.dense(mixed, weights, f"{name}.out")
        hidden = graph.norm(graph.add("Add", hidden, mixed), weights, f"{name}.norm1", epsilon)
        inner = graph.add("Gelu", graph.dense(hidden, weights, f"{name}.up"), domain="com.microsoft")
        inner = graph.dense(inner, weights, f"{name}.down")
        hidden = graph.norm(graph.add("Add", hidden, inner), weights, f"{name}.norm2", epsilon)
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])
              for name in ("ids", "positions", "shapes")]
    output = helper.make_tensor_value_info(hidden, TensorProto.FLOAT, ["batch", "length", config["width"]])
    whole = helper.make_graph(graph.nodes, "encoder", inputs, [output], graph.tensors)
    versions = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(whole, opset_imports=versions, ir_version=8)


def main():
    from onnxruntime.quantization import QuantType, quantize_dynamic

    header, weights = container.read(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "encoder.onnx")
        onnx.save(network(header["config"], weights), path)
        # It cannot tell what comes out of operators of its own.
        options = {"DefaultTensorType": TensorProto.FLOAT}
        quantize_dynamic(path, sys.argv[2], weight_type=QuantType.QInt8, extra_options=options)


if __name__ == "__main__":
    main()

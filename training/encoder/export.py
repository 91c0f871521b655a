"""Write a trained model as ONNX graphs in int8, beside its vocabulary.

    python export.py RUN.pt --start MODEL_FOLDER --to FOLDER [--earlier RUN.pt --share 0.2] [--float]

The graphs are put together by hand from the operators that onnxruntime has kernels of its own for
(attention, layer normalisation, biased GELU); then matrices become int8, activations being quantised as
they come. The tag layers, a few rows each, stay in float. The encoder is cut after layer 4: `lower.onnx` is shared
with the events' own layers, `attribution.onnx` holds the two above.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnx.utils
import torch
from model import HIDDEN, LOWER, ROLE, ROOTS, Model
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic


class Graph:
    """A list of nodes and weights that grows by calls."""

    def __init__(self):
        self.nodes, self.weights = [], []

    def weight(self, name, tensor):
        array = tensor.detach().float().numpy() if isinstance(tensor, torch.Tensor) else tensor
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def __call__(self, op, inputs, out, *, domain="", outputs=None, **attributes):
        self.nodes.append(
            helper.make_node(op, inputs, outputs or [out], name=out + "_node", domain=domain, **attributes)
        )
        return out

    def product(self, x, layer, out, *, bias=True):
        y = self("MatMul", [x, self.weight(out + "_w", layer.weight.T)], out + "_mm" if bias else out)
        return self("Add", [y, self.weight(out + "_b", layer.bias)], out) if bias else y

    def norm(self, x, layer, out):
        return self("LayerNormalization", [x, self.weight(out + "_g", layer.weight), self.weight(out + "_b", layer.bias)], out,
                    axis=-1, epsilon=layer.eps)  # fmt: skip

    def skip_norm(self, x, y, bias, layer, out):
        """The norm of a sum, in plain operators: onnxruntime's fused kernel takes three times as long."""
        y = self("Add", [y, self.weight(out + "_skip", bias)], out + "_biased")
        return self.norm(self("Add", [x, y], out + "_sum"), layer, out)

    def attention(self, x, layer, out):
        w = torch.cat([layer.q.weight, layer.k.weight, layer.v.weight]).T
        b = torch.cat([layer.q.bias, layer.k.bias, layer.v.bias])
        return self("Attention", [x, self.weight(out + "_w", w), self.weight(out + "_b", b)], out,
                    domain="com.microsoft", num_heads=layer.heads)  # fmt: skip

    def feed(self, x, layer, out):
        up = self.product(x, layer.up, out + "_up", bias=False)
        up = self("BiasGelu", [up, self.weight(out + "_up_b", layer.up.bias)], out + "_gelu", domain="com.microsoft")
        return self.product(up, layer.down, out, bias=False)

    def save(self, path, inputs, outputs):
        info = helper.make_tensor_value_info
        graph = helper.make_graph(
            self.nodes, path.stem, [info(*i) for i in inputs], [info(*o) for o in outputs], self.weights
        )
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        )
        model.ir_version = 9
        onnx.save(model, path)


INT, FL = TensorProto.INT64, TensorProto.FLOAT


def layers_of(g, x, layers, first, out, prefix="l"):
    """Layers that are normalised after; they are numbered from `first`, and what the last gives is called `out`."""
    for i, layer in enumerate(layers, start=first):
        name = f"{prefix}{i}"
        a = g.attention(x, layer, f"{name}_attention")
        a = g.product(a, layer.o, f"{name}_o", bias=False)
        x = g.skip_norm(x, a, layer.o.bias, layer.n1, f"{name}_n1")
        f = g.feed(x, layer, f"{name}_feed")
        x = g.skip_norm(x, f, layer.down.bias, layer.n2, out if i == first + len(layers) - 1 else f"{name}_n2")
    return x


def encoder_graph(encoder, path):
    g = Graph()
    size = g("Shape", ["ids"], "size", start=1, end=2)
    x = g("Gather", [g.weight("word_table", encoder.words.weight), "ids"], "words")
    table = g.weight("place_table", encoder.places.weight[:256])
    y = g("Slice", [table, g.weight("zero", np.array([0])), size, "zero"], "place")
    z = g("Gather", [g.weight("type_table", encoder.types.weight), "types"], "type")
    x = g.norm(g("Add", [g("Add", [x, y], "sum1"), z], "sum2"), encoder.norm, "embedded")
    x = layers_of(g, x, encoder.layers[:LOWER], 0, "lower")
    x = layers_of(g, x, encoder.layers[LOWER:], LOWER, "states")
    g.product(x, encoder.tokens, "tokens")
    g.product(x, encoder.cues, "cues")
    g.product(x, encoder.cue_tags, "cue_tags")
    g.product(x, encoder.actor_tags, "actor_tags")
    shape = lambda last: ["B", "n", last]
    g.save(path, [(name, INT, ["B", "n"]) for name in ("ids", "types")],
           [("tokens", FL, shape(ROLE)), ("cues", FL, shape(ROLE)), ("cue_tags", FL, shape(3)), ("actor_tags", FL, shape(3)),
            ("lower", FL, shape(HIDDEN))])  # fmt: skip


def cut(whole, to):
    """Write the encoder's graph as two, cut where its `lower` comes out."""
    parts = onnx.utils.Extractor(onnx.load(whole))
    onnx.save(parts.extract_model(["ids", "types"], ["lower"]), to / "lower.onnx")
    onnx.save(parts.extract_model(["lower"], ["tokens", "cues", "cue_tags", "actor_tags"]), to / "attribution.onnx")


def roles_graph(roles, path):
    g = Graph()
    film = g.product("cue", roles.film, "film")
    g("Split", [film, g.weight("halves", np.array([ROLE, ROLE]))], "split", outputs=["scale", "shift"], axis=-1)
    axis = g.weight("axis1", np.array([1]))
    scale = g("Unsqueeze", [g("Add", ["scale", g.weight("unit", np.float32(1))], "scale1"), axis], "scale3")
    shift = g("Unsqueeze", ["shift", axis], "shift3")
    x = g.norm("tokens", roles.norm, "normed")
    x = g("Add", [g("Mul", [x, scale], "scaled"), shift], "shifted")
    x = g("Add", [x, g("Gather", [g.weight("near_table", roles.near.weight), "near"], "nearness")], "x0")
    for i, layer in enumerate(roles.layers):
        a = g.attention(g.norm(x, layer.n1, f"r{i}_n1"), layer, f"r{i}_attention")
        x = g("Add", [x, g.product(a, layer.o, f"r{i}_o")], f"r{i}_mid")
        f = g.feed(g.norm(x, layer.n2, f"r{i}_n2"), layer, f"r{i}_feed")
        x = g("Add", [x, g("Add", [f, g.weight(f"r{i}_down_b", layer.down.bias)], f"r{i}_down")], f"r{i}_out")
    x = g.norm(x, roles.out, "out")
    g.product(x, roles.tags, "tags")
    inside = g("Equal", ["near", g.weight("nought", np.array(0))], "is_cue")
    inside = g("Cast", [inside], "cue_float", to=FL)
    inside = g("Unsqueeze", [inside, g.weight("axis2", np.array([2]))], "inside")
    total = g("ReduceSum", [g("Mul", [x, inside], "cue_states"), axis], "cue_sum", keepdims=0)
    count = g("Max", [g("ReduceSum", [inside, axis], "count0", keepdims=0), "unit"], "count")
    both = g("Concat", [g("Div", [total, count], "cue_mean"), "cue"], "both", axis=-1)
    valid = g.product(both, roles.valid, "valid2")
    g("Squeeze", [valid, axis], "valid")
    g.save(path, [("tokens", FL, ["C", "m", ROLE]), ("cue", FL, ["C", ROLE]), ("near", INT, ["C", "m"])],
           [("tags", FL, ["C", "m", 3]), ("valid", FL, ["C"])])  # fmt: skip


def types_graph(types, path):
    g = Graph()
    x = g.product("vector", types.hidden, "hidden")
    erf = g("Erf", [g("Div", [x, g.weight("root2", np.float32(2**0.5))], "d")], "erf")
    x = g("Mul", [x, g("Add", [erf, g.weight("unit", np.float32(1))], "erf1")], "x_erf")
    x = g("Mul", [x, g.weight("half", np.float32(0.5))], "gelu")
    g.product(x, types.root, "root")
    g.save(path, [("vector", FL, ["B", 3 * HIDDEN])], [("root", FL, ["B", len(ROOTS)])])


SMALL = ("cue_tags", "actor_tags", "tags", "valid2", "root", "type", "nearness", "place")


def quantised(plain, written):
    """The graph with its matrices in int8, small heads excepted."""
    keep = [f"{small}{end}" for small in SMALL for end in ("_node", "_mm_node")]
    quantize_dynamic(plain, written, op_types_to_quantize=["MatMul", "Attention", "Gather"], weight_type=QuantType.QInt8,
                     per_channel=True, extra_options={"DefaultTensorType": TensorProto.FLOAT}, nodes_to_exclude=keep)  # fmt: skip


def write(model, to, start, *, floats=False):
    to.mkdir(parents=True, exist_ok=True)
    model.eval()
    with tempfile.TemporaryDirectory() as folder:
        for name, build, part in (
            ("encoder", encoder_graph, model.encoder),
            ("roles", roles_graph, model.roles),
            ("types", types_graph, model.types),
        ):
            plain = Path(folder) / f"{name}.onnx"
            build(part, plain)
            written = Path(folder) / "written.onnx" if name == "encoder" else to / f"{name}.onnx"
            shutil.copy(plain, written) if floats else quantised(plain, written)
            if name == "encoder":
                cut(written, to)
    shutil.copy(start / "vocab.txt", to / "vocab.txt")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("run", type=Path)
    ap.add_argument("--start", type=Path, required=True)
    ap.add_argument("--to", type=Path, required=True)
    ap.add_argument("--float", action="store_true", help="leave the weights as they are, to compare")
    ap.add_argument("--earlier", type=Path, help="a checkpoint that this run started from, to average with")
    ap.add_argument("--share", type=float, default=0.2, help="its share of the average")
    a = ap.parse_args()
    model = Model()
    saved = torch.load(a.run)
    weights = saved.get("last", saved["model"])
    if a.earlier:
        earlier = torch.load(a.earlier)["model"]
        weights = {name: a.share * earlier[name] + (1 - a.share) * weight for name, weight in weights.items()}
    model.load_state_dict(weights)
    write(model, a.to, a.start, floats=a.float)


if __name__ == "__main__":
    main()

"""Write the events' own layers as int8 ONNX graphs, beside the graphs of the encoder that they stand on.

    python export_events.py EVENTS.pt --weights FOLDER --to FOLDER

`events.onnx` turns the states of layer 4 into the last states, actor tags and the two sides of the pair score;
`gate.onnx` and `kinds.onnx` read an event's relevance and type, `said.onnx` the kinds of a statement, `voice.onnx` the voice of a source.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from event_layers import NAMES, PAIR, SAID, VOICES, EventLayers
from export import FL, Graph, layers_of
from model import HIDDEN
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic

SMALL = ("tags", "first", "second", "gate", "root", "said", "voice")


def layers_graph(model, path):
    g = Graph()
    x = layers_of(g, "lower", model.layers, 0, "states", prefix="e")
    g.product(x, model.tags, "tags")
    g("Tanh", [g.product(x, model.first, "first_raw")], "first")
    second = g("Tanh", [g.product(x, model.second, "second_raw")], "second_tanh")
    g("MatMul", [second, g.weight("cross_w", model.cross.weight.T)], "second")
    shape = lambda last: ["B", "n", last]
    g.save(path, [("lower", FL, shape(HIDDEN))],
           [("states", FL, shape(HIDDEN)), ("tags", FL, shape(3)), ("first", FL, shape(PAIR)), ("second", FL, shape(PAIR))])  # fmt: skip


def gelu(g, x, out):
    erf = g("Erf", [g("Div", [x, g.weight("root2", np.float32(2**0.5))], "d")], "erf")
    x = g("Mul", [x, g("Add", [erf, g.weight("unit", np.float32(1))], "erf1")], "x_erf")
    return g("Mul", [x, g.weight("half", np.float32(0.5))], out)


def gate_graph(model, path):
    g = Graph()
    g.product(gelu(g, g.product("pooled", model.gate_hidden, "hidden"), "gelu"), model.gate, "gate")
    g.save(path, [("pooled", FL, ["B", 2 * HIDDEN])], [("gate", FL, ["B", 1])])


def kinds_graph(model, path):
    g = Graph()
    g.product(gelu(g, g.product("vector", model.hidden, "hidden"), "gelu"), model.root, "root")
    g.save(path, [("vector", FL, ["B", 3 * HIDDEN])], [("root", FL, ["B", len(NAMES)])])


def said_graph(model, path):
    g = Graph()
    g.product(gelu(g, g.product("vector", model.said_hidden, "hidden"), "gelu"), model.said, "said")
    g.save(path, [("vector", FL, ["B", 4 * HIDDEN])], [("said", FL, ["B", SAID])])


def voice_graph(model, path):
    g = Graph()
    g.product(gelu(g, g.product("vector", model.voice_hidden, "hidden"), "gelu"), model.voice, "voice")
    g.save(path, [("vector", FL, ["B", 4 * HIDDEN])], [("voice", FL, ["B", VOICES])])


def write(model, weights, to):
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, build in {
            "events": layers_graph,
            "gate": gate_graph,
            "kinds": kinds_graph,
            "said": said_graph,
            "voice": voice_graph,
        }.items():
            plain = Path(folder) / f"{name}.onnx"
            build(model, plain)
            keep = [f"{small}{end}" for small in SMALL for end in ("_node", "_mm_node", "_raw_mm_node")]
            quantize_dynamic(plain, to / f"{name}.onnx", op_types_to_quantize=["MatMul", "Attention"], weight_type=QuantType.QInt8,
                             per_channel=True, extra_options={"DefaultTensorType": TensorProto.FLOAT}, nodes_to_exclude=keep)  # fmt: skip
    for name in ("lower.onnx", "attribution.onnx", "roles.onnx", "vocab.txt"):
        if not (to / name).exists():
            shutil.copy(weights / name, to / name)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("run", type=Path)
    ap.add_argument("--weights", type=Path, required=True)
    ap.add_argument("--to", type=Path, required=True)
    a = ap.parse_args()
    model = EventLayers()
    model.load_state_dict(torch.load(a.run))
    write(model.eval(), a.weights, a.to)


if __name__ == "__main__":
    main()

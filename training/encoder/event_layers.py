"""The layers that events have of their own: the encoder's upper two, with heads for actors, pairs, relevance and types.

The lower four layers are those of `lower.onnx` as shipped, int8 and all, and stay as they are; so what attribution
reads is untouched, and a run takes minutes, since the lower states of a sentence are computed once.
"""

from __future__ import annotations

import numpy as np
import onnx
import torch
from model import FEED, HEADS, HIDDEN, LOWER, ROOTS, Layer, event_vector
from onnx import numpy_helper
from torch import nn
from torch.nn import functional as F

from tertius.coding.encoder._wordpiece import SOURCE_OPEN

PAIR = 64
VOICES = 4  # named, official, anonymous, media
SAID = 7  # six kinds of statement, and whether it is negated
NONE = "NONE"  # nothing that this source does to this target is told
NAMES = (*ROOTS, NONE)


class EventLayers(nn.Module):
    """From the states of layer 4: two layers more, and the heads over them."""

    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([Layer(HIDDEN, HEADS, FEED, before=False) for _ in range(2)])
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(HIDDEN, 3)  # neither, source, target
        self.first, self.second = nn.Linear(HIDDEN, PAIR), nn.Linear(HIDDEN, PAIR)
        self.cross = nn.Linear(PAIR, PAIR, bias=False)
        self.gate_hidden, self.gate = nn.Linear(2 * HIDDEN, 128), nn.Linear(128, 1)
        self.hidden, self.root, self.quad = (
            nn.Linear(3 * HIDDEN, HIDDEN),
            nn.Linear(HIDDEN, len(NAMES)),
            nn.Linear(HIDDEN, 5),
        )
        self.said_hidden, self.said = nn.Linear(4 * HIDDEN, 128), nn.Linear(128, SAID)
        self.voice_hidden, self.voice = nn.Linear(4 * HIDDEN, 192), nn.Linear(192, VOICES)
        self.wide = nn.Dropout(0.2)

    def states(self, lower, mask):
        hide = ((1.0 - mask.to(lower.dtype)) * -1e4)[:, None, None, :]
        x = lower
        for layer in self.layers:
            x = layer(x, hide)
        return x

    def plain(self, lower, mask):
        """Unmarked sentences -> actor tags [B, n, 3], log-odds of pairs [B, n, n], of an event [B], states [B, n, 384]."""
        x = self.states(lower, mask)
        y = self.drop(x)
        pairs = torch.tanh(self.first(y)) @ self.cross(torch.tanh(self.second(y))).transpose(1, 2)
        m = mask.to(x.dtype)[..., None]
        pooled = torch.cat([x[:, 0], (x * m).sum(1) / m.sum(1)], -1)
        gate = self.gate(self.drop(F.gelu(self.gate_hidden(self.drop(pooled)))))[:, 0]
        return self.tags(y), pairs, gate, x

    def kinds_of(self, x, said):
        """Log-odds [S, 7] of what is said: `said` has rows of `x` with the tokens of the content and of the cue."""
        vectors = torch.stack([said_vector(x[row], content, cue) for row, content, cue in said])
        return self.said(self.drop(F.gelu(self.said_hidden(self.drop(vectors)))))

    def marked(self, lower, ids, mask):
        """Sentences with source and target marked -> log-odds of the types and of the quad classes."""
        vector = event_vector(self.states(lower, mask).float(), ids, mask)
        x = self.wide(F.gelu(self.hidden(self.wide(vector))))
        return self.root(x), self.quad(x)

    def voices(self, lower, ids, mask, words):
        """Described sources -> log-odds [B, 4] of the voices; `words` counts the tokens of each description."""
        x = self.states(lower, mask).float()
        vectors = torch.stack(
            [source_vector(x[row], one, n) for row, (one, n) in enumerate(zip(ids, words, strict=True))]
        )
        return self.voice(self.drop(F.gelu(self.voice_hidden(self.drop(vectors)))))

    def start_from(self, folder):
        """Take the shipped encoder's upper layers and actor tags, and the shipped type head, back from int8."""
        get = weights_of(folder / "attribution.onnx")
        for i, layer in enumerate(self.layers):
            name = f"l{i + LOWER}_"
            layer_from(get, layer, name, "states" if i + 1 == len(self.layers) else name + "n2")
        put(self.tags, get("actor_tags_w").T, get("actor_tags_b"))
        get = weights_of(folder / "kinds.onnx")
        put(self.hidden, get("hidden_w").T, get("hidden_b"))
        put(self.root, get("root_w").T, get("root_b"))


def said_vector(x, content, cue):
    """Mean and maximum of the content's states, mean of the cue's (zero where there is none), and the first state."""
    inside = x[content]
    over = x[cue].mean(0) if cue else torch.zeros_like(x[0])
    return torch.cat([inside.mean(0), inside.max(0).values, over, x[0]])


def source_vector(x, ids, words):
    """As `tertius.coding.encoder._source` has it."""
    inside = x[1 : 1 + words] if words else x[:1]
    return torch.cat([x[0], inside.mean(0), inside.max(0).values, x[ids.index(SOURCE_OPEN)]])


def weights_of(path):
    """A reader of a graph's weights by name, those in int8 turned back into floats."""
    stored = {one.name: one for one in onnx.load(path).graph.initializer}

    def get(name):
        if name in stored:
            return numpy_helper.to_array(stored[name]).copy()
        array = numpy_helper.to_array(stored[name + "_quantized"]).astype(np.float32)
        scale = numpy_helper.to_array(stored[name + "_scale"])
        zero = numpy_helper.to_array(stored[name + "_zero_point"]).astype(np.float32)
        return (array - zero) * scale

    get.names = stored
    return get


def layer_from(get, layer, name, last, *, own_biases=False):
    """Fill a transformer layer from a graph whose second norm is called `last`.

    `own_biases`: those of the two products stand under their own names (the role head), not with the norms' sums.
    """
    w, b = get(name + "attention_w").T, get(name + "attention_b")
    size = len(b) // 3
    for number, part in enumerate("qkv"):
        rows = slice(number * size, (number + 1) * size)
        put(getattr(layer, part), w[rows], b[rows])
    put(layer.o, get(name + "o_w").T, get(name + ("o_b" if own_biases else "n1_skip")))
    put(layer.n1, get(name + "n1_g"), get(name + "n1_b"))
    put(layer.up, get(name + "feed_up_w").T, get(name + "feed_up_b"))
    put(layer.down, get(name + "feed_w").T, get(name + "down_b" if own_biases else last + "_skip"))
    put(layer.n2, get(last + "_g"), get(last + "_b"))


def put(module, weight, bias):
    """Set a module's weight, and its bias where it has one."""
    with torch.no_grad():
        module.weight.copy_(torch.tensor(np.ascontiguousarray(weight)))
        if bias is not None:
            module.bias.copy_(torch.tensor(bias))

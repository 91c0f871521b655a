"""The shared encoder and its heads, in plain torch so that it can be written out as ONNX."""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.nn import functional as F

HIDDEN, LAYERS, HEADS, FEED = 384, 6, 12, 1536
LOWER = 4  # layers that attribution and events share
ROLE, ROLE_LAYERS, ROLE_HEADS = 256, 2, 4
NEAR = 1 + 64 + 96
ROOTS = ("AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
         "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip


def attend(q, k, v, mask):
    """Attention over [B, heads, n, d]; `mask` [B, 1, 1, n] is added to the scores. Quicker on CPUs than the fused one."""
    b, h, n, d = q.shape
    flat = lambda x: x.reshape(b * h, n, d)
    scores = torch.bmm(flat(q) * (1 / math.sqrt(d)), flat(k).transpose(1, 2)).view(b, h, n, n) + mask.to(q.dtype)
    return torch.bmm(scores.softmax(-1).to(v.dtype).view(b * h, n, n), flat(v)).view(b, h, n, d)


class Layer(nn.Module):
    """A transformer layer, normalised after (BERT) or before (role head)."""

    def __init__(self, hidden, heads, feed, *, before, dropout=0.1):
        super().__init__()
        self.heads, self.before = heads, before
        self.q, self.k, self.v, self.o = (nn.Linear(hidden, hidden) for _ in range(4))
        self.up, self.down = nn.Linear(hidden, feed), nn.Linear(feed, hidden)
        self.n1, self.n2 = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def attention(self, x, mask):
        b, n, h = x.shape
        split = lambda y: y.view(b, n, self.heads, h // self.heads).transpose(1, 2)
        out = attend(split(self.q(x)), split(self.k(x)), split(self.v(x)), mask)
        return self.drop(self.o(out.transpose(1, 2).reshape(b, n, h)))

    def feed(self, x):
        return self.drop(self.down(F.gelu(self.up(x))))

    def forward(self, x, mask):
        if self.before:
            x = x + self.attention(self.n1(x), mask)
            return x + self.feed(self.n2(x))
        x = self.n1(x + self.attention(x, mask))
        return self.n2(x + self.feed(x))


class Encoder(nn.Module):
    """BERT with four token types: plain, quoted, source, target; with cue and actor tags over its tokens."""

    def __init__(self):
        super().__init__()
        self.words, self.places, self.types = (
            nn.Embedding(30522, HIDDEN),
            nn.Embedding(512, HIDDEN),
            nn.Embedding(4, HIDDEN),
        )
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList([Layer(HIDDEN, HEADS, FEED, before=False) for _ in range(LAYERS)])
        self.drop = nn.Dropout(0.1)
        self.tokens, self.cues = nn.Linear(HIDDEN, ROLE), nn.Linear(HIDDEN, ROLE)
        self.cue_tags, self.actor_tags = nn.Linear(HIDDEN, 3), nn.Linear(HIDDEN, 3)

    def start_from(self, weights):
        """Take a BERT's published weights."""
        get = lambda name: weights[name]
        copy = lambda module, name: (
            module.weight.data.copy_(get(name + ".weight")),
            module.bias.data.copy_(get(name + ".bias")),
        )
        e = "embeddings."
        self.words.weight.data.copy_(get(e + "word_embeddings.weight"))
        self.places.weight.data.copy_(get(e + "position_embeddings.weight"))
        plain = get(e + "token_type_embeddings.weight")[0]
        self.types.weight.data.copy_(plain + 0.01 * torch.randn(4, HIDDEN))
        copy(self.norm, e + "LayerNorm")
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for ours, theirs in {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
                                 "o": "attention.output.dense", "n1": "attention.output.LayerNorm",
                                 "up": "intermediate.dense", "down": "output.dense", "n2": "output.LayerNorm"}.items():  # fmt: skip
                copy(getattr(layer, ours), p + theirs)

    def states(self, ids, types, mask):
        """ids, types [B, n]; mask [B, n] with 1 for tokens and 0 for padding. -> [B, n, HIDDEN]"""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.words(ids) + self.places(places)[None] + self.types(types)))
        hide = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hide)
        return x

    def forward(self, ids, types, mask):
        """-> token projections, cue projections, cue tags (O, B, I), actor tags (O, source, target), states"""
        x = self.states(ids, types, mask)
        y = self.drop(x)
        return self.tokens(y), self.cues(y), self.cue_tags(y), self.actor_tags(y), x


class Roles(nn.Module):
    """Given the tokens around a cue and the cue: source, content or neither for each, and whether the cue is one."""

    def __init__(self):
        super().__init__()
        self.near = nn.Embedding(NEAR, ROLE)
        self.film = nn.Linear(ROLE, 2 * ROLE)
        self.norm = nn.LayerNorm(ROLE)
        self.layers = nn.ModuleList([Layer(ROLE, ROLE_HEADS, 2 * ROLE, before=True) for _ in range(ROLE_LAYERS)])
        self.out = nn.LayerNorm(ROLE)
        self.tags, self.valid = nn.Linear(ROLE, 3), nn.Linear(2 * ROLE, 1)
        nn.init.normal_(self.near.weight, std=0.3)

    def forward(self, tokens, cue, near, mask):
        """Tokens [C, n, ROLE], cue [C, ROLE], near [C, n], mask [C, n] -> tags [C, n, 3], valid [C]"""
        scale, shift = self.film(cue).chunk(2, -1)
        x = self.norm(tokens) * (1 + scale[:, None]) + shift[:, None] + self.near(near)
        hide = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hide)
        x = self.out(x)
        inside = ((near == 0).to(x.dtype) * mask.to(x.dtype))[..., None]
        mean = (x * inside).sum(1) / inside.sum(1).clamp(min=1.0)
        return self.tags(x), self.valid(torch.cat([mean, cue], -1))[:, 0]


class Types(nn.Module):
    """PLOVER root and quad class of a marked sentence, from its mean and its source and target."""

    def __init__(self):
        super().__init__()
        self.drop = nn.Dropout(0.2)
        self.hidden, self.root, self.quad = (
            nn.Linear(3 * HIDDEN, HIDDEN),
            nn.Linear(HIDDEN, len(ROOTS)),
            nn.Linear(HIDDEN, 5),
        )

    def forward(self, vector):
        x = self.drop(F.gelu(self.hidden(self.drop(vector))))
        return self.root(x), self.quad(x)


def event_vector(states, ids, mask):
    """Mean of the states, and those at the opening marks of source (2) and target (4), or the mean again."""
    m = mask.to(states.dtype)[..., None]
    mean = (states * m).sum(1) / m.sum(1)

    def at(number):
        here = ids == number
        first = states[torch.arange(len(states)), here.float().argmax(1)]
        return torch.where(here.any(1)[:, None], first, mean)

    return torch.cat([mean, at(2), at(4)], -1)


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.roles, self.types = Encoder(), Roles(), Types()

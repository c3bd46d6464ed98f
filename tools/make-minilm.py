"""Makes src/search/minilm/model.int8.onnx and vocab.txt anew, and checks that those of the project are the same.

    pip install onnx==1.23.2 onnxruntime==1.32.0 safetensors==0.8.0 numpy
    python3 tools/make-minilm.py SOURCE [--write]

SOURCE is a folder with the release of sentence-transformers' all-MiniLM-L6-v2: model.safetensors and tokenizer.json. Any
mirror will do, as the files are told by their checksums; nothing is downloaded. A run takes seconds and 1 GB of memory.
Without --write nothing in the project changes. It ends with 1 where a byte differs.
"""

import argparse
import hashlib
import json
import math
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

TARGET = Path(__file__).parent.parent / "src" / "search" / "minilm"
SOURCES = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
LAYERS, WIDTH, HEADS, POSITIONS = 6, 384, 12, 512
EPSILON = 1e-12


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("source", type=Path)
    arguments.add_argument("--write", action="store_true", help="replace the project's files by those made")
    given = arguments.parse_args()
    for name, wanted in SOURCES.items():
        if sha256((given.source / name).read_bytes()) != wanted:
            raise SystemExit(f"{given.source / name} is not the released file: its sha256 is not {wanted}.")
    made = {"model.int8.onnx": make_model(given.source), "vocab.txt": make_vocabulary(given.source)}
    are_same = True
    for name, content in made.items():
        path = TARGET / name
        is_same = path.exists() and path.read_bytes() == content
        are_same = are_same and is_same
        print(f"{name}: sha256 {sha256(content)}, {'as' if is_same else 'NOT as'} in the project")
        if given.write:
            path.write_bytes(content)
    raise SystemExit(0 if are_same or given.write else 1)


def make_vocabulary(source: Path) -> bytes:
    """Word pieces in the order of their ids, a line each."""
    ids = json.loads((source / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
    pieces = sorted(ids, key=ids.__getitem__)
    return "".join(f"{piece}\n" for piece in pieces).encode()


def make_model(source: Path) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        exact, rounded = Path(folder) / "model.onnx", Path(folder) / "model.int8.onnx"
        onnx.save(Encoder(load_file(source / "model.safetensors")).model(), exact)
        quantize_dynamic(exact, rounded, weight_type=QuantType.QInt8, per_channel=True)
        return rounded.read_bytes()


class Encoder:
    """BERT's encoder of the release as a graph, with mean pooling and a length of 1 at its end."""

    def __init__(self, weights):
        self.weights = weights
        self.nodes = []
        self.constants = {}

    def model(self):
        hidden, mask = self.embedded()
        # Constants stand in the file in the order in which they are first named, so those of all layers come here.
        self.in_heads = self.integers("rs", 0, 0, HEADS, WIDTH // HEADS)
        self.in_whole = self.integers("rb", 0, 0, WIDTH)
        self.scale = self.number("sc", 1 / math.sqrt(WIDTH / HEADS))
        self.root = self.number("s2", 1 / math.sqrt(2))
        self.half = self.number("half", 0.5)
        for layer in range(LAYERS):
            hidden = self.layer(layer, hidden, mask)
        self.node("Identity", self.pooled(hidden), output="embedding")
        texts_by_pieces = lambda name: helper.make_tensor_value_info(name, TensorProto.INT64, ["B", "L"])
        graph = helper.make_graph(
            self.nodes,
            "bert",
            [texts_by_pieces("input_ids"), texts_by_pieces("attention_mask")],
            [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["B", WIDTH])],
            [numpy_helper.from_array(value, name) for name, value in self.constants.items()],
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)

    def embedded(self):
        """Pieces and their places as vectors, and what to add so that nothing looks at what is masked."""
        of = "embeddings."
        places = self.weights[f"{of}position_embeddings.weight"][:POSITIONS] + self.weights[f"{of}token_type_embeddings.weight"][0]
        pieces = self.node("Gather", self.constant("word", self.weights[f"{of}word_embeddings.weight"]), "input_ids")
        shape = self.node("Shape", "input_ids")
        length = self.node("Gather", shape, self.integers("one", 1))
        places = self.node("Slice", self.constant("pos", places), self.integers("z1", 0), length, self.integers("z3", 0))
        hidden = self.normalized("eln", f"{of}LayerNorm", self.node("Add", pieces, places))
        self.is_read = self.node("Cast", "attention_mask", to=TensorProto.FLOAT)
        is_read = self.node("Unsqueeze", self.is_read, self.integers("ax12", 1, 2))
        is_masked = self.node("Sub", is_read, self.number("onef", 1))
        return hidden, self.node("Mul", is_masked, self.number("big", 1e9))

    def layer(self, at, hidden, mask):
        name = lambda part: f"l{at}.{part}"
        of = f"encoder.layer.{at}."

        def in_heads(part, whole, order):
            linear = self.linear(name(part), f"{of}attention.self.{whole}", hidden)
            return self.node("Transpose", self.node("Reshape", linear, self.in_heads), perm=order)

        query = in_heads("q", "query", [0, 2, 1, 3])
        key = in_heads("k", "key", [0, 2, 3, 1])
        value = in_heads("v", "value", [0, 2, 1, 3])
        scores = self.node("Mul", self.node("MatMul", query, key), self.scale)
        looks = self.node("Softmax", self.node("Add", scores, mask), axis=-1)
        seen = self.node("Transpose", self.node("MatMul", looks, value), perm=[0, 2, 1, 3])
        seen = self.node("Reshape", seen, self.in_whole)
        seen = self.linear(name("ao"), f"{of}attention.output.dense", seen)
        hidden = self.normalized(name("aln"), f"{of}attention.output.LayerNorm", self.node("Add", hidden, seen))
        wide = self.gelu(self.linear(name("fi"), f"{of}intermediate.dense", hidden))
        narrow = self.linear(name("fo"), f"{of}output.dense", wide)
        return self.normalized(name("oln"), f"{of}output.LayerNorm", self.node("Add", hidden, narrow))

    def pooled(self, hidden):
        is_read = self.node("Unsqueeze", self.is_read, self.integers("axm", 2))
        read = self.node("Mul", hidden, is_read)
        total = self.node("ReduceSum", read, self.integers("ax1", 1), keepdims=0)
        count = self.node("ReduceSum", is_read, self.integers("ax1", 1), keepdims=0)
        return self.node("LpNormalization", self.node("Div", total, count), axis=-1, p=2)

    def linear(self, name, of, hidden):
        weight = self.constant(f"{name}.w", np.ascontiguousarray(self.weights[f"{of}.weight"].T))
        return self.node("Add", self.node("MatMul", hidden, weight), self.constant(f"{name}.b", self.weights[f"{of}.bias"]))

    def normalized(self, name, of, hidden):
        weight = self.constant(f"{name}.g", self.weights[f"{of}.weight"])
        bias = self.constant(f"{name}.bb", self.weights[f"{of}.bias"])
        return self.node("LayerNormalization", hidden, weight, bias, axis=-1, epsilon=EPSILON)

    def gelu(self, hidden):
        half = self.node("Mul", hidden, self.half)
        share = self.node("Erf", self.node("Mul", hidden, self.root))
        return self.node("Mul", half, self.node("Add", share, self.number("onef", 1)))

    def node(self, kind, *inputs, output=None, **attributes):
        output = output or f"{kind}_{len(self.nodes) + 1}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def constant(self, name, value):
        self.constants.setdefault(name, value)
        return name

    def integers(self, name, *values):
        return self.constant(name, np.array(values, np.int64))

    def number(self, name, value):
        return self.constant(name, np.array([value], np.float32))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


main()

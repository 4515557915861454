"""Compares the engine's encoder with PyTorch and with the reference tokeniser.

    python compare.py WEIGHTS tokens FILE...     writes target/reference, which `cargo test --test pieces` compares with
    python compare.py WEIGHTS vectors PIECES     mean cosine of the engine's vectors to those of PyTorch in f32
        [MODEL_FOLDER]                           and to those of the published model that the weights were made from

FILE are texts of any kind, cut at white space. PIECES is what `cargo run --release --example encode` wrote. Needs torch and
tokenizers, and safetensors for MODEL_FOLDER.
"""

import json
import sys
from pathlib import Path

import container

# As src/encoder/tokenise.rs has it.
LONGEST_WORD = 16
UNKNOWN = 100

REFERENCE = Path(__file__).parent.parent / "target" / "reference"


def shape(word):
    """The number of a word's shape."""
    if not any(c.isalnum() for c in word):
        return 6
    if any(c.isdigit() for c in word):
        return 5
    letters = [c for c in word if c.isalpha()]
    upper = sum(c.isupper() for c in word)
    if upper == 0:
        return 1
    if upper == 1 and (word[0].isupper() or len(letters) == 1):
        return 2
    return 3 if upper == len(letters) else 4


def tokens(weights, files):
    """Writes the vocabulary, and a line for each different word: the word in JSON, its shape, its ids."""
    from tokenizers import BertWordPieceTokenizer

    _, tensors = container.read(weights)
    REFERENCE.mkdir(parents=True, exist_ok=True)
    vocabulary = REFERENCE / "vocab.txt"
    vocabulary.write_text(tensors["vocab"], encoding="utf-8")
    tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
    words = sorted({word for file in files for word in Path(file).read_text(encoding="utf-8").split()})
    with (REFERENCE / "words.tsv").open("w") as lines:
        for word, encoding in zip(words, tokenizer.encode_batch(words, add_special_tokens=False)):
            ids = encoding.ids[:LONGEST_WORD] or [UNKNOWN]
            print(json.dumps(word), shape(word), *ids, sep="\t", file=lines)


def forward(tensors, config, ids, shapes):
    """The network in PyTorch, in f32."""
    import torch
    from torch.nn.functional import gelu, layer_norm, linear

    def norm(h, name):
        return layer_norm(h, h.shape[-1:], tensors[f"{name}.gain"], tensors[f"{name}.bias"], config["epsilon"])

    def dense(h, name):
        return linear(h, tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    width, heads = config["width"], config["heads"]
    h = tensors["embed.word"][ids] + tensors["embed.position"][: len(ids)] + tensors["embed.shape"][shapes]
    h = norm(h, "embed.norm")
    for number in range(config["layers"]):
        name = f"layer.{number}"
        parts = dense(h, f"{name}.qkv").view(len(ids), 3, heads, width // heads).permute(1, 2, 0, 3)
        mixed = torch.nn.functional.scaled_dot_product_attention(*parts).transpose(0, 1).reshape(len(ids), width)
        h = norm(h + dense(mixed, f"{name}.out"), f"{name}.norm1")
        h = norm(h + dense(gelu(dense(h, f"{name}.up")), f"{name}.down"), f"{name}.norm2")
    return h


def vectors(weights, lines, folder=None):
    """Prints how near the engine's vectors are."""
    import numpy as np
    import torch

    header, stored = container.read(weights)
    networks = {"the same weights in f32": stored}
    if folder:
        from from_bert import tensors_of
        from safetensors.numpy import load_file

        published = tensors_of(load_file(Path(folder, "model.safetensors")), header["config"]["layers"])
        networks["the published weights in f32, but for the words' four bits"] = published | {
            "embed.word": stored["embed.word"]
        }
        networks["the published weights in f32"] = published
    windows = [json.loads(line) for line in Path(lines).open()]
    engine = np.fromfile(Path(lines).with_suffix(".f32"), "<f4").reshape(-1, header["config"]["width"])
    for name, tensors in networks.items():
        tensors = {k: torch.tensor(np.array(v)) for k, v in tensors.items() if k != "vocab"}
        with torch.no_grad():
            wanted = torch.cat([forward(tensors, header["config"], w["ids"], w["shapes"]) for w in windows])
        cosines = torch.nn.functional.cosine_similarity(wanted, torch.tensor(engine), dim=1)
        print(f"{len(cosines)} tokens, cosine to {name}: mean {cosines.mean():.5f}, least {cosines.min():.4f}")


def main():
    weights, what, *rest = sys.argv[1:]
    if what == "tokens":
        tokens(weights, rest)
    else:
        vectors(weights, *rest)


if __name__ == "__main__":
    main()

"""Compares the engine's encoder with PyTorch and with the reference tokeniser.

    python compare.py WEIGHTS tokens FILE...     writes target/reference, which `cargo test --test pieces` compares with
    python compare.py WEIGHTS vectors PIECES     mean cosine of the engine's vectors to those of PyTorch in f32
        [MODEL]                                  and to those of what the weights were made from: a published model's
                                                 folder, or a checkpoint of train.py, whose labels are compared as well

    python compare.py WEIGHTS said SAID          what the engine's reading heads say beside PyTorch's, on dateline-dev

SAID is what `cargo run --release --example said` wrote of it. FILE are texts of any kind, cut at white space. PIECES is what `cargo run --release --example encode` wrote. Needs torch and
tokenizers, and safetensors for a published model.
"""

import json
import sys
from pathlib import Path

import container
from corpora import shape

# As src/encoder/tokenise.rs has it.
LONGEST_WORD = 16
UNKNOWN = 100

REFERENCE = Path(__file__).parent.parent / "target" / "reference"


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


def labels(vectors, tensors):
    """The likeliest label of each token, by head. Sources, cues and contents are tagged apart from each other."""
    found = {}
    for head, kinds in (("names", 1), ("attribution", 3), ("upos", 1), ("xpos", 1)):
        scores = vectors @ tensors[f"head.{head}.weight"].T + tensors[f"head.{head}.bias"]
        found[head] = scores.unflatten(1, (kinds, -1)).argmax(2)
    return found


def vectors(weights, lines, model=None):
    """Prints how near the engine's vectors are, and how many labels differ."""
    import numpy as np
    import torch

    header, stored = container.read(weights)
    networks = {"the same weights in f32": stored}
    if model and Path(model).is_file():
        from export import renamed
        from measure import load

        # The vocabulary was pruned; its embeddings did not change.
        networks["the checkpoint in f32"] = renamed(load(model)) | {"embed.word": stored["embed.word"]}
    elif model:
        from from_bert import tensors_of
        from safetensors.numpy import load_file

        published = tensors_of(load_file(Path(model, "model.safetensors")), header["config"]["layers"])
        networks["the published weights in f32, but for the words' four bits"] = published | {
            "embed.word": stored["embed.word"]
        }
        networks["the published weights in f32"] = published
    windows = [json.loads(line) for line in Path(lines).open()]
    engine = torch.tensor(np.fromfile(Path(lines).with_suffix(".f32"), "<f4").reshape(-1, header["config"]["width"]))
    as_tensors = lambda arrays: {k: torch.tensor(np.array(v)) for k, v in arrays.items() if k != "vocab"}  # noqa: E731
    for name, tensors in networks.items():
        tensors = as_tensors(tensors)
        with torch.no_grad():
            wanted = torch.cat([forward(tensors, header["config"], w["ids"], w["shapes"]) for w in windows])
        cosines = torch.nn.functional.cosine_similarity(wanted, engine, dim=1)
        print(f"{len(cosines)} tokens, cosine to {name}: mean {cosines.mean():.5f}, least {cosines.min():.4f}")
        if "head.names.weight" in tensors:
            mine, theirs = labels(engine, as_tensors(stored)), labels(wanted, tensors)
            shares = (f"{head} {(mine[head] != theirs[head]).float().mean():.2%}" for head in mine)
            print("    labels that differ:", ", ".join(shares))


def said(weights, lines):
    """Prints the share of mentions, triggers and contents that both have, and how far apart the scores of their pairs are."""
    import numpy as np
    import torch

    import articles
    import decode
    import lessons
    from corpora import CORPORA, Pieces
    from export import restore
    from network import base_model, from_base
    from study import Both

    both = Both(from_base()).eval()
    restore(both.network, weights, both.reader)
    pieces = Pieces(base_model() / "tokenizer.json")
    engine = {(row := json.loads(line))["id"]: row["said"] for line in Path(lines).open()}
    shared, apart = {}, {}
    for one in articles.read(CORPORA / "dateline-dev.jsonl", "/tmp/dateline-words"):
        if one.id not in engine:
            continue
        with torch.inference_mode():
            ours = decode.scored(both, lessons.lesson(one, pieces))
        for name, (theirs, scores) in decode.compared(engine[one.id]).items():
            mine, my_scores = ours[name]
            found = shared.setdefault(name, [0, 0])
            found[0] += 2 * len(set(mine) & set(theirs))
            found[1] += len(mine) + len(theirs)
            same = [key for key in scores if key in my_scores]
            apart.setdefault(name, []).extend(np.abs(np.array(scores[k]) - np.array(my_scores[k])).max() for k in same)
    for name, (both_have, all_of) in shared.items():
        print(f"{name}: {both_have / max(1, all_of):.4f} shared, {len(apart[name])} pairs, scores apart by {np.mean(apart[name]):.4f}")


def main():
    weights, what, *rest = sys.argv[1:]
    if what == "tokens":
        tokens(weights, rest)
    elif what == "said":
        said(weights, *rest)
    else:
        vectors(weights, *rest)


if __name__ == "__main__":
    main()

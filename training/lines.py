"""Fits the weights of the labels of lines (`lines.py BINARY WEIGHTS.tsv TRAIN.jsonl MADE.jsonl [HELDOUT.jsonl …]`).

TRAIN.jsonl is dateline-train.jsonl, of which the articles with `lines` are read; MADE.jsonl is what `own_pages.py` writes, and
counts half, being a few parts over and over. The pages of `tests/pages` are learned from as well, and count twice: so the tests
tell whether what was learned of them is kept, and nothing of pages unseen. `BINARY lines` cuts a page into sentences and says what speaks for the label of
each; this program knows no feature. The model is a linear-chain conditional random field with an L2 prior, one matrix of steps
where a line begins and one inside lines, as `src/page/decode.rs` reads it. Prints how many labels of the held-back files are right.
"""

import collections
import json
import pathlib
import subprocess
import sys

import numpy as np
import scipy.sparse
from scipy.optimize import minimize

LABELS = "title standfirst byline date dateline caption heading body above inside below".split()
ARTICLE = {"title", "standfirst", "caption", "heading", "body"}
PLAIN = dict.fromkeys(("above", "inside", "below"), "furniture")
COUNT = len(LABELS)
PRIOR = 2.0
FEWEST_PAGES = 3
MADE = 0.5
TESTS = 2.0
SMALLEST = 5  # hundredths: what is nearer to nothing is left out
ROUNDS = 120


def of_file(path):
    """The pages of a file that have labels."""
    return [row for row in map(json.loads, pathlib.Path(path).read_text("utf-8").splitlines()) if row.get("lines")]


def seen(binary, rows):
    """Labelled pages as (features a sentence, labels, whether a line begins)."""
    lines = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
    out = subprocess.run([binary, "lines"], input=lines, capture_output=True, text=True, check=True).stdout
    for row, page in zip(rows, map(json.loads, out.splitlines()), strict=True):
        assert row["id"] == page["id"]
        labels = placed([label_of(row["lines"], *unit) for unit in page["units"]])
        yield page["features"], [LABELS.index(label) for label in labels], np.array(page["opens"])


def marked(path):
    """A page of tests/pages in the corpus's format."""
    told = dict(line[1:].split(" ", 1) for line in path.read_text("utf-8").splitlines() if line.startswith("@"))
    text, lines, label = "", [], None
    for line in path.read_text("utf-8").splitlines():
        mark, words = line[:2], line[2:]
        if line.startswith("@"):
            continue
        if words:
            label = label if mark == "+ " else mark_label(mark, words, told, {line["label"] for line in lines})
            lines.append({"label": label, "start": len(text), "end": len(text) + len(words)})
        text += words + "\n"
    return {"id": path.stem, "text": text, "lines": lines}


def mark_label(mark, words, told, before):
    """The label of a line of tests/pages; one that tells the byline or a date above the text is marked as furniture there."""
    if mark == "- ":
        is_byline = "byline" not in before and told.get("byline", "\n") in words and len(words.split()) < 20
        is_date = "body" not in before and told.get("published", "\n")[:4] in words and len(words.split()) < 16
        return "byline" if is_byline else "date" if is_date else "furniture"
    is_heading = mark == "P " and len(words.split()) < 7 and words[-1].isalnum() and words[0].isalpha()
    return "heading" if is_heading else {"T ": "title", "P ": "body", "C ": "caption", "D ": "date"}[mark]


def label_of(lines, start, end):
    """The label that most of a stretch of the page has."""
    shared = collections.Counter()
    for line in lines:
        shared[line["label"]] += max(0, min(end, line["end"]) - max(start, line["start"]))
    return max(shared, key=shared.get)


def placed(labels):
    """The labels, furniture told by where it is: above the running text, inside the article, below it."""
    first = labels.index("body") if "body" in labels else 0
    last = max((at for at, label in enumerate(labels) if label in ARTICLE), default=0)
    place = lambda at: "above" if at < first else "inside" if at < last else "below"  # noqa: E731
    return [place(at) if label == "furniture" else label for at, label in enumerate(labels)]


class Chain:
    """Scores of features, first and last labels, and steps: all of them in one vector, `theta`."""

    def __init__(self, train):
        counts = collections.Counter(f for features, _, _ in train for f in {f for unit in features for f in unit})
        self.names = {name: at for at, name in enumerate(sorted(f for f, n in counts.items() if n >= FEWEST_PAGES))}
        self.theta = np.zeros(len(self.names) * COUNT + 2 * COUNT * COUNT + 2 * COUNT)

    def parts(self, theta):
        own = len(self.names) * COUNT
        steps = own + 2 * COUNT * COUNT
        return theta[:own].reshape(-1, COUNT), theta[own:steps].reshape(2, COUNT, COUNT), theta[steps : steps + COUNT], theta[steps + COUNT :]

    def matrix(self, features):
        places = [(row, self.names[name]) for row, unit in enumerate(features) for name in set(unit) if name in self.names]
        rows, columns = zip(*places) if places else ((), ())
        return scipy.sparse.csr_matrix((np.ones(len(places)), (rows, columns)), shape=(len(features), len(self.names)))

    def fit(self, train, weights):
        sizes = np.array([len(labels) for _, labels, _ in train])
        first = np.concatenate([[0], np.cumsum(sizes)])[:-1]
        last = first + sizes - 1
        features = scipy.sparse.vstack([self.matrix(page[0]) for page in train]).tocsr()
        labels = np.concatenate([page[1] for page in train])
        kind = np.concatenate([np.where(page[2], 0, 1) for page in train])
        weight = np.repeat(weights, sizes)
        at = [np.flatnonzero(sizes > time) for time in range(sizes.max())]
        inner = np.setdiff1d(np.arange(len(labels)), first)
        told = np.zeros((len(labels), COUNT))
        told[np.arange(len(labels)), labels] = 1

        def loss(theta):
            own, steps, start, end = self.parts(theta)
            emission = features @ own
            forward, backward = np.zeros_like(emission), np.zeros_like(emission)
            forward[first] = emission[first] + start
            for time in range(1, len(at)):
                unit = first[at[time]] + time
                forward[unit] = summed(forward[unit - 1][:, :, None] + steps[kind[unit]], 1) + emission[unit]
            backward[last] = end
            for time in range(len(at) - 1, 0, -1):
                unit = first[at[time]] + time
                backward[unit - 1] = summed(steps[kind[unit]] + (emission[unit] + backward[unit])[:, None, :], 2)
            total = summed(forward[last] + end, 1)
            every = np.repeat(total, sizes)
            share = np.exp(forward + backward - every[:, None]) * weight[:, None]
            pair = forward[inner - 1][:, :, None] + steps[kind[inner]] + (emission[inner] + backward[inner])[:, None, :]
            pair = np.exp(pair - every[inner][:, None, None]) * weight[inner][:, None, None]
            wanted = told * weight[:, None]
            value = (emission * wanted).sum() + (start * wanted[first]).sum() + (end * wanted[last]).sum() - (weights * total).sum()
            value += (steps[kind[inner], labels[inner - 1], labels[inner]] * weight[inner]).sum()
            step = np.zeros_like(steps)
            for place in (0, 1):
                step[place] = pair[kind[inner] == place].sum(0)
            np.subtract.at(step, (kind[inner], labels[inner - 1], labels[inner]), weight[inner])
            slope = [np.asarray(features.T @ (share - wanted)).ravel(), step.ravel(), (share - wanted)[first].sum(0), (share - wanted)[last].sum(0)]
            return -value + PRIOR / 2 * theta @ theta, np.concatenate(slope) + PRIOR * theta

        self.theta = minimize(loss, self.theta, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x

    def hundredths(self):
        """The weights as they are written: the names of the rows, and their numbers."""
        own, steps, start, end = self.parts(self.theta)
        special = ["start", "end", *(f"{place} {label}" for place in ("after", "in line after") for label in LABELS)]
        numbers = np.round(100 * np.vstack([start, end, steps.reshape(-1, COUNT), own])).astype(int)
        numbers[len(special) :][np.abs(numbers[len(special) :]) < SMALLEST] = 0
        return special + list(self.names), numbers

    def round(self):
        """Takes the weights as they are written."""
        _, numbers = self.hundredths()
        start, end, steps, own = numbers[0], numbers[1], numbers[2 : 2 + 2 * COUNT], numbers[2 + 2 * COUNT :]
        self.theta = np.concatenate([own.ravel(), steps.ravel(), start, end]) / 100

    def labels(self, page):
        """The likeliest labels of a page; that it has one headline, the engine sees to."""
        own, steps, start, end = self.parts(self.theta)
        emission = self.matrix(page[0]) @ own
        best, back = emission[0] + start, []
        for unit in range(1, len(emission)):
            paths = best[:, None] + steps[0 if page[2][unit] else 1]
            back.append(paths.argmax(0))
            best = paths.max(0) + emission[unit]
        path = [int((best + end).argmax())]
        for before in reversed(back):
            path.append(int(before[path[-1]]))
        return path[::-1]


def summed(scores, axis):
    top = scores.max(axis=axis, keepdims=True)
    return (top + np.log(np.exp(scores - top).sum(axis=axis, keepdims=True))).squeeze(axis)


def write(chain, path):
    names, numbers = chain.hundredths()
    rows = ["# What speaks for the labels of a page's sentences, in hundredths; fitted by training/lines.py, which says on what.", "feature\t" + "\t".join(LABELS)]
    rows += [name + "\t" + "\t".join(str(n) if n else "" for n in row) for name, row in zip(names, numbers) if row.any()]
    pathlib.Path(path).write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{len(rows) - 2} rows in {path}")


def main():
    binary, out, train_path, made_path, *held = sys.argv[1:]
    tests = [marked(path) for path in sorted((pathlib.Path(__file__).parent / "../tests/pages").glob("*.txt"))]
    rows = [(of_file(train_path), 1.0), (of_file(made_path), MADE), (tests, TESTS)]
    train = [page for group, _ in rows for page in seen(binary, group)]
    chain = Chain(train)
    chain.fit(train, np.array([weight for group, weight in rows for _ in group]))
    chain.round()
    write(chain, out)
    for path in held:
        right, wrong = 0, collections.Counter()
        for page in seen(binary, of_file(path)):
            for found, label in zip(chain.labels(page), page[1]):
                found, label = (PLAIN.get(LABELS[at], LABELS[at]) for at in (found, label))
                right += found == label
                wrong[(label, found)] += found != label
        print(f"{path}: {right / (right + wrong.total()):.4f} of labels right; most wrong: {wrong.most_common(8)}")


if __name__ == "__main__":
    main()

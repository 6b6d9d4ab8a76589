"""Learns the weights of `extractors/types/model.py` from gold and from written examples.

`make train` writes `extractors/lexicons/type_weights.json` and prints how often each judge names
the leaf of a measure in a document that it did not see: model, lexicon, both. Folders given as
arguments (each with `gold/` and `text/`) are judged too, and never trained on.
"""

import json
import sys
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
from scipy.sparse import hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from extractors import places, types
from extractors.folding import fold
from extractors.lexicon import read_lexicon
from extractors.types.model import Model, bigrams, model_of
from extractors.types.words import LEAVES, WORD_PAIRS

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "extractors" / "lexicons" / "type_weights.json"
WRITTEN = "written"
# how far the weights may go to fit the samples (C of scikit-learn)
_FREEDOM = 30
_STAYS = {f"留{sign}" for sign in "岗工企厂区守用任校学乡存在下住人"}


@dataclass(frozen=True, slots=True)
class Sample:
    """A measure whose leaf is known: the plain words of its head and of all of it.

    `document` is "written" for the examples of the lexicon.
    """

    document: str
    head: str
    text: str
    leaf: str


def read_examples() -> Iterator[Sample]:
    """Yield the written examples; a short first sentence is the head."""
    for entry in read_lexicon("type_examples"):
        for example in entry.more["examples"]:
            first, _, rest = example.partition("。")
            head = first if rest and len(first) <= 20 and "，" not in first else ""
            yield Sample(WRITTEN, types.plain(head), types.plain(example), entry.key)


def read_measures(gold: Path, texts: Path) -> Iterator[Sample]:
    """Yield the measures of the annotated documents in `gold`."""
    for path in sorted(gold.glob("*.json")):
        if not (texts / f"{path.stem}.txt").is_file():
            continue
        annotated = json.loads(path.read_text("utf-8"))
        folded = fold((texts / f"{path.stem}.txt").read_bytes().decode("utf-8"))
        for measure in annotated["measures"]:
            text = folded.text[folded.at(measure["start"]) : folded.at(measure["end"])]
            head = fold(measure["title"] or "").text
            yield Sample(path.stem, types.plain(head), types.plain(text), measure["type"])


def train(samples: Sequence[Sample]) -> Model:
    """Return the linear model of `samples`."""
    return model_of(weights_of(samples), WORD_PAIRS)


def weights_of(samples: Sequence[Sample]) -> dict[str, Any]:
    """Return the weights of a logistic regression as they are stored.

    A feature's weights are one byte for each leaf, 128 for nothing, in base 64.
    """
    fit = _fit(samples, _pairs(samples, "text"), _pairs(samples, "head"))
    scale = float(numpy.abs(fit.rows).max() / 127)
    codes = numpy.rint(fit.rows / scale).astype(int) + 128
    cut = len(fit.body)
    return {
        "leaves": LEAVES,
        "scale": scale,
        "bias": [round(float(each), 4) for each in fit.bias],
        "body": _coded(fit.body, codes[:, :cut]),
        "title": _coded(fit.title, codes[:, cut:]),
    }


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights with a row for each leaf and a column for each pair, those of the body first."""

    body: list[str]
    title: list[str]
    rows: Any
    bias: Any


def _fit(samples: Sequence[Sample], body: list[str], title: list[str]) -> Fit:
    """Return the logistic regression of samples on these pairs, each leaf of equal weight."""
    features = hstack([_even(samples, "text", body), _even(samples, "head", title)]).tocsr()
    common = numpy.bincount(features.indices, minlength=features.shape[1])
    # a rare pair may weigh more than a common one
    rarity = numpy.log(len(samples) / common)
    rarity /= rarity.mean()
    model = LogisticRegression(C=_FREEDOM, class_weight="balanced", max_iter=400)
    model.fit(features.multiply(rarity).tocsr(), [LEAVES.index(each.leaf) for each in samples])
    rows = numpy.zeros((len(LEAVES), features.shape[1]))
    bias = numpy.full(len(LEAVES), -99.0)
    rows[model.classes_] = model.coef_ * rarity
    bias[model.classes_] = model.intercept_
    return Fit(body, title, rows, bias)


def _pairs(samples: Sequence[Sample], field: str) -> list[str]:
    """Return the pairs of the samples' bodies (`text`) or titles (`head`) that are judged by.

    Left out is what tells a document and not a type: pairs of one document alone, and places.
    """
    homes: dict[str, set[str]] = {}
    for number, sample in enumerate(samples):
        # each written example is a document of its own
        home = f"{WRITTEN} {number}" if sample.document == WRITTEN else sample.document
        for pair in bigrams(getattr(sample, field)):
            homes.setdefault(pair, set()).add(home)
    return sorted(
        pair for pair, seen in homes.items() if len(seen) > 1 and not _is_of_a_place(pair)
    )


def _even(samples: Sequence[Sample], field: str, pairs: list[str]) -> Any:
    """Return which of the pairs each sample holds, divided by the root of how many they are."""
    counter = CountVectorizer(
        analyzer=lambda sample: bigrams(getattr(sample, field)),
        vocabulary=pairs,
        binary=True,
        lowercase=False,
    )
    counts = counter.fit_transform(samples)
    sizes = numpy.sqrt(numpy.maximum(counts.sum(axis=1), 1))
    return counts.multiply(1 / sizes)


def _is_of_a_place(pair: str) -> bool:
    """Tell whether a pair is a place's name or 留 and a sign that may be a place's: 余杭, 留宜."""
    return pair in places.gazetteer().shorts or (pair[0] == "留" and pair not in _STAYS)


def _coded(pairs: Iterable[str], codes: Any) -> dict[str, str]:
    columns = zip(pairs, codes.T, strict=True)
    return {str(pair): b64encode(bytes(column.tolist())).decode() for pair, column in columns}


def write(stored: dict[str, Any], path: Path) -> None:
    """Write weights as JSON, one feature a line."""
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", "utf-8")


def compare_judges(
    samples: Sequence[Sample], known: Sequence[Sample] | None = None
) -> dict[str, tuple[int, int, int, int]]:
    """Return per document: measures, and those named by the model, the lexicon and both.

    Each document is judged by a model trained on `known`, which does not hold it, or where that is
    None on the other documents of `samples`.
    """
    documents = sorted({sample.document for sample in samples} - {WRITTEN})
    whole = train(known) if known else None
    results = {}
    for document in documents:
        unseen = [each for each in samples if each.document == document and each.leaf != "Z0"]
        if not unseen:
            continue
        model = whole or train([each for each in samples if each.document != document])
        named = judge(model, unseen)
        results[document] = (len(unseen), *(sum(column) for column in zip(*named, strict=True)))
    return results


def judge(model: Model, samples: Sequence[Sample]) -> Iterator[tuple[bool, bool, bool]]:
    """Tell for each sample whether the model, the lexicon and both name its leaf."""
    heads, texts = [each.head for each in samples], [each.text for each in samples]
    reading = types.read(model, heads, texts)
    learned, told = types.learned_votes(model, reading), types.lexicon_votes(reading)
    for sample, *leaves in zip(
        samples, *(votes.argmax(axis=1) for votes in (learned, told, learned + told)), strict=True
    ):
        first, second, third = (LEAVES[leaf] == sample.leaf for leaf in leaves)
        yield first, second, third


def main() -> None:
    """Train, print the comparison of the judges, write the weights."""
    samples = [*read_measures(ROOT / "gold", ROOT / "corpus"), *read_examples()]
    results = compare_judges(samples)
    for folder in map(Path, sys.argv[1:]):
        unseen = list(read_measures(folder / "gold", folder / "text"))
        results |= compare_judges(unseen, samples)
    print(f"{'document':24} measures  model  lexicon  both   (trained without the document)")
    for document, (size, *named) in results.items():
        print(f"{document:24} {size:8}" + "".join(f"{each / size:8.2f}" for each in named))
    size, *named = (sum(column) for column in zip(*results.values(), strict=True))
    print(f"{'all':24} {size:8}" + "".join(f"{each / size:8.2f}" for each in named))
    write(weights_of(samples), WEIGHTS)


if __name__ == "__main__":
    main()

"""Learns the weights of `extractors/types/model.py` from gold and from written examples.

`make train` writes `extractors/lexicons/type_weights.json` and prints how often each judge names
the leaf of a measure in a document that it did not see: model, lexicon, both. Folders given as
arguments (each with `gold/` and `text/`) are judged too, and never trained on.
"""

import json
import sys
from base64 import b85encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from extractors import places, types
from extractors.folding import fold
from extractors.lexicon import read_lexicon
from extractors.types import LEAVES
from extractors.types.model import Model, bigrams, model_of, unpacked

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "extractors" / "lexicons" / "type_weights.json"
WRITTEN = "written"
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
    return model_of(weights_of(samples), types.WORD_PAIRS)


def weights_of(samples: Sequence[Sample]) -> dict[str, Any]:
    """Return the weights of a logistic regression as they are stored.

    A feature's weights are one byte for each leaf, 128 for nothing, in base 85.
    """
    body = _counter(samples, "text")
    title = _counter(samples, "head")
    features = numpy.hstack(
        [
            _even(body.fit_transform(samples).toarray()),
            _even(title.fit_transform(samples).toarray()),
        ]
    )
    model = LogisticRegression(C=30, max_iter=400)
    model.fit(features, [LEAVES.index(sample.leaf) for sample in samples])
    rows = numpy.zeros((len(LEAVES), features.shape[1]))
    bias = numpy.full(len(LEAVES), -99.0)
    rows[model.classes_] = model.coef_
    bias[model.classes_] = model.intercept_
    scale = float(numpy.abs(rows).max() / 127)
    codes = numpy.rint(rows / scale).astype(int) + 128
    cut = len(body.vocabulary_)
    return {
        "leaves": LEAVES,
        "scale": scale,
        "bias": [round(float(each), 4) for each in bias],
        "body": _coded(body.get_feature_names_out(), codes[:, :cut]),
        "title": _coded(title.get_feature_names_out(), codes[:, cut:]),
    }


def _counter(samples: Sequence[Sample], field: str) -> Any:
    """Return what counts the pairs that a body (`text`) or a title (`head`) holds.

    Left out is what tells a document and not a type: pairs of one document alone, and places.
    """
    homes: dict[str, set[str]] = {}
    for number, sample in enumerate(samples):
        # each written example is a document of its own
        home = f"{WRITTEN} {number}" if sample.document == WRITTEN else sample.document
        for pair in bigrams(getattr(sample, field)):
            homes.setdefault(pair, set()).add(home)
    known = [pair for pair, seen in homes.items() if len(seen) > 1 and not _is_of_a_place(pair)]
    return CountVectorizer(
        analyzer=lambda sample: bigrams(getattr(sample, field)),
        vocabulary=sorted(known),
        binary=True,
        lowercase=False,
    )


def _is_of_a_place(pair: str) -> bool:
    """Tell whether a pair is a place's name or 留 and a sign that may be a place's: 余杭, 留宜."""
    return pair in places.gazetteer().shorts or (pair[0] == "留" and pair not in _STAYS)


def _even(counts: Any) -> Any:
    """Return the rows divided by the root of their number of features."""
    sizes = numpy.sqrt(numpy.maximum(counts.sum(axis=1, keepdims=True), 1))
    return counts / sizes


def _coded(pairs: Iterable[str], codes: Any) -> dict[str, str]:
    columns = zip(pairs, codes.T, strict=True)
    return {str(pair): b85encode(bytes(column.tolist())).decode() for pair, column in columns}


def write(stored: dict[str, Any], path: Path) -> None:
    """Write weights as JSON, one feature a line."""
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", "utf-8")


def compare_judges(
    samples: Sequence[Sample], known: Sequence[Sample] | None = None
) -> dict[str, tuple[int, int, int, int]]:
    """Return per document: measures, and those named by the model, the lexicon and both.

    Each document is judged by a model trained on `known` (None: `samples`) without it.
    """
    documents = sorted({sample.document for sample in samples} - {WRITTEN})
    results = {}
    for document in documents:
        unseen = [each for each in samples if each.document == document and each.leaf != "Z0"]
        if not unseen:
            continue
        model = train([each for each in known or samples if each.document != document])
        named = [judge(model, each) for each in unseen]
        results[document] = (len(unseen), *(sum(column) for column in zip(*named, strict=True)))
    return results


def judge(model: Model, sample: Sample) -> tuple[bool, bool, bool]:
    """Tell whether the model, the lexicon and both name the sample's leaf."""
    reading = types.read(model, sample.head, sample.text)
    lexicon = types.lexicon_votes(reading)
    learned = unpacked(model.scores(reading.known, reading.head_known), len(LEAVES))
    both = [sum(each) for each in zip(learned, lexicon, strict=True)]
    first, second, third = (
        LEAVES[votes.index(max(votes))] == sample.leaf for votes in (list(learned), lexicon, both)
    )
    return first, second, third


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

"""A trained component in the place of a rule: measure types by a small spaCy text classifier.

`python -m pipeline.spacy_training` trains on the gold of the checkout, each document judged by a
model of the others, prints how rule and model fare and which should be used, and writes the model
with a configuration to `out/models/`. `zhengce evaluate gold/ --config out/models/components.toml`
then scores extraction with the model in the rule's place.

    [measure.type]
    model = "measure_type"      # a folder beside this file; without the table the rule stays
"""

import random
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import spacy
from spacy.training import Example
from thinc.api import fix_random_seed

from extractors import types
from extractors.folding import fold
from extractors.records import Extraction
from pipeline.evaluation import EvaluationError
from pipeline.spacy_components import CharacterTokenizer
from pipeline.writing import write_text

_EPOCHS = 8
_BATCH = 8
_SEED = 2021
_MODEL = "measure_type"
_ARCHITECTURE = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": True,
    "length": 16384,
    "ngram_size": 2,
    "no_output_layer": False,
}


class ConfigurationError(EvaluationError):
    """A configuration of components that cannot be used."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The words of one measure and its leaf, with the document they come from."""

    document: str
    text: str
    leaf: str


def _words(text: str) -> str:
    return types.plain(text)


def train(samples: Sequence[Sample]) -> Any:
    """Return a pipeline with a text classifier of samples; the same samples give the same."""
    fix_random_seed(_SEED)
    nlp = _blank()
    classifier: Any = nlp.add_pipe("textcat", config={"model": _ARCHITECTURE})
    leaves = sorted({sample.leaf for sample in samples})
    for leaf in leaves:
        classifier.add_label(leaf)
    examples = [
        Example.from_dict(
            nlp.make_doc(sample.text), {"cats": {leaf: leaf == sample.leaf for leaf in leaves}}
        )
        for sample in samples
    ]
    optimizer = nlp.initialize(lambda: examples)
    chance = random.Random(_SEED)
    for _ in range(_EPOCHS):
        chance.shuffle(examples)
        for at in range(0, len(examples), _BATCH):
            nlp.update(examples[at : at + _BATCH], sgd=optimizer)
    return nlp


def _blank() -> Any:
    nlp = spacy.blank("zh")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    return nlp


def leaf_of(nlp: Any, text: str) -> str:
    """Return the likeliest leaf of a measure's words."""
    cats: Mapping[str, float] = nlp(_words(text)).cats
    return max(sorted(cats), key=cats.__getitem__)


def cross_validate(
    samples: Sequence[Sample], documents: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """Return by document how many leaves a model of the others names, and of how many."""
    found = {}
    for document in documents:
        nlp = train([sample for sample in samples if sample.document != document])
        unseen = [sample for sample in samples if sample.document == document]
        right = sum(leaf_of(nlp, sample.text) == sample.leaf for sample in unseen)
        found[document] = (right, len(unseen))
    return found


def replaced(
    found: Mapping[str, Extraction], texts: Mapping[str, str], configuration: Path
) -> dict[str, Extraction]:
    """Return extractions with what a configuration's models say in the place of the rules.

    Raises ConfigurationError for a file that names an unknown field or a model that is not there.
    """
    try:
        wanted = tomllib.loads(configuration.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{configuration}: {error}") from error
    unknown = set(wanted) - {"measure"} | set(wanted.get("measure", {})) - {"type"}
    if unknown:
        raise ConfigurationError(f"{configuration}: no component for {', '.join(sorted(unknown))}")
    if "measure" not in wanted:
        return dict(found)
    folder = configuration.parent / wanted["measure"]["type"]["model"]
    if not folder.is_dir():
        raise ConfigurationError(f"{folder}: no model here; train it with pipeline.spacy_training")
    nlp = _loaded(folder)
    rule = f"spacy.{folder.name}"
    return {
        name: replace(
            extraction,
            measures=tuple(
                replace(m, type=leaf, also=tuple(a for a in m.also if a != leaf), type_rule=rule)
                for m, leaf in zip(
                    extraction.measures, _leaves(nlp, extraction, texts[name]), strict=True
                )
            ),
        )
        for name, extraction in found.items()
    }


def _loaded(folder: Path) -> Any:
    nlp = _blank()
    nlp.add_pipe("textcat", config={"model": _ARCHITECTURE})
    return nlp.from_disk(folder)


def _leaves(nlp: Any, extraction: Extraction, text: str) -> Iterable[str]:
    folded = fold(text)
    for m in extraction.measures:
        yield leaf_of(nlp, folded.text[folded.at(m.start) : folded.at(m.end)])


def main() -> None:
    """Cross-validate on the checkout's gold, say which to use, write the model.

    Rule and model see the same: the other documents and the sentences written for training.
    """
    from pipeline.training import ROOT, compare_judges, read_examples, read_measures

    known = [*read_measures(ROOT / "gold", ROOT / "corpus"), *read_examples()]
    samples = [
        Sample(each.document, each.text, each.leaf) for each in known if each.leaf != types.NO_LEAF
    ]
    rules = compare_judges(known)
    found = cross_validate(samples, tuple(rules))
    for name, (hits, size) in found.items():
        print(f"{name:12} model {hits / size:.3f}  rule {rules[name][3] / size:.3f}  of {size}")
    size, right = (sum(column) for column in zip(*((n, r) for r, n in found.values()), strict=True))
    rule = sum(each[3] for each in rules.values())
    print(f"{'all':12} model {right / size:.3f}  rule {rule / size:.3f}  of {size}")
    print("use the model" if right > rule else "keep the rule: the model does not reach it")
    out = ROOT / "out" / "models"
    out.mkdir(parents=True, exist_ok=True)
    train(samples).to_disk(out / _MODEL)
    write_text(out / "components.toml", f'[measure.type]\nmodel = "{_MODEL}"\n')


if __name__ == "__main__":
    main()

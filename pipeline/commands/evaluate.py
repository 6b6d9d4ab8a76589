"""`zhengce evaluate`: reads gold and texts, extracts or reads what was found, prints the scores."""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from extractors.records import Extraction
from pipeline import gold as gold_format
from pipeline.commands import alignment
from pipeline.document import Document
from pipeline.evaluation import (
    Change,
    Evaluation,
    EvaluationError,
    as_json,
    below_floors,
    change,
    evaluate,
    gold_files,
    won_and_lost,
)
from pipeline.extraction import extract
from pipeline.manifest import read_manifest
from pipeline.reading import read
from pipeline.writing import write_text

Say = Callable[[object], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for on the command line."""

    gold: Path
    found: Path | None = None
    texts: Path | None = None
    errors: bool = False
    against: str | None = None
    output: str = "table"
    alignment: bool = False
    config: Path | None = None


def run(request: Request, show: Say, warn: Say) -> bool:
    """Print the evaluation; return whether every floor was held and no bound was inverted.

    Raises EvaluationError or GoldError when the set cannot be scored.
    """
    documents, gold = _read_set(request, warn)
    complete = len(gold) == len(gold_files(request.gold))
    found = _found(request, documents)
    if request.config is not None:
        from pipeline.spacy_training import replaced

        texts = {name: document.text for name, document in documents.items()}
        found = replaced(found, texts, request.config)
    evaluation = evaluate(gold, found)
    aligned = alignment.scored(request.gold, documents, gold, found) if request.alignment else None
    if request.output == "json":
        show(gold_json(evaluation, aligned))
    else:
        show(table(evaluation))
        if aligned is not None:
            show("\n".join(alignment.lines_of(aligned)))
    if request.errors:
        show("\n".join(_miss_lines(evaluation)))
    if request.against:
        before = _before(request.against, documents)
        _show_change(show, won_and_lost(evaluate(gold, before), evaluation), "against gold")
        _show_change(show, change(before, found), "among all rows")
    for miss in evaluation.inverted:
        warn(f"inverted bound in {miss.doc}: gold {miss.gold} · found {miss.found}")
    fallen = below_floors(evaluation, request.gold / "floors.toml")
    if aligned is not None:
        fallen += alignment.below_floors(aligned, request.gold / "floors.toml")
    for line in fallen:
        warn(line)
    return complete and not fallen and not evaluation.inverted


def gold_json(evaluation: Evaluation, aligned: alignment.Scores | None = None) -> str:
    """Return the scores as JSON text."""
    import json

    content = as_json(evaluation)
    if aligned is not None:
        content["alignment"] = alignment.content_of(aligned)
    return json.dumps(content, ensure_ascii=False, indent=1)


def _read_set(request: Request, warn: Say) -> tuple[dict[str, Document], dict[str, Extraction]]:
    documents: dict[str, Document] = {}
    gold: dict[str, Extraction] = {}
    for file in gold_files(request.gold):
        document = read(text_of(file.stem, request), file.stem)
        try:
            gold[file.stem] = gold_format.load(file, document.text)
        except gold_format.GoldError as error:
            warn(error)
            continue
        documents[file.stem] = document
    if not gold:
        raise EvaluationError(f"{request.gold}: no annotation fits its text; nothing to score")
    return documents, gold


def text_of(name: str, request: Request) -> Path:
    """Return the file of a document's text. Raises EvaluationError where there is none."""
    folders = [request.texts] if request.texts else _default_folders(request.gold)
    for folder in folders:
        for row in read_manifest(folder) or ():
            if row.id == name:
                return row.path
        for path in sorted(folder.glob(f"{name}.*")):
            return path
    tried = ", ".join(str(folder) for folder in folders)
    raise EvaluationError(f"{request.gold / name}.json: no text {name}.* in {tried}; use --texts")


def _default_folders(gold: Path) -> list[Path]:
    beside = gold.resolve().parent
    return [beside / "corpus", beside / "text"]


def _found(request: Request, documents: Mapping[str, Document]) -> dict[str, Extraction]:
    if request.found is None:
        return {name: extract(document) for name, document in documents.items()}
    return _read_found(request.found, documents)


def _read_found(folder: Path, documents: Mapping[str, Document]) -> dict[str, Extraction]:
    found = {}
    for name, document in documents.items():
        file = folder / f"{name}.json"
        if file.is_file():
            found[name] = gold_format.load(file, document.text)
    return found


def _before(against: str, documents: Mapping[str, Document]) -> dict[str, Extraction]:
    """Return the extractions of an earlier run: those of a folder, or of a git revision."""
    folder = Path(against)
    if folder.is_dir():
        return _read_found(folder, documents)
    with tempfile.TemporaryDirectory() as work:
        tree, out, texts = (Path(work) / name for name in ("tree", "out", "texts"))
        root = Path(__file__).resolve().parent.parent
        git = ["git", "-C", str(root), "worktree"]
        added = subprocess.run(
            [*git, "add", "--detach", str(tree), against], capture_output=True, text=True
        )
        if added.returncode:
            raise EvaluationError(
                f"--against {against}: neither a folder nor a git revision ({added.stderr.strip()})"
            )
        try:
            for name, document in documents.items():
                write_text(texts / f"{name}.txt", document.text)
            command = [sys.executable, "-m", "pipeline.cli", "extract", str(texts)]
            subprocess.run([*command, "--out", str(out)], cwd=tree, check=True)
            return _read_found(out, documents)
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=False)


def _show_change(show: Say, changed: Change, where: str) -> None:
    show(f"\n{where}: {len(changed.won)} won, {len(changed.lost)} lost")
    for sign, rows in (("+", changed.won), ("-", changed.lost)):
        for row in rows:
            show(f"{sign} {row}")


def _miss_lines(evaluation: Evaluation) -> list[str]:
    return [
        f"{miss.field:20} {miss.doc:24} gold: {miss.gold or '—'}  found: {miss.found or '—'}"
        for miss in evaluation.misses()
    ]


def table(evaluation: Evaluation) -> str:
    """Return the scores as lines of text: each field over all, then F1 by document."""
    names = [score.doc for score in evaluation.scores]
    short = [name[:10] for name in names]
    head = f"{'field':22}{'P':>7}{'R':>7}{'F1':>7}   {'95 %':13}{'gold':>6}{'found':>6}{'hits':>6}"
    lines = [head + "".join(f"{name:>11}" for name in short)]
    for line in evaluation.lines:
        tally = line.tally
        numbers = f"{tally.precision:7.3f}{tally.recall:7.3f}{tally.f1:7.3f}"
        interval = f"   {line.low:.3f}–{line.high:.3f}  "
        counts = f"{tally.gold:6}{tally.found:6}{tally.hits:6}"
        documents = "".join(_of_document(score.tallies, line.field) for score in evaluation.scores)
        lines.append(f"{line.field:22}{numbers}{interval}{counts}{documents}")
    low, high = evaluation.interval
    lines.append(f"\nheadline {evaluation.headline:.4f}  (95 % {low:.3f}–{high:.3f})")
    lines.append(f"inverted bounds: {len(evaluation.inverted)}")
    return "\n".join(lines)


def _of_document(tallies: Mapping[str, object], name: str) -> str:
    tally = tallies.get(name)
    return f"{tally.f1:11.3f}" if hasattr(tally, "f1") else f"{'—':>11}"

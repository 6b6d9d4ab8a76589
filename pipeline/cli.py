"""The command line, thin: each command reads its words, calls one room and says what happened.

Messages are English, what policy staff read is Chinese. Errors go to standard error, one line
each; the exit status is 0 when all went well, 1 when something failed or fell under a floor, 2
for wrong use. Heavy packages are imported by the command that needs them.
"""

import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands import research

app = typer.Typer(
    name="zhengce",
    help="Chinese policy documents as a knowledge base in which every value cites its words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

DEFAULT_BASE = Path("out") / "zhengce.sqlite"
Paths = Annotated[list[Path], typer.Argument(help="Files and folders; - reads standard input.")]

research.register(app)


def main() -> None:
    """Run the command line; standard streams are UTF-8 on every system."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(1) from None


def _say(problem: object) -> None:
    """Write one line to standard error."""
    typer.echo(f"zhengce: {problem}".replace("\n", " "), err=True)


def _wrong_use(message: str) -> typer.Exit:
    _say(message)
    return typer.Exit(2)


@app.command()
def build(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files, folders, patterns; - reads names. Without: the corpus."),
    ] = None,
    kb: Annotated[Path, typer.Option(help="The knowledge base to write.")] = DEFAULT_BASE,
    out: Annotated[
        Path | None, typer.Option(help="Folder for comparison and report; else beside the base.")
    ] = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 for one a core.")] = 0,
    cluster: Annotated[str, typer.Option(help="Address of a Dask scheduler to run on.")] = "",
    output: Annotated[
        str, typer.Option("--format", help="Tables for analysis too: parquet, csv or jsonl.")
    ] = "",
    remove_gone: Annotated[
        bool, typer.Option(help="Drop documents of earlier runs that are not named now.")
    ] = False,
    retry_failed: Annotated[bool, typer.Option(help="Try again what failed before.")] = False,
) -> None:
    """Read, extract, store and compare: the main job. A run that was stopped goes on."""
    from pipeline.commands.build import Request, build, corpus_of_checkout

    if output not in ("", "parquet", "csv", "jsonl"):
        raise _wrong_use(f"--format {output}: choose parquet, csv or jsonl")
    if not paths:
        corpus = corpus_of_checkout()
        if corpus is None:
            raise _wrong_use("build needs a PATH outside a checkout: name files or folders")
        paths = [corpus]
    folder = out or kb.parent
    request = Request(kb, folder, workers, cluster, output, remove_gone, retry_failed)
    raise typer.Exit(0 if build(paths, request, _say) else 1)


@app.command()
def compare(
    kb: Annotated[Path, typer.Option(help="The knowledge base.")] = DEFAULT_BASE,
    region: Annotated[list[str] | None, typer.Option(help="Region codes to compare.")] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--type", help="Types (A1) or families (A).")
    ] = None,
    output: Annotated[
        str, typer.Option("--format", help="table, csv, xlsx, html, json.")
    ] = "table",
    against: Annotated[
        str | None, typer.Option(help="Clause by clause against a reference: national, or a code.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write.")] = None,
) -> None:
    """Compare places: region × measure type, each value with its words."""
    from pipeline.commands.compare import FORMATS, compare_places
    from pipeline.knowledge_base import KnowledgeBaseError

    if output not in FORMATS:
        raise _wrong_use(f"--format {output}: choose one of {', '.join(FORMATS)}")
    if output in ("xlsx", "html") and out is None:
        raise _wrong_use(f"--format {output} needs --out FILE")
    try:
        if against is not None:
            from pipeline.commands.alignment import compare_against

            compare_against(kb, (against, region), output, out)
            return
        compare_places(kb, (region, kind), output, out)
    except KnowledgeBaseError as error:
        _say(error)
        raise typer.Exit(1) from error


@app.command()
def extract(
    paths: Paths,
    out: Annotated[Path | None, typer.Option(help="Folder for the .json files.")] = None,
) -> None:
    """Write one .json in gold format per document, the relative path kept."""
    from pipeline.commands.extract import extract_files, extract_stream

    if paths == [Path("-")]:
        failed = extract_stream(sys.stdin.buffer, sys.stdout, _say)
        raise typer.Exit(failed)
    if out is None:
        raise _wrong_use("extract needs --out DIR, where the .json files go")
    try:
        failed = extract_files(paths, out, _say)
    except FileExistsError as error:
        raise _wrong_use(str(error)) from error
    raise typer.Exit(1 if failed else 0)


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of annotations.")],
    found: Annotated[
        Path | None, typer.Argument(help="Folder of extractions; without it they are made.")
    ] = None,
    texts: Annotated[Path | None, typer.Option(help="Folder of the texts.")] = None,
    errors: Annotated[bool, typer.Option(help="List what was missed and made up.")] = False,
    against: Annotated[
        str | None, typer.Option(help="Folder of earlier extractions, or a git revision.")
    ] = None,
    alignment: Annotated[
        bool, typer.Option(help="Score the alignment with the national notice, by place left out.")
    ] = False,
    config: Annotated[
        Path | None, typer.Option(help="Trained components in the place of rules (TOML).")
    ] = None,
    output: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Score extraction against gold: precision, recall and F1 per field."""
    from pipeline.commands.evaluate import Request, run
    from pipeline.evaluation import EvaluationError
    from pipeline.gold import GoldError

    if output not in ("table", "json"):
        raise _wrong_use(f"--format {output}: choose table or json")
    try:
        held = run(
            Request(gold, found, texts, errors, against, output, alignment, config),
            typer.echo,
            _say,
        )
    except (EvaluationError, GoldError) as error:
        _say(error)
        raise typer.Exit(1) from error
    raise typer.Exit(0 if held else 1)


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words; each must occur.")],
    kb: Annotated[Path, typer.Option(help="The knowledge base.")] = DEFAULT_BASE,
    region: Annotated[str | None, typer.Option(help="Region code; takes all in it.")] = None,
    kind: Annotated[str | None, typer.Option("--type", help="Type (A1) or family (A).")] = None,
    target: Annotated[str | None, typer.Option(help="Target group, such as firms.")] = None,
    unit: Annotated[str | None, typer.Option(help="Part of a unit's name.")] = None,
    amount: Annotated[float | None, typer.Option(help="Yuan that a sum must reach.")] = None,
    before: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of lines.")] = False,
) -> None:
    """Search clauses: exact on substrings, filtered."""
    from pipeline.commands.search import search_clauses
    from pipeline.knowledge_base import KnowledgeBaseError
    from pipeline.search import Filters

    most = None if amount is None else Decimal(str(amount))
    day = before.date() if before else None
    filters = Filters(region, kind, target, unit, most, day)
    try:
        search_clauses(kb, " ".join(words), filters, as_json)
    except KnowledgeBaseError as error:
        _say(error)
        raise typer.Exit(1) from error


@app.command()
def serve(
    kb: Annotated[Path, typer.Option(help="The knowledge base.")] = DEFAULT_BASE,
    host: Annotated[str, typer.Option(help="Address to serve on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    token: Annotated[
        str | None, typer.Option(envvar="ZHENGCE_TOKEN", help="Word that visitors must give.")
    ] = None,
) -> None:
    """Serve the page for policy staff, read-only."""
    from pipeline.commands.serve import serve as serve_page
    from pipeline.knowledge_base import KnowledgeBaseError

    if token is not None and not token.strip():
        raise _wrong_use("--token is empty: give a word, or leave it out")
    try:
        serve_page(kb, (host, port), token, _say)
    except (KnowledgeBaseError, OSError) as error:
        _say(error)
        raise typer.Exit(1) from error


if __name__ == "__main__":
    main()

"""`zhengce agree`, `diff`, `convert` and `codebook`: the commands of researchers."""

from pathlib import Path
from typing import Annotated

import typer

TOOLS = ("label-studio", "doccano", "brat", "docbin", "gold")
_Texts = Annotated[Path | None, typer.Option(help="Folder of the texts; else beside the folder.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in (agree, diff, convert, codebook):
        app.command()(command)


def _failed(problem: object) -> typer.Exit:
    typer.echo(f"zhengce: {problem}".replace("\n", " "), err=True)
    return typer.Exit(1)


def _json(found: object) -> str:
    import json

    from pipeline.gold import to_json

    return json.dumps(to_json(found), ensure_ascii=False, indent=1)


def agree(
    first: Annotated[Path, typer.Argument(help="Folder of one annotator's files.")],
    second: Annotated[Path, typer.Argument(help="Folder of the other's.")],
    texts: _Texts = None,
    output: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Agreement of two annotators: F1 of spans, Krippendorff's alpha of categories."""
    from pipeline import agreement
    from pipeline.commands.annotations import read_annotations

    try:
        found = agreement.agree(read_annotations(first, texts), read_annotations(second, texts))
    except ValueError as error:
        raise _failed(error) from error
    typer.echo(_json(found) if output == "json" else "\n".join(agreement.lines_of(found)))


def diff(
    before: Annotated[Path, typer.Argument(help="The older knowledge base.")],
    after: Annotated[Path, typer.Argument(help="The newer knowledge base.")],
    output: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Say what changed between two runs or two versions, value by value."""
    from pipeline import differences
    from pipeline.knowledge_base import KnowledgeBase, KnowledgeBaseError

    try:
        with KnowledgeBase.open_readonly(before) as old, KnowledgeBase.open_readonly(after) as new:
            report = differences.compare_bases(old, new)
    except KnowledgeBaseError as error:
        raise _failed(error) from error
    typer.echo(_json(report) if output == "json" else "\n".join(differences.lines_of(report)))


def convert(
    source: Annotated[Path, typer.Argument(help="Gold folder, knowledge base, or a tool's file.")],
    to: Annotated[str, typer.Option(help="label-studio, doccano, brat, docbin or gold.")],
    out: Annotated[Path, typer.Option(help="File to write; for brat and gold a folder.")],
    origin: Annotated[
        str, typer.Option("--from", help="What the source is: gold, kb, or one of the tools.")
    ] = "gold",
    texts: _Texts = None,
) -> None:
    """Take annotations to a tool and back; a moved span or changed text is refused."""
    from pipeline.commands.annotations import convert_annotations

    if to not in TOOLS or origin not in (*TOOLS, "kb"):
        typer.echo(f"zhengce: choose --to of {', '.join(TOOLS)}, --from also kb", err=True)
        raise typer.Exit(2)
    try:
        number = convert_annotations((source, origin), (out, to), texts)
    except (ValueError, OSError) as error:
        raise _failed(error) from error
    typer.echo(f"{number} documents written to {out}")


def codebook(
    kb: Annotated[Path, typer.Option(help="The knowledge base that gives the examples.")] = Path(
        "out/zhengce.sqlite"
    ),
    out: Annotated[Path, typer.Option(help="Folder for codebook.html and codebook.md.")] = Path(
        "out"
    ),
) -> None:
    """Write the codebook of types, target groups and fields, with examples."""
    from pipeline.codebook import write
    from pipeline.knowledge_base import KnowledgeBase, KnowledgeBaseError

    try:
        with KnowledgeBase.open_readonly(kb) as base:
            write(base, out)
    except KnowledgeBaseError as error:
        raise _failed(error) from error
    typer.echo(f"{out}/codebook.html, {out}/codebook.md")

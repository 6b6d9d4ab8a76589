"""The codebook: what each type, target group and field means, with examples and a crosswalk.

Definitions are words of `lexicons/codebook.toml`, examples come from a knowledge base and are
masked; a leaf without one says 语料无例. The crosswalk to categories used elsewhere is
`crosswalk.csv`; what it marks unverified stays marked.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from extractors.lexicon import Entry, read_lexicon
from pipeline.codes import family_name, group_name, leaves, type_name
from pipeline.comparison import counted
from pipeline.exports.meanings import MEANINGS
from pipeline.knowledge_base import KnowledgeBase, version
from pipeline.masking import mask
from pipeline.writing import write_text

NO_EXAMPLE = "语料无例"
UNVERIFIED = "未核实"
CROSSWALK_NOTE = "国际分类的对应关系由本项目判断；注有“未核实”的，其类目未经核对。"
_MOST_EXAMPLES = 2
_MOST_WORDS = 80
_CROSSWALK = {
    "eu_lmp": "欧盟劳动力市场政策分类（EU LMP）",
    "ilo_pillar": "国际劳工组织支柱（ILO）",
    "policywatch_or_worldbank": "Eurofound PolicyWatch / 世界银行",
}


@dataclass(frozen=True, slots=True)
class Example:
    """Words of the corpus, masked, and where they stand."""

    words: str
    place: str


@dataclass(frozen=True, slots=True)
class Code:
    """One leaf: `crosswalk` is empty for target groups, `is_verified` False where it is marked."""

    key: str
    name: str
    above: str
    definition: str
    includes: str
    excludes: str
    confused: tuple[str, ...]
    examples: tuple[Example, ...]
    crosswalk: Mapping[str, str]
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes, and fields as (name, meaning)."""

    version: str
    types: tuple[Code, ...]
    groups: tuple[Code, ...]
    fields: tuple[tuple[str, str], ...]


def codebook(base: KnowledgeBase) -> Codebook:
    """Return the codebook with examples of a knowledge base."""
    types, groups = _examples(base)
    said = {entry.key: entry for entry in read_lexicon("codebook")}
    crossed = _crosswalk()
    return Codebook(
        version(),
        tuple(
            _type(code, said[code], types.get(code, []), crossed.get(code, {})) for code in leaves()
        ),
        tuple(_group(entry, said[entry.key], groups.get(entry.key, [])) for entry in _by_parent()),
        tuple(sorted(MEANINGS.items())),
    )


def _by_parent() -> list[Entry]:
    entries = read_lexicon("targets")
    order = {"workers": 0, "employers": 1, "public": 2}
    above = {entry.key: entry.parent for entry in entries}

    def branch(key: str) -> str:
        parent = above.get(key)
        return branch(parent) if parent else key

    return sorted(entries, key=lambda e: (order.get(branch(e.key), 9), e.parent is not None, e.key))


def _type(code: str, said: Entry, examples: list[Example], crossed: Mapping[str, str]) -> Code:
    return Code(
        code,
        type_name(code),
        f"{code[0]} {family_name(code[0])}",
        said.more["definition"],
        said.more["includes"],
        said.more["excludes"],
        tuple(f"{other} {type_name(other)}" for other in said.more["confused"]),
        tuple(examples[:_MOST_EXAMPLES]),
        {title: crossed.get(name, "") for name, title in _CROSSWALK.items()},
        crossed.get("status", "unverified") != "unverified",
    )


def _group(entry: Entry, said: Entry, examples: list[Example]) -> Code:
    return Code(
        entry.key,
        entry.name,
        group_name(entry.parent) if entry.parent else "",
        said.more["definition"],
        "、".join(entry.aliases[:8]),
        "以最具体的标签为准；仅被统计、监测或只负责执行的不标",
        tuple(group_name(other) for other in said.more["confused"]),
        tuple(examples[:_MOST_EXAMPLES]),
        {},
        True,
    )


def _crosswalk() -> dict[str, dict[str, str]]:
    text = (resources.files("pipeline") / "crosswalk.csv").read_text("utf-8")
    return {row["type"]: row for row in csv.DictReader(text.splitlines())}


Examples = dict[str, list[Example]]


def _examples(base: KnowledgeBase) -> tuple[Examples, Examples]:
    """Return examples by type and by target group, one a document first, then further ones."""
    types: list[tuple[str, int, Example]] = []
    groups: list[tuple[str, int, Example]] = []
    for stored in counted(base):
        masked = mask(base.document(stored.id).text)
        found = base.extraction(stored.id)
        name = stored.region_name or stored.id
        seen: dict[str, int] = {}
        for measure in found.measures:
            words = _short(masked.quote(measure.start, measure.end))
            example = Example(words, f"{name}，{stored.id}/{measure.id}")
            types.append((measure.type, _again(seen, measure.type), example))
        for target in found.targets:
            words = "".join(masked.quote(target.start, target.end).split())
            where = f"{name}，{stored.id}/{target.measure}"
            groups.append((target.label, _again(seen, target.label), Example(words, where)))
    return _by_code(types), _by_code(groups)


def _again(seen: dict[str, int], code: str) -> int:
    seen[code] = seen.get(code, 0) + 1
    return seen[code]


def _by_code(found: Iterable[tuple[str, int, Example]]) -> Examples:
    examples: Examples = {}
    for code, _, example in sorted(found, key=lambda each: each[1]):
        if all(example.words != other.words for other in examples.setdefault(code, [])):
            examples[code].append(example)
    return examples


def _short(words: str) -> str:
    words = "".join(words.split()).replace("**", "")
    return words if len(words) <= _MOST_WORDS else words[:_MOST_WORDS] + "…"


def write(base: KnowledgeBase, folder: Path) -> None:
    """Write `codebook.html` and `codebook.md`."""
    book = codebook(base)
    write_text(folder / "codebook.md", markdown(book))
    write_text(folder / "codebook.html", html(book))


def markdown(book: Codebook) -> str:
    """Return the codebook as Markdown."""
    return "\n".join(_lines(book)) + "\n"


def _lines(book: Codebook) -> Iterator[str]:
    yield f"# 编码手册\n\n版本：{book.version}\n\n{CROSSWALK_NOTE}\n\n## 措施类型"
    for code in book.types:
        yield from _code(code)
        for title, value in code.crosswalk.items():
            yield f"- {title}：{value or '—'}" + ("" if code.is_verified else f"（{UNVERIFIED}）")
    yield "\n## 服务对象"
    for code in book.groups:
        yield from _code(code)
    yield "\n## 字段\n\n| 字段 | 含义 |\n|---|---|"
    for name, meaning in book.fields:
        yield f"| {name} | {meaning.replace('|', '｜')} |"


def _code(code: Code) -> Iterator[str]:
    above = f"（{code.above}）" if code.above else ""
    yield f"\n### {code.key} {code.name}{above}\n"
    yield f"- 定义：{code.definition}"
    yield f"- 包括：{code.includes or '—'}"
    yield f"- 不包括：{code.excludes}"
    yield f"- 易混：{'、'.join(code.confused) or '—'}"
    for example in code.examples:
        yield f"- 例：{example.words}（{example.place}）"
    if not code.examples:
        yield f"- 例：{NO_EXAMPLE}"


def html(book: Codebook) -> str:
    """Return the codebook as one HTML page without network."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    source = resources.files("pipeline") / "exports" / "templates" / "codebook.html"
    page: str = environment.from_string(source.read_text("utf-8")).render(
        book=book, no_example=NO_EXAMPLE, unverified=UNVERIFIED, note=CROSSWALK_NOTE
    )
    return page

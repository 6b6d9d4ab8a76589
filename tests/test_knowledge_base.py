import sqlite3
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from extractors.folding import fold
from pipeline.copies import number_key
from pipeline.knowledge_base import ORDER, KnowledgeBase, KnowledgeBaseError, Run
from pipeline.passages import cut, way_back
from pipeline.search import Filters, search, words_of
from tests.stored import annotated, base_of, plain

TABLES = (*ORDER, "document", "passage")
QUERIES = (
    "岗", "人", "元", "1", "，", "。", "“", "@", "%", "稳岗", "补贴", "企业", "安庆", "2021",
    "春节",
    "２０２１", "300元", "30万元", "不超过", "区人社局", "人社局", "人力资源社会保障部", "补贴。",
    "点对点", "QQ", "qq.com", "service", "〔2021〕", "﹝2021﹞", "(含)", "不超过500元/人", "10GB",
    "没有这样的词", "稳岗 补贴", "企业 春节 元", "以工代训 每人", "发动各驻区机构", "留在开平过年",
)  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    with base_of(tmp_path_factory.mktemp("kb") / "gold.sqlite") as base:
        yield base


def dump(path):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        return {
            table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}")))
            for table in TABLES
        }


def test_what_is_stored_comes_back_equal(base):
    for document, extraction in annotated():
        assert base.extraction(document.id) == extraction
        assert base.document(document.id) == document
        assert base.stored(document.id).version.startswith("0.")


def test_every_quote_is_the_slice_of_its_text(base):
    texts = {each.id: base.document(each.id).text for each in base.documents()}
    for table in (*ORDER, "passage"):
        rows = base.connection.execute(f'SELECT document, start, "end" AS last, quote FROM {table}')
        for row in rows:
            assert texts[row["document"]][row["start"] : row["last"]] == row["quote"], table


def test_exact_sums_stay_exact_and_compare_as_numbers(base):
    row = base.connection.execute(
        "SELECT max, max_number, min FROM amount WHERE bound = 'at_most' AND max_number = 300"
    ).fetchone()
    assert (row["max"], row["max_number"], row["min"]) == ("300", 300.0, None)


def test_two_builds_hold_the_same_rows(tmp_path):
    with (
        base_of(tmp_path / "one.sqlite"),
        base_of(tmp_path / "two.sqlite", run=Run("a", "b", 9, 5)),
    ):
        assert dump(tmp_path / "one.sqlite") == dump(tmp_path / "two.sqlite")


def test_it_is_one_file_in_delete_mode_with_strict_tables(base):
    folder = base.path.parent
    assert [each.name for each in folder.iterdir()] == [base.path.name]
    assert base.connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert base.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    strict = {row["name"]: row["strict"] for row in base.connection.execute("PRAGMA table_list")}
    assert all(strict[table] for table in (*TABLES, "run"))


def test_it_opens_from_a_folder_that_cannot_be_written(tmp_path):
    base_of(tmp_path / "share" / "kb.sqlite").connection.close()
    (tmp_path / "share" / "kb.sqlite").chmod(0o444)
    (tmp_path / "share").chmod(0o555)
    try:
        with KnowledgeBase.open_readonly(tmp_path / "share" / "kb.sqlite") as base:
            assert len(base.documents()) == 5
            with pytest.raises(sqlite3.OperationalError):
                base.connection.execute("DELETE FROM run")
    finally:
        (tmp_path / "share").chmod(0o755)


def test_what_is_no_knowledge_base_says_so(tmp_path, base):
    (tmp_path / "text.sqlite").write_text("关于印发办法的通知" * 100)
    for path in (tmp_path / "none.sqlite", tmp_path / "text.sqlite"):
        with pytest.raises(KnowledgeBaseError, match="zhengce build"):
            KnowledgeBase.open_readonly(path)
    with pytest.raises(KnowledgeBaseError, match="nowhere"):
        base.document("nowhere")


def test_a_build_that_fails_leaves_no_file(tmp_path):
    def broken():
        yield annotated()[0]
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        base_of(tmp_path / "kb.sqlite", broken())
    assert not (tmp_path / "kb.sqlite").exists()


def test_runs_keep_what_was_left_out(tmp_path):
    run = Run("a", "b", 7, 5, (("x.png", "not text"),), (("y.txt", "empty"),))
    with base_of(tmp_path / "kb.sqlite", run=run) as base:
        assert base.runs() == (run,)


BODY = (
    "关于稳定就业的通知\n各县区：现将有关事项通知如下。对符合条件的企业给予补贴，每人一千元。" * 4
)


@pytest.mark.parametrize(
    ("why", "second", "relation"),
    [
        ("the same text with other blanks", plain("two", BODY + "  \n\n"), ("one", None)),
        (
            "the same number, on a page with a table of metadata",
            plain(
                "two", "索引号：1\n" + BODY, doc_number="甲发〔2021〕3 号", issuers=("甲市政府",)
            ),
            ("one", None),
        ),
        (
            "the same number of another issuer",
            plain("two", "别的通知。" + BODY, doc_number="甲发〔2021〕3号", issuers=("乙市政府",)),
            (None, None),
        ),
        (
            "the same number at a later day",
            plain(
                "two",
                BODY + "修订。",
                doc_number="甲发〔2021〕3号",
                issuers=("甲市政府",),
                date_issued=date(2022, 1, 1),
            ),
            (None, "one"),
        ),
        ("another document", plain("two", "关于表彰的决定。" * 9), (None, None)),
    ],
)
def test_copies_and_new_versions(tmp_path, why, second, relation):
    first = plain(
        "one",
        BODY,
        doc_number="甲发〔2021〕3号",
        issuers=("甲市政府",),
        date_issued=date(2021, 1, 1) if relation[1] or why.startswith("another") else None,
    )
    with base_of(tmp_path / "kb.sqlite", [first, second]) as base:
        stored = base.stored("two")
        assert (stored.copy_of, stored.supersedes) == relation, why


def test_a_bulletin_number_comes_again_each_year():
    assert number_key("第3期", "2021-02-09") != number_key("第3期", "2022-02-11")
    assert number_key("第3期", "") == ""


@pytest.mark.parametrize("query", QUERIES)
def test_search_counts_as_a_plain_scan_does(base, query):
    words = [word.lower() for word in words_of(query)]
    passages = [
        passage.folded.lower()
        for document, extraction in annotated()
        for passage in cut(fold(document.text), extraction.measures)
    ]
    expected = sum(all(word in passage for word in words) for passage in passages)
    found = search(base, query, Filters(limit=10_000))
    assert found.total == len(found.hits) == expected


def test_a_hit_gives_the_place_in_the_document(base):
    for hit in search(base, "发动各驻区机构").hits:
        text = base.document(hit.document).text
        ((start, end),) = hit.places
        assert "".join(text[start:end].split()) == "发动各驻区机构"


def test_filters_narrow_a_search(base):
    everywhere = search(base, "补贴").total
    for filters in (
        Filters(region="210200"),
        Filters(type="A"),
        Filters(target="firms"),
        Filters(unit="总工会"),
        Filters(amount=Decimal(30000)),
        Filters(before=date(2021, 2, 1)),
    ):
        assert 0 < search(base, "补贴", filters).total < everywhere
    assert (
        search(base, "补贴", Filters(region="340000")).total
        == search(base, "补贴", Filters(region="340800")).total
    )


def test_a_search_shows_no_contact(base):
    (hit,) = search(base, "王瑞平").hits
    assert "王瑞平" not in hit.quote
    assert "●●●" in hit.quote


def test_a_query_is_words_never_syntax(base):
    for query in ('"', "稳岗 OR 补贴", "NEAR(", "*", "a:b", "' --", ""):
        search(base, query)


def test_passages_hold_all_of_the_folded_text():
    for document, extraction in annotated():
        folded = fold(document.text)
        passages = list(cut(folded, extraction.measures))
        joined = "".join(passage.folded for passage in passages)
        assert joined == folded.text.replace("\n", "")
        for passage in passages:
            assert way_back(passage.shifts, 0, len(passage.folded)) == (passage.start, passage.end)


def test_frames_are_tidy_and_masked(base):
    import pipeline

    frames = pipeline.load(base.path)
    assert len(frames["documents"]) == 5
    assert len(frames["measures"]) == sum(len(each.measures) for _, each in annotated())
    assert frames["tiers"]["max"].map(type).isin([Decimal, type(None)]).all()
    assert str(frames["dates"]["start_day"].dtype).startswith("datetime64")
    assert not frames["documents"]["text"].str.contains("王瑞平").any()
    for row in frames["amounts"].itertuples():
        text = frames["documents"].set_index("id").loc[row.document, "text"]
        assert text[row.start : row.end] == row.quote


def test_nothing_heavy_is_imported():
    code = (
        "import sys, pipeline.comparison, pipeline.search, pipeline.frames, pipeline.exports.html,"
        "pipeline.exports.xlsx, pipeline.exports.csv, pipeline.exports.table;"
        "assert not {'pandas', 'numpy', 'sklearn', 'spacy', 'fastapi'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

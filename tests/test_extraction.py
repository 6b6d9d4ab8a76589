"""Properties of the whole extraction on any text, and the documents of the corpus."""

import random
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.records import Extraction
from pipeline import gold
from pipeline.evaluation import below_floors, evaluate
from pipeline.extraction import extract_text

ROOT = Path(__file__).parent.parent
NAMES = sorted(path.stem for path in (ROOT / "corpus").glob("*.txt"))
PHRASES = st.sampled_from(
    [
        *(
            "关于印发补贴办法的通知\n",
            "各区人民政府：\n",
            "一、",
            "（一）",
            "1.",
            "第三条 ",
            "附件1\n",
        ),
        *(
            "给予企业",
            "每人每月500元",
            "不超过",
            "最高30万元",
            "10%以上",
            "的补贴",
            "。",
            "，",
            "；",
        ),
        *(
            "对符合条件的小微企业",
            "2021年3月31日前",
            "春节期间",
            "向市人社局申请",
            "\n",
            "（牵头单位：",
        ),
        *(
            "市人社局",
            "、",
            "配合单位：",
            "市财政局）",
            "“",
            "”",
            "《",
            "》",
            "一是",
            "二是",
            "5000元",
        ),
        *(
            "穗府〔2021〕3号",
            "抄送：",
            "3个工作日内",
            "农民工",
            "\t",
            "　　",
            "**",
            "## ",
            "1",
            "元",
            "年",
        ),
    ]
)
TEXTS = st.lists(PHRASES, max_size=50).map("".join) | st.text(max_size=120)


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_every_quote_is_the_slice_of_any_text(text):
    extraction = extract_text(text, "any")
    gold.check_quotes(extraction, text)
    for record in (*extraction.measures, *extraction.parts):
        assert 0 <= record.start < record.end <= len(text)


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_the_same_text_gives_the_same_records(text):
    assert extract_text(text, "any") == extract_text(text, "any")


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_what_is_extracted_can_be_written_and_read(text):
    import json

    extraction = extract_text(text, "any")
    assert gold.parse(json.loads(gold.dump(extraction)), text) == extraction


SIGNS = (
    "零一二三四五六七八九十百千万亿点两几数余多半第（）〔〕《》“”、，。；：\n\t \u3000%‰"
    "元人户名月日年"
    "0123456789.-—至到~的等及和对按在由局委办市县区镇省各每另再最高低不超过以上下内前后起止附件号条项是"
    "①★\u200b\r\ufeff😀"
)


def mangled(number, seed):
    """Yield texts of the corpus and the cases with signs changed, put in, left out and doubled."""
    chance = random.Random(seed)
    tables = (tomllib.loads(file.read_text("utf-8")) for file in (ROOT / "tests/cases").glob("*"))
    lines = [(ROOT / f"corpus/{name}.txt").read_text("utf-8")[:3000] for name in NAMES]
    lines += sorted(each["text"] for table in tables for each in table["case"] if "text" in each)
    for _ in range(number):
        text = list("\n".join(chance.choices(lines, k=chance.randint(1, 6)))[:3000])
        for _ in range(int(len(text) * chance.choice((0.01, 0.03, 0.1)))):
            at = chance.randrange(len(text))
            change = chance.choice(("put", "change", "leave", "double"))
            put = text[at : at + 20] if change == "double" else [chance.choice(SIGNS)]
            until = at + {"put": 0, "change": 1, "leave": 3, "double": 0}[change]
            text[at:until] = put if change != "leave" else []
        yield "".join(text)


@pytest.mark.parametrize("seed", range(4))
def test_every_quote_is_the_slice_of_a_mangled_document(seed):
    for text in mangled(60, seed):
        extraction = extract_text(text, "any")
        gold.check_quotes(extraction, text)


def seconds(text):
    begin = time.process_time()
    extract_text(text, "any")
    return time.process_time() - begin


@pytest.mark.parametrize(
    "piece",
    [
        "1" * 1000,
        "2021年1月1日" * 20,
        "（" * 200,
        "“《" * 100,
        "对企业给予补贴500元，" * 20,
        "（一）\n" * 50,
        "一、发放补贴。对企业按每人500元给予补贴。（牵头单位：市人社局；配合单位：市财政局）\n" * 5,
        "市人社局、市财政局、" * 30,
        "不超过最高至少" * 40,
        "宁海县就业服务中心（以下简称县就业中心）。" * 10,
        "，企业" * 60,
        "企业于3月1日至3月31日申报，" * 15,
        "联系电话：123\n" * 25,
    ],
    ids=lambda piece: piece[:12],
)
def test_time_is_linear_in_length(piece):
    seconds(piece)
    short, long = seconds(piece * 4), seconds(piece * 16)
    assert long < 4 * 3 * short + 0.05


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        ("", "会同财政部门、"),
        ("", "由各财政、" * 5),
        ("一、支持企业\n对企业给予补贴500元，", "同时，" * 4),
        ("一、支持企业\n对招用高校毕业生的，给予个人补贴500元，", "给予个人补贴，" * 5),
        ("一、支持企业\n对企业给予补贴500元，由财政", "省" * 10),
        ("", "0有关说明" * 3),
    ],
    ids=lambda words: words[:12].strip(),
)
def test_time_is_linear_behind_a_head(head, piece):
    short, long = seconds(head + piece * 300), seconds(head + piece * 2400)
    assert long < 8 * 3 * short + 0.1


@pytest.mark.parametrize(
    ("head", "above", "between", "below"),
    [
        ("一、", "县人社局负责，", "应当：\n", "（一）发放补贴500元。\n"),
        ("一、支持企业（", "责任单位：县财政局；", "）\n", "（一）发放补贴500元。\n"),
        ("一、支持企业。对企业", "按以下标准：", "", "给予奖励500元，"),
    ],
    ids=lambda words: words[:12].strip(),
)
def test_time_is_linear_in_what_stands_above_and_below(head, above, between, below):
    short, long = (seconds(f"{head}{above * n}{between}{below * n}") for n in (200, 1600))
    assert long < 8 * 3 * short + 0.1


def test_time_is_linear_in_who_opens_a_report():
    page = "某县春风行动成效明显\n来源：县人社局 2022年1月1日\n"
    short, long = (
        seconds(page + "县人社局举办了招聘会20场。" * n + "\n" + "一是举办了招聘会20场。" * n)
        for n in (200, 1600)
    )
    assert long < 8 * 3 * short + 0.1


@pytest.fixture(scope="module")
def five():
    texts = {n: (ROOT / "corpus" / f"{n}.txt").read_bytes().decode("utf-8") for n in NAMES}
    annotated = {n: gold.load(ROOT / "gold" / f"{n}.json", texts[n]) for n in NAMES}
    return annotated, {n: extract_text(texts[n], n) for n in NAMES}


def test_the_five_documents_are_above_their_floors(five):
    evaluation = evaluate(*five)
    fallen = below_floors(evaluation, ROOT / "gold" / "floors.toml")
    rows = [f"{m.doc} {m.field}: gold {m.gold} · found {m.found}" for m in evaluation.misses()]
    assert not fallen, "\n".join([*fallen, *rows])


def test_no_bound_is_inverted(five):
    assert evaluate(*five).inverted == []


def test_every_record_says_which_rule_gave_it(five):
    _, found = five
    for extraction in found.values():
        assert isinstance(extraction, Extraction)
        assert all(record.rule for record in (*extraction.amounts, *extraction.dates))
        assert all(record.rule for record in (*extraction.targets, *extraction.benefits))
        assert all(measure.rule and measure.type_rule for measure in extraction.measures)


def test_a_title_is_in_the_characters_of_the_source():
    text = '稳岗通知\n一、解决"老账"问题。对企业补贴５００元。\n二、发放１００份礼包。送到企业。\n'
    titles = [measure.title for measure in extract_text(text, "x").measures]
    assert titles == ['解决"老账"问题', "发放１００份礼包"]

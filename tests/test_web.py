"""The page as a browser asks it, without one: answers, errors, the API, hostile texts."""

import io
import json
import re
import time
import warnings
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from extractors.folding import fold
from extractors.records import Amount, Benefit, DateMention, Measure, Part, Period, Target, Tier
from pipeline.calendar import items
from pipeline.comparison import compare
from pipeline.exports import ics
from pipeline.facets import Wanted
from pipeline.passages import cut
from pipeline.search import Filters, search, words_of
from pipeline.suggestions import suggest
from pipeline.web.app import LOOPBACK, create
from pipeline.web.asking import Asked
from pipeline.web.guard import POLICY
from pipeline.web.runs import blocks
from pipeline.web.store import Store, TooSlowError
from tests.pages import elements
from tests.stored import annotated, base_of, plain

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

CONTACTS = ("刘丽媛", "王瑞平", "韩 超", "88690920", "408142825", "王旭", "张君毅", "5897061")
HOSTILE = '</script><script>alert(1)</script><img src=x onerror="alert(2)">&{{7*7}}\u202e\u2066]]>'
PAGES = (
    "/", "/?q=稳岗", "/?q=稳岗&region=220000&money=1&type=A", "/?q=没有这样的词", "/compare",
    "/compare?type=A&view=rows&sort=amount", "/compare?sort=amount&money=1&group=firms",
    "/compare?region=null&sort=amount", "/compare?region=999999&view=rows&sort=amount", "/uptake",
    "/calendar?region=999999", "/statistics?region=null", "/calculator?place=999999",
    "/cell?type=A1&region=340800", "/cell?type=A1&region=999999", "/documents", "/documents?q=吉",
    "/documents/jilin", "/documents/anqing", "/measures/jilin/m02", "/calculator",
    "/calculator?place=220000&group=key_firms&a.outside_province=120",
    "/calculator?place=340800&kind=person&a.stayed=是", "/calendar", "/calendar?role=event",
    "/statistics", "/statistics?region=220000", "/login",
)  # fmt: skip
DATA = (
    "/api/search?q=稳岗", "/api/documents", "/api/documents/jilin", "/api/health",
    "/api/measures?document=jilin", "/api/measures/jilin/m02", "/api/compare?type=A",
    "/api/calculate?place=220000&answer=outside_province:120", "/api/calendar",
)  # fmt: skip
QUERIES = (
    "岗", "人", "元", "1", "，", "。", "“", "@", "%", "（", "QQ", "稳岗", "补贴", "企业", "安庆",
    "2021", "300", "春节", "２０２１", "300元", "30万元", "不超过", "留岗红包", "区人社局",
    "人社局", "人力资源社会保障部", "补贴。", "点对点", "service", "〔2021〕", "10GB",
    "没有这样的词", "稳岗 补贴", "企业 春节 元", "以工代训 每人", "留在开平过年",
    "工业总产值不低于", "不超过500元/人",
)  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    made = tmp_path_factory.mktemp("kb") / "gold.sqlite"
    base_of(made).connection.close()
    return made


@pytest.fixture(scope="module")
def client(path):
    return TestClient(create(path))


@pytest.fixture(scope="module")
def store(path):
    return Store(path)


# -- every page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGES)
def test_every_page_answers_without_script_style_or_request_from_elsewhere(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    for tag, attributes in elements(answer.text):
        assert tag not in ("style", "iframe", "object", "base")
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag == "script" and "src" not in attributes:
            assert attributes["type"] == "application/ld+json"
        for name in ("src", "href", "action", "hx-get"):
            assert not attributes.get(name, "").startswith(("http", "//"))


@pytest.mark.parametrize("address", [*PAGES, *DATA, "/compare.csv", "/compare.html"])
def test_no_answer_shows_a_person(client, address):
    text = client.get(address).text
    assert not [name for name in CONTACTS if name in text]


@pytest.mark.parametrize("address", PAGES)
def test_every_field_has_a_label_and_every_id_is_one(client, address):
    found = elements(client.get(address).text)
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", PAGES)
def test_links_lead_somewhere(client, address):
    found = elements(client.get(address).text)
    links = [a["href"] for tag, a in found if tag == "a" and a.get("href", "").startswith("/")]
    for link in sorted(set(links))[:12]:
        assert client.get(link).status_code == 200, link


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/documents/nowhere", 404), ("/measures/jilin/m99", 404), ("/nowhere", 404),
        ("/?region=abc", 422), ("/?on=2021-02-31", 422), ("/?page_number=0", 422),
        ("/?q=" + "长" * 200, 422), ("/compare?type=%27%3B--", 422), ("/calendar?role=x", 422),
        ("/calculator?group=nobody", 422), ("/docs", 404), ("/redoc", 404),
        ("/api/documents/nowhere", 404), ("/api/search?size=1000", 422),
        ("/api/search?on=2021-02-31", 422), ("/api/nowhere", 404),
    ],
)  # fmt: skip
def test_errors_are_told_in_words(client, address, status):
    answer = client.get(address)
    assert answer.status_code == status
    if address.startswith("/api"):
        assert answer.json()["error"]
    else:
        assert "回到检索" in answer.text


def test_head_is_answered(client):
    assert client.head("/").status_code == 200


# -- searching ------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", QUERIES)
def test_the_page_counts_as_a_plain_scan_does(store, query):
    words = [word.lower() for word in words_of(query)]
    passages = [
        passage.folded.lower()
        for document, extraction in annotated()
        for passage in cut(fold(document.text), extraction.measures)
    ]
    expected = sum(all(word in passage for word in words) for passage in passages)
    found = store.facets.find(store.base, words_of(query), Wanted(), (0, 10_000))
    assert found.total == len(found.ids) == expected


@pytest.mark.parametrize(
    ("wanted", "filters"),
    [
        (Wanted(region="340000"), Filters(region="340000")),
        (Wanted(region="340800"), Filters(region="340800")),
        (Wanted(region="000000"), Filters(region="000000")),
        (Wanted(type="A"), Filters(type="A")),
        (Wanted(type="A1"), Filters(type="A1")),
        (Wanted(amount=Decimal(30000)), Filters(amount=Decimal(30000))),
        (Wanted(before=date(2021, 2, 1)), Filters(before=date(2021, 2, 1))),
        (Wanted(type="A", amount=Decimal(300)), Filters(type="A", amount=Decimal(300))),
    ],
)
def test_filters_are_those_of_the_plain_search(store, wanted, filters):
    for query in ("补贴", "企业", "元", ""):
        found = store.facets.find(store.base, words_of(query), wanted, (0, 10))
        assert found.total == search(store.base, query, filters).total


def test_each_count_is_what_its_filter_leaves(store):
    for query in ("企业", "补贴"):
        words = words_of(query)
        found = store.facets.find(store.base, words, Wanted(type="A"), (0, 1))
        for name in ("region", "target", "unit", "strength"):
            for value, count in list(found.counts[name].items())[:6]:
                if name == "target":
                    continue  # a group's filter also takes the groups within it
                given = int(value) if name == "strength" else value
                wanted = Wanted(**{"type": "A", name: given})
                assert store.facets.find(store.base, words, wanted, (0, 1)).total == count


def test_the_address_is_the_whole_state(client):
    page = client.get("/?q=补贴&region=210200&strength=4").text
    boxes = [a for tag, a in elements(page) if tag == "input"]
    assert {"补贴", "210200", "4"} <= {box.get("value") for box in boxes}
    assert "大连市" in page
    clear = Asked(q="补贴", region="210200", strength="4").but(region="")
    assert clear in {a.get("href") for tag, a in elements(page) if tag == "a"}


def test_synonyms_are_offered_where_they_are_found():
    offered = dict(suggest("稳岗", lambda word: {"稳定岗位": 3, "留岗": 2}.get(word, 0)))
    assert offered == {"稳定岗位": 3, "留岗": 2}
    assert suggest("稳岗政策", lambda word: 1)
    assert suggest("乱七八糟", lambda word: 1) == ()


def test_a_slow_query_is_stopped(path):
    slow = Store(path, seconds=-1)
    with pytest.raises(TooSlowError), slow.limited():
        slow.base.connection.execute("SELECT count(*) FROM passage, measure, target").fetchone()


# -- comparing ------------------------------------------------------------------------------------


def test_the_workbook_holds_what_the_page_shows(client):
    address = "region=220000&region=210200&type=A1&type=A2"
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/compare.xlsx?{address}").content))
    rows = [[cell.value for cell in row] for row in book["对比表"].iter_rows(min_row=3)]
    assert rows[0][3:] == ["吉林省", "大连市", "全国（参照）"]
    assert [row[1] for row in rows[1:]] == ["A1", "A2"]
    assert "每户企业≤30万元" in rows[1][3]
    page = client.get(f"/compare?{address}").text
    assert 'title="300,000元">30万元' in page


def test_sorted_by_amount_the_most_comes_first(client):
    page = client.get("/compare?type=A1&view=rows&sort=amount").text
    places = re.findall(r'<th scope="row">(?:<span[^>]*>[^<]*</span>)?(?:└ )?([^<]+)</th>', page)
    assert places.index("大连市") < places.index("吉林省") < places.index("安庆市")
    assert places.index("安庆市") + 1 == places.index("迎江区")


def test_what_is_absent_is_said(client):
    assert "未提及（检索 1 篇）" in client.get("/compare?type=A1").text


# -- evidence -------------------------------------------------------------------------------------


def test_the_document_is_shown_whole(store):
    for document, _ in annotated():
        source = store.source(document.id)
        shown = blocks(source, store.base.passages(document.id))
        text = "".join(run.text for block in shown for run in block.runs)
        assert "".join(text.split()) == "".join(source.text.split())


def test_every_value_is_marked_with_what_was_read(store):
    for document, extraction in annotated():
        source = store.source(document.id)
        shown = blocks(source, store.base.passages(document.id))
        notes = {run.note for block in shown for run in block.runs if run.note}
        kinds = {run.kind for block in shown for run in block.runs}
        assert {"money", "date", "target"} <= kinds or not extraction.amounts
        if document.id == "jilin":
            assert "补助标准：≤300元/人" in notes
            assert "封顶：≤30万元/企业" in notes


def test_a_measure_is_linked_data(client):
    page = client.get("/measures/jilin/m02").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    known = json.loads(found[1])
    assert known["@type"] == "GovernmentService"
    assert known["provider"][0]["name"] == "吉林省人力资源和社会保障厅"
    assert known["areaServed"]["identifier"] == "220000"
    assert "≤300元/人" in known["offers"][0]["description"]


# -- calculator, calendar, API --------------------------------------------------------------------


def test_the_example_is_worked_out(client):
    address = "/calculator?place=220000&group=key_firms&a.outside_province=120"
    page = client.get(address).text
    assert "最高 36,000元" in page
    assert "2021年一季度工业总产值（元）" in page
    number = re.findall(r'name="(a\.jilin\.[0-9]+)"', page)
    answered = client.get(f"{address}&{number[0]}=6000万元&{number[1]}=8").text
    assert "已填报，符合" in answered
    assert "待补填，暂计" not in answered.split("一次性稳岗留工补贴")[1].split("</article>")[0]
    refused = client.get(f"{address}&{number[0]}=4000万元&{number[1]}=8").text
    assert "已填报，不符合" in refused


def test_unresolved_days_stay_unresolved(store):
    sources = store.sources(None)
    found = items(sources, ("eligibility",))
    open_ended = [each for each in found if each.start_day is None]
    assert any("自本通知印发之日起" in each.quote for each in open_ended)
    text = ics.render(found)
    assert "起始未载明" in "".join(text.replace("\r\n ", "").split())


def test_the_calendar_file_keeps_its_format(client):
    text = client.get("/calendar.ics").content
    assert text.startswith(b"BEGIN:VCALENDAR\r\n") and text.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, text.split(b"\r\n"))) <= 75
    joined = text.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20210301\r\nDTEND;VALUE=DATE:20210401" in joined


def test_the_api_is_paged_and_described(client):
    first = client.get("/api/search?q=企业&size=5").json()
    second = client.get("/api/search?q=企业&size=5&page=2").json()
    assert first["total"] == second["total"] > 10
    assert not {item["start"] for item in first["items"]} & {i["start"] for i in second["items"]}
    described = client.get("/api/openapi.json").json()
    assert set(described["paths"]) == {
        "/api/search", "/api/documents", "/api/documents/{name}", "/api/measures",
        "/api/measures/{name}/{measure}", "/api/compare", "/api/calculate", "/api/calendar",
        "/api/health",
    }  # fmt: skip
    text = client.get("/api/documents/jilin").json()["text"]
    for item in client.get("/api/search?q=稳岗").json()["items"]:
        if item["document"] == "jilin":
            assert text[item["start"] : item["end"]] == item["quote"]


# -- the door -------------------------------------------------------------------------------------


def test_a_token_closes_the_page(path):
    app = create(path, token="秘密-secret")
    client = TestClient(app, follow_redirects=False)
    assert client.get("/?q=稳岗").status_code == 303
    assert client.get("/?q=稳岗").headers["location"].startswith("/login?next=%2F%3Fq")
    assert client.get("/api/search?q=稳岗").status_code == 401
    assert client.get("/static/page.css").status_code == 200
    assert client.post("/login", content="token=wrong").status_code == 401
    bearer = {"authorization": "Bearer 秘密-secret".encode()}
    assert client.get("/api/search?q=稳岗", headers=bearer).status_code == 200
    form = "token=%E7%A7%98%E5%AF%86-secret&next=%2Fcompare"
    answer = client.post("/login", content=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/compare")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "secret" not in answer.headers["set-cookie"]
    assert client.get("/compare").status_code == 200


@pytest.mark.parametrize("wanted", ["//evil.com", "https://evil.com", "/\\evil.com", "/a\r\nb"])
def test_the_door_leads_nowhere_else(path, wanted):
    client = TestClient(create(path, token="t"), follow_redirects=False)
    answer = client.post("/login", data=None, content=f"token=t&next={wanted}")
    assert answer.headers["location"] == "/"


def test_on_this_machine_only_this_machine_is_asked(path):
    client = TestClient(create(path, hosts=LOOPBACK), base_url="http://evil.example")
    assert client.get("/").status_code == 400
    for host in ("127.0.0.1:8000", "localhost", "[::1]:8000"):
        assert client.get("/", headers={"host": host}).status_code == 200


# -- hostile texts --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    text = f"=1+1 {HOSTILE} 对企业给予30元补贴，3月1日前{HOSTILE}。"
    document, extraction = plain(
        "年/=a b?#", text, region="110000", region_name=f"=北京市{HOSTILE}", title=f"@{HOSTILE}",
        doc_number=f"+1{HOSTILE}", issuers=(HOSTILE,),
    )  # fmt: skip
    measure = Measure(
        "m1?", "p1", "-1", f"=SUM(A1){HOSTILE}", "110000", "A1", (), 4, "planned", (), (),
        ("firms",), 0, len(text),
    )  # fmt: skip
    at = text.index("30元")
    day = text.index("3月1日前")
    tier = Tier(HOSTILE, Decimal(30), Decimal(30), "元", HOSTILE[:20], "exact")
    benefit = Benefit(
        "b1", "m1?", f"=补贴{HOSTILE}", "firms", "employer", "government", f"=A1{HOSTILE}", (tier,),
        limit=HOSTILE, funding=HOSTILE, apply_to=HOSTILE, window=Period(None, date(2021, 3, 1)),
    )  # fmt: skip
    extraction = replace(
        extraction,
        parts=(Part("p1", "main", HOSTILE, None, None, 0, len(text)),),
        measures=(measure,),
        benefits=(benefit,),
        amounts=(
            Amount("30元", at, at + 3, "money", Decimal(30), Decimal(30), "元", HOSTILE, "exact",
                   "standard", "m1?"),
        ),
        dates=(DateMention("3月1日前", day, day + 5, "deadline", None, date(2021, 3, 1), None,
                           "deadline", measure="m1?"),),
        targets=(Target("企业", text.index("企业"), text.index("企业") + 2, "firms", "m1?"),),
    )  # fmt: skip
    made = tmp_path_factory.mktemp("kb") / "h.sqlite"
    base_of(made, [(document, extraction)]).connection.close()
    return TestClient(create(made))


HOSTILE_PAGES = (
    "/", "/?q=alert", "/?q=" + "%3Cscript%3E", "/compare", "/compare?view=rows",
    "/cell?type=A1&region=110000", "/documents", "/documents/%E5%B9%B4%2F%3Da%20b%3F%23",
    "/measures/%E5%B9%B4%2F%3Da%20b%3F%23/m1%3F", "/calculator?place=110000", "/calendar",
    "/statistics",
    "/?unit=" + "%22%3E%3Cscript%3E", "/calculator?place=110000&a.recruited=%22%3E%3Cb%3E",
)  # fmt: skip


@pytest.mark.parametrize("address", HOSTILE_PAGES)
def test_hostile_text_stays_text(hostile, address):
    answer = hostile.get(address)
    assert answer.status_code == 200
    found = elements(answer.text)
    assert not any(tag == "img" or "onerror" in a for tag, a in found)
    scripts = [a for tag, a in found if tag == "script"]
    assert all("src" in a or a["type"] == "application/ld+json" for a in scripts)
    assert "<script>alert" not in answer.text
    assert "49" not in re.findall(r"&amp;(\S{2})", answer.text)


def test_hostile_text_is_no_formula_in_files(hostile):
    book = openpyxl.load_workbook(io.BytesIO(hostile.get("/compare.xlsx").content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    text = hostile.get("/compare.csv").content.decode("utf-8-sig")
    assert not re.search(r'(?:^|,)"?[=+\-@]', text, re.M)
    calendar = hostile.get("/calendar.ics").text.replace("\r\n ", "")
    assert all(re.match(r"[A-Z-]+[;:]", line) for line in calendar.splitlines())


def test_every_address_of_a_strange_document_works(hostile):
    for page in HOSTILE_PAGES[:12]:
        links = [a["href"] for tag, a in elements(hostile.get(page).text) if tag == "a"]
        for link in {each for each in links if each.startswith("/")}:
            assert hostile.get(link).status_code == 200, link


# -- many documents -------------------------------------------------------------------------------


def test_a_page_is_quick(client):
    client.get("/?q=企业")
    began = time.perf_counter()
    for _ in range(5):
        assert client.get("/?q=企业").status_code == 200
    assert (time.perf_counter() - began) / 5 < 0.5


def test_too_many_documents_ask_for_places(tmp_path):
    pairs = [
        plain(f"d{n:03}", f"关于第{n}号事项的通知。给予补贴。" * 3, region="330100",
              region_name="杭州市")
        for n in range(70)
    ]  # fmt: skip
    base_of(tmp_path / "kb.sqlite", pairs).connection.close()
    client = TestClient(create(tmp_path / "kb.sqlite"))
    for address in ("/compare", "/calendar", "/statistics"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "请先选定地区" in answer.text
    assert client.get("/compare.xlsx").status_code == 413
    assert client.get("/api/compare").status_code == 413
    assert client.get("/?q=补贴").status_code == 200


def test_the_comparison_is_that_of_the_main_job(store):
    assert store.comparison(None, None) == compare(store.base)

"""What a person does, in real Chromium: find, narrow, read, compare, work out, download."""

import re
from pathlib import Path

import openpyxl
import pytest

from tests.test_web import PAGES

pytestmark = pytest.mark.slow

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
PHONE = {"width": 390, "height": 844}
SEEN = [*PAGES, "/documents/kaiping#m-m07", "/?q=稳岗&region=220000&type=A&strength=4", "/nowhere"]


def faults(page):
    """Return the faults that axe-core calls serious or critical."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (each["id"], each["impact"], each["nodes"][0]["html"][:160])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def test_find_narrow_and_open_the_evidence(page):
    page.goto("/")
    page.get_by_label("检索词").fill("稳岗")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    assert page.locator("mark.found").first.inner_text() == "稳岗"
    everywhere = int(page.locator(".total b").first.inner_text())
    assert page.get_by_text("稳定岗位").first.is_visible()
    page.get_by_role("link", name=re.compile("^吉林省")).first.click()
    page.wait_for_url("**region=220000*")
    assert int(page.locator(".total b").first.inner_text()) < everywhere
    page.get_by_role("link", name=re.compile("^A1 ")).click()
    page.wait_for_url("**type=A1*")
    page.locator(".hit .under a", has_text="原文").first.click()
    page.wait_for_url("**/documents/jilin#m-*")
    page.locator(".measure:target .v.money", has_text="每人不超过300元").wait_for()


def test_the_address_opens_the_same_view(page):
    page.goto("/?q=补贴&region=210200&money=1")
    first = page.locator(".hits").inner_text()
    page.goto("about:blank")
    page.go_back()
    page.wait_for_selector(".hits")
    assert page.locator(".hits").inner_text() == first
    assert page.get_by_role("link", name="取消 地区：大连市").is_visible()


def test_back_undoes_a_filter(page):
    page.goto("/?q=企业")
    before = page.locator(".total b").first.inner_text()
    page.get_by_role("link", name=re.compile("^有金额")).click()
    page.wait_for_url("**money=1*")
    page.go_back()
    page.locator(".total b", has_text=re.compile(f"^{before}$")).first.wait_for()


def test_values_are_explained_on_hover_and_on_focus(page):
    page.goto("/documents/jilin#m-m02")
    value = page.locator("#m-m02 .v.money", has_text="每人不超过300元")
    shown = "element => getComputedStyle(element, '::after').content"
    assert value.evaluate(shown) in ("none", "normal")
    value.hover()
    assert "补助标准：≤300元/人" in value.evaluate(shown)
    page.mouse.move(0, 0)
    value.focus()
    assert "补助标准：≤300元/人" in value.evaluate(shown)
    assert "补助标准" in value.get_attribute("aria-label")


def test_compare_five_places_and_read_a_clause(page):
    page.goto("/compare")
    head = page.locator("table.grid thead th").all_inner_texts()
    assert len(head) == 7 and "参照" in head[-1]
    page.locator("details.pick summary", has_text="类型").click()
    page.get_by_text("A 稳岗激励", exact=True).first.click()
    page.wait_for_url("**type=A*")
    page.get_by_text("只看有金额").click()
    page.wait_for_url("**money=1*")
    page.keyboard.press("Escape")
    page.get_by_role("link", name=re.compile("安庆市，A1")).click()
    panel = page.locator("#panel")
    panel.wait_for(state="visible")
    assert "每人2000元" in panel.inner_text()
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    page.get_by_role("link", name=re.compile("吉林省，A1")).press("Enter")
    panel.wait_for(state="visible")
    panel.get_by_role("link", name="看原文").click()
    page.wait_for_url("**/documents/jilin#m-m02")


def test_exact_numbers_stand_behind_large_ones(page):
    page.goto("/compare?type=A1")
    assert page.locator("data[value='300000']").first.get_attribute("title") == "300,000元"


def test_download_what_is_seen(page, tmp_path):
    page.goto("/compare?type=A&region=220000&region=210200")
    with page.expect_download() as started:
        page.get_by_role("link", name="Excel").click()
    path = tmp_path / "seen.xlsx"
    started.value.save_as(path)
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path)["对比表"]]
    assert rows[2][3:] == ["吉林省", "大连市", "全国（参照）"]
    shown = page.locator("table.grid tr.line th").all_inner_texts()
    assert [f"{row[1]} {row[2]}" for row in rows[3:]] == [" ".join(each.split()) for each in shown]
    for name in ("CSV", "网页文件"):
        with page.expect_download() as started:
            page.get_by_role("link", name=name).click()
        assert started.value.failure() is None


def test_work_out_the_example(page):
    page.goto("/calculator")
    page.get_by_label("地区").select_option(label="吉林省")
    page.get_by_text("所属类别").click()
    page.get_by_text("重点企业", exact=True).click()
    page.get_by_label("省外户籍员工（人）").fill("120")
    page.locator(".given > button").click()
    card = page.locator(".line-card", has_text="一次性稳岗留工补贴")
    card.wait_for()
    assert "最高 36,000元" in card.locator(".result").inner_text()
    assert "每人不超过300元 × 120人，每户企业最高30万元 → 最高 36,000元" in card.inner_text()
    assert "须填报" in card.inner_text()
    card.get_by_label(re.compile("工业总产值")).fill("6000万元")
    card.get_by_label(re.compile("2019年同期")).fill("8%")
    card.get_by_label(re.compile("2019年同期")).press("Enter")
    card.get_by_text("已填报，符合").first.wait_for()
    assert "待补填" not in card.locator(".result").inner_text()
    assert "需核实" in card.inner_text()
    card.get_by_role("link", name=re.compile("^条文")).click()
    page.wait_for_url("**/documents/jilin#m-m02")


def test_a_person_asks_too(page):
    page.goto("/calculator?place=340800")
    page.get_by_text("个人", exact=True).click()
    page.locator(".given > button").click()
    page.wait_for_url("**kind=person*")
    assert "2,000元" in page.locator(".outcome").inner_text()


def test_the_calendar_and_the_pictures_lead_to_the_words(page):
    page.goto("/calendar")
    assert "未载明" in page.locator("table.days").inner_text()
    page.locator("svg.timeline a", has_text="申领").first.click()
    page.wait_for_url("**/documents/*")
    page.goto("/statistics")
    page.locator("svg.heat a").first.click()
    page.wait_for_url("**/cell?*")
    page.goto("/statistics")
    page.locator("svg.bars a").first.click()
    page.wait_for_url("**/documents/*")


def test_walk_by_keyboard(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("留岗红包")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.found")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "跳过筛选，看结果":
            page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.matches('.hit a.cover')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")


def test_a_filter_keeps_the_focus(page):
    page.goto("/?q=企业")
    link = page.get_by_role("link", name=re.compile("^有金额"))
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**money=1*")
    page.wait_for_timeout(200)
    assert page.evaluate("document.activeElement.id").startswith("f-money")


@pytest.mark.parametrize("address", SEEN)
@pytest.mark.parametrize("size", ["office", "phone"])
def test_axe_finds_no_serious_fault_and_nothing_is_cut(context, server, address, size):
    opened = context.new_page()
    if size == "phone":
        opened.set_viewport_size(PHONE)
    opened.goto(address)
    opened.wait_for_load_state("networkidle")
    width = opened.evaluate("document.documentElement.scrollWidth")
    assert width <= opened.viewport_size["width"]
    # the tests' own script is refused by the page's policy, so it is evaluated from outside
    assert faults(opened) == []


@pytest.mark.parametrize("address", ["/?q=稳岗", "/compare?type=A", "/calculator?place=220000"])
def test_it_works_without_scripting(browser, server, address):
    made = browser.new_context(java_script_enabled=False, base_url=server)
    opened = made.new_page()
    opened.goto(address)
    if address.startswith("/?"):
        opened.get_by_role("link", name=re.compile("^吉林省")).first.click()
        assert "region=220000" in opened.url
        opened.locator(".hit .under a", has_text="原文").first.click()
        assert "/documents/jilin" in opened.url
    elif address.startswith("/compare"):
        opened.get_by_role("link", name=re.compile("吉林省，A1")).click()
        assert "最高30万元" in opened.locator("#clauses").inner_text()
    else:
        opened.get_by_label("省外户籍员工（人）").fill("120")
        opened.locator(".given > button").click()
        assert "最高 36,000元" in opened.locator(".outcome").inner_text()
    made.close()


def test_the_comparison_prints_on_one_landscape_width(page, tmp_path):
    page.goto("/compare")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1062, "height": 740})  # A4 landscape less its margins
    assert page.evaluate("document.documentElement.scrollWidth") <= 1062
    assert not page.locator(".filters").is_visible()
    content = page.pdf(format="A3", landscape=True)
    assert content.startswith(b"%PDF")

"""Texts that report what was done, though no masthead makes them a bulletin.

A summary (…工作总结, 关于…情况的报告) says so in its title; news of a bureau on its page (来源：…局
发布日期：…) by sentences that tell more often than they look ahead. Leaves alone notices, plans,
lists of offers, interpretations, and news of what is only announced (出台十条措施).
"""

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from extractors.lexicon import one_of, read_lexicon
from extractors.structure import strength
from extractors.structure.articles import Article
from extractors.structure.numbering import Line

_LABELS = tuple(form for entry in read_lexicon("page_labels") for form in entry.forms)
_GENRES = tuple(form for entry in read_lexicon("genres") for form in entry.forms)
_TITLES = {entry.key: entry.forms for entry in read_lexicon("part_titles")}
_LETTERHEAD = ("文件", "政府", "委员会", "办公室", "局", "厅", "号")
# what no headline of news ends with: a document's kind, or the body of a letterhead
_LAST_WORDS = (
    *_GENRES,
    *(form for key in ("guide", "list", "form") for form in _TITLES[key]),
    *_LETTERHEAD,
)
# 2021年工作总结及明年打算, 关于…情况的报告; 关于报送工作总结的通知 only asks for one
_SUMMARY = re.compile(
    r"(?:总结|小结)(?:报告|材料)?(?:（[^（）]{1,12}）)?(?:$|[及和与暨])"
    r"|情况(?:的)?(?:汇报|报告|通报|总结|公示)$|(?:工作|年度|履职|述职)报告$|(?:工作|活动|行动)(?:情况|汇报|纪实|综述)(?:材料)?$|经验材料$"
)
_ASKED_FOR = re.compile(
    r"(?:通知|函|方案|模板|提纲|格式|要求|表)$|(?:报送|上报|做好|撰写|开展)[^，]{0,30}总结"
)
# 现就做好下一步工作通知如下：: what stands below is ordered, whatever the title sums up
_ORDERS_BELOW = re.compile(
    r"(?:通知|要求|意见|安排|部署)如下[：。]$|如下(?:工作|几点)?(?:要求|意见|安排)[：。]$"
)
_LAST_SIGNS = frozenset(("汇报", "报告", "通报", "公示", "情况", "纪实", "综述", "材料"))
# what a page that offers, invites or explains is called by
_NO_NEWS = re.compile(
    r"关于|问答|怎么|怎样|如何|哪些|什么|多少|吗|解读|读懂|公示|征集|招募|申[报领]|须知|《|？$"
    r"|出台|印发|(?:发布|推出)[^，]{0,16}(?:政策|措施|意见|办法|条)|（(?:试行|暂行|修订|草案|征求意见稿)"
)
_AROUND = (
    *("首页", "当前位置", "您的位置", "您现在的位置", "字体", "字号", "浏览", "点击", "阅读"),
    *("分享", "打印", "时间", "日期", "作者", "供稿", "撰稿", "编辑", "责编", "审核"),
    *("初审", "复审", "终审"),
)
_FURNITURE = re.compile(
    rf"〔?{one_of(_LABELS)}[〕：]|{one_of(_AROUND)}"
    r"|(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}"
)
_FIRST_SIGNS = frozenset("〔12").union(form[0] for form in (*_LABELS, *_AROUND))
# sections of a report on what is still to be done: 下一步打算, 2022年工作计划
_NEXT = re.compile(
    r"下一?(?:步|阶段)|今后|工作(?:打算|思路|计划)|(?:今年|明年|下半年|20[0-9]{2}年)"
    r"(?![^，。；]*(?:情况|回顾|成效|总结|做法))[^，。；]{0,12}(?:计划|打算|安排|思路)"
    r"|(?:明年|下半年)[^，。；]{0,8}(?:重点|任务|目标)"
)
_AHEAD = re.compile(
    r"将(?=[向于在为对继续陆定开举组统按加进推从把])|计划|拟(?=[于在对开])|下一?步|打算"
)
# sections of a report: what stands under them has been done
_TELLS = re.compile(
    r"主要做法|经验做法|典型做法|工作做法|工作(?:进展|成效|回顾|总结)|取得的?成[效绩]|特色亮点"
    r"|开展情况|进展情况|完成情况|落实情况|推进情况"
)
# 三、落实情况监督, 四、工作总结: what a plan orders at its end
_ORDERS = re.compile(
    r"总结(?:报告|报送|评估)?$|情况(?:的)?(?:监督|督查|检查|报送|上报|通报|评估|考核|调度)"
)
_ANNEX = re.compile("附[件表录](?!下载|列表)")
_TOP_LINES = 8
_STOPS = "。；：，、！？"
_SHORTEST, _LONGEST = 8, 45
_LONGEST_TITLE = 70
_READ = 1500
_ADDRESSED = re.compile(r"[^，。；]{2,40}：$")
_FEWEST = 2
_SHORT = 400


def is_furniture(row: Line) -> bool:
    """Tell whether a line without a stop is what a page prints round a text: 来源：…, 首页 > …."""
    if row.text[0] not in _FIRST_SIGNS or row.text[-1] in "。！”）":
        return False
    return _FURNITURE.match(row.text) is not None


def is_page(rows: Sequence[Line], title: str | None) -> bool:
    """Tell whether the first words of a text are its title: a bulletin's are its masthead."""
    own = (row for row in rows[:_TOP_LINES] if not is_furniture(row))
    first = next((row for row in own if len(row.text) >= _SHORTEST), None)
    return first is not None and first.text == title


def summary(rows: Sequence[Line]) -> str | None:
    """Return the title of a text that sums up what was done, None where it has another."""
    for row in rows[:_TOP_LINES]:
        if row.label or row.text[-1] in _STOPS:
            return None
        if len(row.text) > _LONGEST_TITLE or not _may_sum_up(row.text):
            continue
        if _SUMMARY.search(row.text):
            return None if _ASKED_FOR.search(row.text) or _orders(rows) else row.text
    return None


def _orders(rows: Sequence[Line]) -> bool:
    """Tell whether the last line before the first number introduces orders: …通知如下：."""
    above = list(takewhile(lambda row: row.label is None, rows[: 2 * _TOP_LINES]))
    return bool(above) and _ORDERS_BELOW.search(above[-1].text) is not None


def _may_sum_up(title: str) -> bool:
    """Tell whether a title ends or joins as a summary's may: most fail by their last signs."""
    return "结" in title or title[-2:] in _LAST_SIGNS


def find(text: str, rows: Sequence[Line]) -> list[Article]:
    """Return the one article that a page of news is, [] for any other text."""
    at = _headline(rows)
    if at is None:
        return []
    first = next((row for row in rows[at + 1 :] if not is_furniture(row)), None)
    if first is None or _ADDRESSED.match(first.text):
        return []
    if any(row.text[0] == "附" and _ANNEX.match(row.text) for row in rows[at + 1 :]):
        return []
    told, ahead = strength.tells(text[first.start : first.start + _READ])
    is_short = not ahead and rows[-1].end - first.start < _SHORT
    if told < (1 if is_short else max(ahead, _FEWEST)):
        return []
    return [Article(0, rows[at].text, None)]


def _headline(rows: Sequence[Line]) -> int | None:
    """Return the index of the line over a page's text that may be a headline of news."""
    for at, row in enumerate(rows[:_TOP_LINES]):
        if row.label or row.text[-1] in _STOPS or row.is_entry or "\t" in row.text:
            return None
        if is_furniture(row):
            continue
        if len(row.text) < _SHORTEST and not row.text.endswith(_LETTERHEAD):
            continue  # 部门动态 over the headline
        if not _SHORTEST <= len(row.text) <= _LONGEST or row.text.endswith(_LAST_WORDS):
            return None
        if _may_sum_up(row.text) and _SUMMARY.search(row.text):
            return None
        fits = _opens_text(rows[at + 1 : at + 1 + _TOP_LINES])
        return at if fits and not _NO_NEWS.search(row.text) else None
    return None


def _opens_text(rows: Sequence[Line]) -> bool:
    """Tell whether the first line that is no furniture is a sentence, or a head over one."""
    first = list(islice((row for row in rows if not is_furniture(row)), 2))
    return any(row.text[-1] in "。！”" for row in first) and first[0].text[-1] not in "：；"


def heads_report(head: str, *, in_plan: bool) -> bool:
    """Tell whether a head says that what stands under it was done: 主要做法."""
    if not _TELLS.search(head):
        return False
    return not in_plan or _ORDERS.search(head) is None


def names_next(text: str, start: int, end: int) -> bool:
    """Tell whether a head says what is still to be done: 下一步打算."""
    return _NEXT.match(text, start, end) is not None


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Tell whether an item of a report says what will be done: 将举办, 计划培训."""
    return _AHEAD.search(text, start, end) is not None

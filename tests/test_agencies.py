"""The lexicon of bodies, and full names over places, levels and years."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import places, units
from extractors.lexicon import read_lexicon
from extractors.units import agencies
from extractors.units.agencies import Around, full_name

AGENCIES = read_lexicon("agencies")


def valid_together(one, other):
    starts = max(one.since or "0000", other.since or "0000")
    ends = min(one.until or "9999", other.until or "9999")
    return starts < ends


def test_no_form_names_two_bodies_valid_on_the_same_day():
    forms = {}
    for entry in AGENCIES:
        for form in {entry.name, *entry.aliases}:
            forms.setdefault(form, []).append(entry)
    shared = [
        (form, one.key, other.key)
        for form, entries in forms.items()
        for one, other in combinations(entries, 2)
        if valid_together(one, other)
    ]
    assert shared == []


@pytest.mark.parametrize("name", ["agencies", "actors", "responsibility", "zones"])
def test_lexicons_are_sorted_and_trimmed(name):
    entries = read_lexicon(name)
    assert [entry.key for entry in entries] == sorted(entry.key for entry in entries)
    assert all(form == form.strip() and form for entry in entries for form in entry.forms)
    assert all(len(set(entry.forms)) == len(entry.forms) for entry in entries)


NAMES = [
    ("440112", "2021-02-03", "区人社局", "广州市黄埔区人力资源和社会保障局"),
    ("340811", "2021-02-03", "市人社局", "安庆市人力资源和社会保障局"),
    ("340800", "2021-02-03", "省人社厅", "安徽省人力资源和社会保障厅"),
    ("340800", "2021-02-03", "市人行", "中国人民银行安庆市中心支行"),
    ("340800", "2021-02-03", "桐城市人社局", "桐城市人力资源和社会保障局"),
    ("340800", "2021-02-03", "宜秀区", "安庆市宜秀区"),
    ("340800", "2021-02-03", "怀宁县", "怀宁县"),
    ("110108", "2022-05-01", "区卫健委", "北京市海淀区卫生健康委员会"),
    ("110000", "2022-05-01", "市发展改革委", "北京市发展和改革委员会"),
    ("450000", "2019-05-01", "自治区财政厅", "广西壮族自治区财政厅"),
    ("513200", "2021-10-11", "州财政局", "阿坝藏族羌族自治州财政局"),
    ("220000", "2020-01-01", "省扶贫办", "吉林省扶贫开发办公室"),
    ("220000", "2022-01-01", "省乡村振兴局", "吉林省乡村振兴局"),
    ("440100", "2017-01-01", "市国土局", "广州市国土资源局"),
    ("440100", "2017-01-01", "市工商局", "广州市工商行政管理局"),
    ("440100", "2016-01-01", "市安监局", "广州市安全生产监督管理局"),
    ("440100", "2020-01-01", "市市场监管局", "广州市市场监督管理局"),
    ("440100", "2020-01-01", "市委统战部", "中共广州市委统战部"),
    ("440100", "2020-01-01", "团市委", "共青团广州市委员会"),
    ("440100", "2020-01-01", "各镇街", "广州市各镇街"),
    ("440112", "2020-01-01", "各镇街", "黄埔区各镇街"),
    ("440112", "2020-01-01", "区直各单位", "黄埔区直各单位"),
    ("310000", "2020-01-01", "区民政局", "上海市区民政局"),
    ("000000", "2020-01-01", "人力资源社会保障部", "人力资源社会保障部"),
    ("000000", "2020-01-01", "各地", "全国各地"),
    ("340000", "2022-03-01", "合肥海关", "合肥海关"),
    ("340000", "2022-03-01", "教育部", "教育部"),
    ("440100", "2020-01-01", "市民政局", "广州市民政局"),
    ("440100", "2020-01-01", "市政府金融办", "广州市金融工作办公室"),
    (None, "2020-01-01", "区财政局", "区财政局"),
    # a whole official name stays; a merged bureau has the name that is usual in its province
    ("330122", "2022-05-01", "县综合行政执法局", "桐庐县综合行政执法局"),
    ("330122", "2022-05-01", "县城管局", "桐庐县城市管理局"),
    ("340825", "2021-05-01", "县教育和体育局", "太湖县教育和体育局"),
    ("340825", "2021-05-01", "县教育体育局", "太湖县教育体育局"),
    ("340825", "2021-05-01", "县教体局", "太湖县教育体育局"),
    ("350500", "2021-05-01", "市文旅体局", "泉州市文化体育和旅游局"),
    ("370000", "2021-05-01", "省大数据局", "山东省大数据局"),
    ("440000", "2021-05-01", "省海洋局", "广东省海洋局"),
    ("440106", "2021-05-01", "区科工信局", "广州市天河区科技工业和信息化局"),
    ("330100", "2021-05-01", "市社保局", "杭州市社保局"),
    ("440000", "2021-05-01", "省社会保险基金管理局", "广东省社会保险基金管理局"),
    ("340800", "2021-05-01", "市文明办", "安庆市文明办"),
    ("440100", "2021-05-01", "市政务服务数据管理局", "广州市政务服务数据管理局"),
    ("370786", "2021-05-01", "市教体局", "昌邑市教育和体育局"),
    ("370786", "2021-05-01", "市教育体育局", "昌邑市教育体育局"),
    ("410122", "2021-05-01", "县文广旅局", "中牟县文化广电和旅游局"),
    ("220182", "2021-05-01", "市文广旅局", "榆树市文化广播电视和旅游局"),
    ("430121", "2021-05-01", "县城管局", "长沙县城市管理和综合执法局"),
    ("610921", "2021-05-01", "县教体科技局", "汉阴县教育体育和科技局"),
    ("610921", "2021-05-01", "县经贸局", "汉阴县经济贸易局"),
    ("330523", "2021-05-01", "县发改经信局", "安吉县发展改革和经济信息化局"),
    ("511921", "2021-05-01", "县商务经合局", "通江县商务和经济合作局"),
    ("320381", "2021-05-01", "经开区经发局", "新沂经济技术开发区经济发展局"),
    # offices of governments, companies of a place, branches of banks
    ("360000", "2021-05-01", "省外办", "江西省人民政府外事办公室"),
    ("360100", "2021-05-01", "市侨办", "南昌市人民政府侨务办公室"),
    ("360000", "2021-05-01", "省委外办", "中共江西省委外事工作委员会办公室"),
    ("360000", "2021-05-01", "省港航集团", "江西省港航集团有限公司"),
    ("420000", "2021-05-01", "省机场集团", "湖北机场集团有限公司"),
    ("360000", "2021-05-01", "省机场集团", "江西省机场集团有限公司"),
    ("360000", "2021-05-01", "各集团", "江西省各集团"),
    ("340825", "2021-05-01", "县邮储银行", "中国邮政储蓄银行太湖县支行"),
    ("340800", "2021-05-01", "市农行", "中国农业银行安庆市分行"),
    ("340800", "2021-05-01", "工行安庆分行", "中国工商银行安庆分行"),
    ("340800", "2021-05-01", "邮储银行", "中国邮政储蓄银行股份有限公司"),
    # zones and what governs them
    ("340825", "2021-05-01", "县工业园区管委会", "太湖县工业园区管理委员会"),
    ("340825", "2021-05-01", "各园区管委会", "太湖县各园区管委会"),
    ("340200", "2021-05-01", "芜湖经开区", "芜湖经济技术开发区"),
    ("340000", "2021-05-01", "芜湖市高新区管委会", "芜湖高新技术产业开发区管理委员会"),
    ("340200", "2021-05-01", "各经开区", "芜湖市各经开区"),
    # reforms and levels
    ("340000", "2016-05-01", "省林业主管部门", "安徽省林业厅"),
    ("340000", "2019-05-01", "省林业主管部门", "安徽省林业局"),
    ("340800", "2017-05-01", "市编办", "安庆市机构编制委员会办公室"),
    ("340800", "2019-05-01", "市委编办", "中共安庆市委机构编制委员会办公室"),
    ("340000", "2021-05-01", "省人行", "安徽省人行"),
    ("340825", "2024-05-01", "县人行", "太湖县人行"),
    ("340000", "2024-05-01", "省人行", "中国人民银行安徽省分行"),
    ("340800", "2017-05-01", "市银监分局", "中国银行业监督管理委员会安庆监管分局"),
    ("440300", "2015-05-01", "市市场监管局", "深圳市市场监督管理局"),
    ("340000", "2021-05-01", "省城市管理部门", "安徽省城市管理部门"),
]


def test_the_name_in_full_comes_before_the_short_form():
    known = ("桐城市教育和体育局",)
    assert full_name("市教体局", Around("340881", "2021-05-01", known)) == known[0]
    assert full_name("市教体部门", Around("340881", "2021-05-01", known)) == known[0]


@pytest.mark.parametrize(("region", "day", "printed", "name"), NAMES)
def test_full_name(region, day, printed, name):
    assert full_name(printed, Around(region, day)) == name


def test_full_name_of_the_signature_comes_first():
    known = ("广州市天河区科技工业和信息化局", "广州市工业和信息化局")
    assert full_name("区工信局", Around("440106", "2023-08-09", known)) == known[0]
    assert full_name("市工信局", Around("440106", "2023-08-09", known)) == known[1]


def test_an_office_of_government_is_no_department():
    known = ("广州市人民政府办公厅",)
    assert full_name("市民政部门", Around("440100", "2022-09-06", known)) == "广州市民政局"


@given(st.sampled_from(AGENCIES), st.sampled_from(["110000", "330000", "330100", "330110"]))
def test_every_stem_takes_its_place(entry, region):
    if "suffixes" not in entry.more:
        return
    day = entry.since or "2017-01-01"
    for suffix in entry.more["suffixes"]:
        printed = f"{'省市区'[['province', 'city', 'county'].index(places.level(region))]}"
        if region == "110000":
            printed = "市"
        name = full_name(f"{printed}{entry.name}{suffix}", Around(region, day))
        is_short = entry.more.get("as_printed")
        ending = suffix if is_short else agencies.ENDINGS.get(suffix, suffix)
        assert name == f"{places.name_of(region)}{entry.name}{ending}"


@given(st.text("市区省县人社局财政部门牵头负责责任单位：、，。；（）\n各镇街由会同等", max_size=80))
def test_any_text_gives_spans_inside_it(text):
    for mention in units.find(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert list(units.find(text)) == list(units.find(text))

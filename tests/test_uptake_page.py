"""落实 in the browser: both clauses with the shared wording marked, nothing unmasked."""

import warnings

import pytest

from pipeline.web.app import create
from tests.stored import annotated, base_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

CONTACTS = ("刘丽媛", "王瑞平", "韩 超", "88690920", "408142825", "王旭", "张君毅", "5897061")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    path = tmp_path_factory.mktemp("kb") / "five.sqlite"
    base_of(path).connection.close()
    return TestClient(create(path))


def test_the_page_shows_both_clauses_with_the_shared_text_marked(client):
    answer = client.get("/uptake")
    assert answer.status_code == 200
    assert answer.text.count("<mark>推进根治欠薪冬季专项行动</mark>") >= 2
    assert "未提及：安庆市" in answer.text
    assert "style=" not in answer.text and "<style" not in answer.text
    assert not any(contact in answer.text for contact in CONTACTS)
    link = answer.text.split('href="/measures/')[1].split('"')[0]
    assert client.get(f"/measures/{link}").status_code == 200


@pytest.mark.parametrize("kind", ["xlsx", "csv", "html"])
def test_what_it_shows_is_a_file_too(client, kind):
    answer = client.get(f"/uptake.{kind}")
    assert answer.status_code == 200 and len(answer.content) > 10_000


def test_without_the_notice_the_page_says_so(tmp_path):
    path = tmp_path / "four.sqlite"
    base_of(path, [pair for pair in annotated() if pair[0].id != "jilin"]).connection.close()
    client = TestClient(create(path))
    assert "没有可对照的通知" in client.get("/uptake").text
    assert client.get("/uptake.csv").status_code == 404

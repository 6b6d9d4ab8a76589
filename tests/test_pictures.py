"""The page of a PDF in the evidence view: drawn, boxed, persons covered, refused in words."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from pipeline.extraction import extract
from pipeline.knowledge_base import Run, build
from pipeline.reading import read
from pipeline.web.app import create

TYPESET = Path(__file__).parent / "files" / "typeset"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    document = read(TYPESET / "dalian.pdf")
    path = tmp_path_factory.mktemp("kb") / "kb.sqlite"
    build(path, [(document, extract(document))], Run("", "", 1, 1))
    return TestClient(create(path), base_url="http://127.0.0.1")


def test_the_card_shows_the_page_and_links_each_value(client):
    card = client.get("/measures/dalian/m01").text
    assert "原件第" in card and "/pictures/dalian?start=" in card
    assert "不超过500元/人" in card.split("框出数值")[1]


def test_each_measure_of_the_text_leads_to_its_page(client):
    assert '/measures/dalian/m01#page"' in client.get("/documents/dalian").text
    assert 'id="page"' in client.get("/measures/dalian/m01").text


def test_the_picture_is_a_png_and_the_box_changes_it(client):
    first = client.get("/pictures/dalian", params={"start": 0, "end": 10})
    other = client.get("/pictures/dalian", params={"start": 20, "end": 30})
    assert first.status_code == other.status_code == 200
    assert first.headers["content-type"] == "image/png"
    assert first.content.startswith(b"\x89PNG") and first.content != other.content


@pytest.mark.parametrize("query", ["start=0&end=10&number=99", "start=90000000&end=90000009"])
def test_a_range_without_page_is_not_found(client, query):
    assert client.get(f"/pictures/dalian?{query}").status_code == 404


def test_wrong_numbers_are_refused(client):
    assert client.get("/pictures/dalian?start=-1&end=x").status_code == 422

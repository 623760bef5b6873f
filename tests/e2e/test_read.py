"""`masthead read`: pages and texts in, JSON out, the warehouse untouched."""

import gzip
import json

import pytest

PAGE = """<html lang="en"><head><title>Minister: 12 hurt in port blast - The Tidewater Post</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Minister: 12 hurt in port blast",
"datePublished": "2021-03-04T06:00:00+03:30", "author": {"name": "Mina Farrokh"}}</script></head><body><nav>Home</nav><article>
<h1>Minister: 12 hurt in port blast</h1>
<p>An explosion at a fuel depot in the Iranian port of Bandar Abbas injured at least 12 workers on Wednesday, the interior minister said.</p>
<p>“No one was killed,” the minister told reporters in Tehran. “The fire is out and the port is open.”</p>
<p>Washington denied that it had any part in the blast, which came two years after U.S. sanctions cut Iran's oil exports by 60 percent. Iran had accused the United States of sabotage at other Iranian ports.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory, masthead):
    folder = tmp_path_factory.mktemp("pages")
    (folder / "blast.html").write_text(PAGE, encoding="utf-8")
    (folder / "packed.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    (folder / "note.txt").write_text(
        "Envoy to leave Tehran\n\nThe Swiss envoy said 3 guards were hurt in Tehran, Iran.\n", encoding="utf-8"
    )
    (folder / "deep.html").write_text("<html><body>" + "<div>" * 5_000 + "x", encoding="utf-8")
    (folder / "broken.html.gz").write_bytes(gzip.compress(PAGE.encode())[:60])
    (folder / "noise.html").write_bytes(bytes(range(256)) * 40)
    (folder / "void.txt").write_bytes(b"")
    (folder / "huge.html").write_bytes(b"<p>" + b"x " * 1_500_000)
    done = masthead(tmp_path_factory.mktemp("home") / "warehouse", "read", folder)
    assert done.returncode == 1, done.stderr  # some could not be read
    return {row["id"]: row for row in map(json.loads, done.stdout.splitlines())}


def test_every_file_gives_one_document_and_bad_ones_a_status(documents):
    assert set(documents) == {"blast", "packed", "note", "deep", "broken", "noise", "void", "huge"}
    assert documents["blast"]["status"] == documents["packed"]["status"] == "ok"
    assert documents["deep"]["status"] in {"too_deep", "empty"}
    assert documents["huge"]["status"] == "too_large"
    assert documents["void"]["status"] == "empty"
    assert documents["broken"]["status"] in {"unreadable", "malformed"}
    assert documents["noise"]["status"] != "ok"


def test_a_page_is_headline_blank_line_body(documents):
    page = documents["blast"]
    assert page["title"] == "Minister: 12 hurt in port blast"
    assert page["authors"] == ["Mina Farrokh"]
    assert page["published"].startswith("2021-03-04T02:30")
    assert page["published_method"] == "json_ld"
    assert page["language"] == "en"
    assert page["text"][: page["body_start"]] == page["title"] + "\n\n"
    assert page["text"][page["body_start"] :].startswith("An explosion at a fuel depot")
    assert page["text"] == documents["packed"]["text"]


def test_facts_have_the_fields_of_the_contract(documents):
    page = documents["blast"]
    text = page["text"]
    for name in ("figures", "dates", "entities", "quotes", "attributions", "naming", "rejected"):
        for row in page[name]:
            assert text[row["start"] : row["end"]] == row["surface"]
    [hurt] = [row for row in page["figures"] if row["kind"] == "injured" and row["start"] > page["body_start"]]
    assert (hurt["value_low"], hurt["value_high"], hurt["qualifier"], hurt["surface"]) == (12, None, "at_least", "at least 12")
    assert hurt["counted"] == "workers"
    assert hurt["source"] == "the interior minister"
    assert hurt["attribution_id"] in {row["attribution_id"] for row in page["attributions"]}
    [none] = [row for row in page["figures"] if row["kind"] == "killed"]
    assert (none["value_low"], none["value_high"], none["qualifier"], none["in_quote"]) == (0, 0, "none", True)
    quote = page["quotes"][0]
    assert quote["content"].startswith("No one was killed")
    assert "".join(text[start:end] for start, end in quote["source_spans"]) == quote["source"]
    assert quote["anonymous"] in {True, False}
    assert {row["entity_id"] for row in page["entities"]} >= {"iran", "united_states"}


def test_clean_texts_are_never_altered(tmp_path, masthead):
    text = "Two dead in Kerman\n\nTwo  soldiers were killed in Kerman, Iran .\u00a0The toll, he said, could rise to 5.\n\nCOMMENTS"
    lines = [{"id": 7, "text": text, "title": "Two dead in Kerman", "published": "2020-01-08"}, {"id": "x"}, "nonsense"]
    source = tmp_path / "texts.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines) + "\n{", encoding="utf-8")
    done = masthead(tmp_path, "read", "--jsonl", source)
    first, *others = map(json.loads, done.stdout.splitlines())
    assert first["id"] == 7
    assert first["text"] == text
    assert text[first["body_start"] :].startswith("Two  soldiers")
    assert [(row["kind"], row["value_low"]) for row in first["figures"]][:2] == [("killed", 2), ("killed", 2)]
    assert [row["status"] for row in others] == ["malformed"] * 3
    assert done.returncode == 1


def test_relevance_is_told_and_never_a_filter(tmp_path, masthead):
    page = tmp_path / "bake.txt"
    page.write_text("A cake for spring\n\nThe baker sold 40 cakes on Sunday. “They went fast,” she said.", encoding="utf-8")
    done = masthead(tmp_path, "read", page, "--json")  # accepted as everywhere
    document = json.loads(done.stdout)
    assert done.returncode == 0
    assert document["status"] == "not_relevant"
    assert document["text"].startswith("A cake for spring")
    assert document["quotes"]

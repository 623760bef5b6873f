import pytest

from pipeline.clean.bylines import names, people
from pipeline.clean.titles import whole, without_site

SITES = ["The Harbour Times", "harbourtimes"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ferry sails again - The Harbour Times", "Ferry sails again"),
        ("Ferry sails again | Harbour Times", "Ferry sails again"),
        ("Ferry sails again | World | Harbour Times", "Ferry sails again"),
        ("Harbour Times | Ferry sails again", "Ferry sails again"),
        ("Ferry sails again – harbourtimes.example", "Ferry sails again"),
        ("Iran - a country at the crossroads", "Iran - a country at the crossroads"),
        ("War of words: ministers at odds", "War of words: ministers at odds"),
        ("Ferry sails again", "Ferry sails again"),
        ("The Harbour Times", "The Harbour Times"),
        ("Twenty-one ships - and no captain", "Twenty-one ships - and no captain"),
    ],
)
def test_the_site_is_not_of_the_headline(title, expected):
    assert without_site(title, SITES) == expected


def test_the_heading_on_the_page_decides():
    assert without_site("Ferry sails | Isles Weekly", [], ["Ferry sails"]) == "Ferry sails"
    assert without_site("Ferry sails | Harbour Times", SITES, ["Ferry sails | Harbour Times"]) == "Ferry sails | Harbour Times"


def test_a_cut_title_is_completed():
    assert whole("Officials say the…", ["Officials say the ferry sails", "Other"]) == "Officials say the ferry sails"
    assert whole("Officials say the ...", ["Officials say the ferry ...", "Other"]) == "Officials say the ..."
    assert whole("Officials say", ["Officials say the ferry sails"]) == "Officials say"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (["By Mina Fard and Omid Rad"], ["Mina Fard", "Omid Rad"]),
        (["Mina Fard, Harbour Times Staff", "mina fard"], ["Mina Fard"]),
        (["MINA FARD"], ["Mina Fard"]),
        (["Mina Fard; Omid E. Rad | Reuters"], ["Mina Fard", "Omid E. Rad", "Reuters"]),
        (["Omid Rad, Jr."], ["Omid Rad, Jr."]),
        (["Mina Fard in Tehran"], ["Mina Fard"]),
        (["Mina Fard (Tehran)", "Omid Rad - Political Editor"], ["Mina Fard", "Omid Rad"]),
        (["Editorial Board", "News Desk", "Staff", "admin", "webadmin", "Guest Writer"], []),
        (["The Harbour Times", "Harbour Times", "Harbour Times World Service", "HarbourTimes"], []),
        (["https://www.facebook.example/harbour", "mina@n.example", "@mina", "12345"], []),
        (["From Halyard"], ["Halyard"]),
        (["mina-f"], []),
        (["Mina Fard, PhD"], ["Mina Fard"]),
        (["Mina Fard January 8"], ["Mina Fard"]),
        (["x" * 200, "", "-", "A"], []),
        (["رؤیا سامانی"], ["رؤیا سامانی"]),
    ],
)
def test_bylines(stated, expected):
    assert names(stated, SITES) == expected


def test_guesses_must_look_like_people():
    assert people(["Mina Fard", "The Harbour Master", "Reuters", "Ludwig van Beethoven", "click for more"]) == [
        "Mina Fard",
        "Ludwig van Beethoven",
    ]


def test_a_byline_of_a_thousand_names_is_bounded():
    assert len(names([f"Mina Fard{chr(65 + n % 26)}{chr(65 + n // 26)}" for n in range(500)])) == 30

import pytest

from pipeline.clean.furniture import is_furniture, leads_elsewhere, without_head, without_links, without_repeats, without_tail


@pytest.mark.parametrize(
    "line",
    [
        "COMMENTS",
        "Comments (12)",
        "12 Comments",
        "Leave a comment",
        "View all comments",
        "Comments are closed.",
        "Join the conversation",
        "Share this story",
        "ADVERTISEMENT",
        "Related Stories",
        "Most read",
        "Follow us on Facebook",
        "Read more...",
        "Back to top",
        "Post Comment (+)",
        "- Print Article",
        "Please let us know of any trouble with the comment form.",
        "Log in to leave a comment",
        "Sign up for our newsletter and never miss a ferry.",
        "Have a news tip? Write to tips@n.example",
        "Follow Mina Fard on Twitter @minafard",
        "Subscribe to our newsletter",
        "Thanks for signing up!",
        "The post Ferry sails again as 12 are found on the quay appeared first on Harbour Times.",
    ],
)
def test_lines_that_speak_of_the_page(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "The minister had no comment.",
        "Share prices at the newsletter company fell.",
        "“Please leave a comment,” the sign said.",
        "Comments by the general on Twitter drew anger.",
        "Officials did not respond to a request for comment.",
        "Subscribers left in thousands, the company said on its website in March.",
        "More than 40 people were hurt.",
        "Reporting by Mina Fard; Editing by Omid Rad",
        "Get out, the crowd shouted.",
        "This comment drew scorn on Facebook.",
        "Please " + "x" * 300 + " comment",
    ],
)
def test_lines_that_tell_news(line):
    assert not is_furniture(line)


def test_only_what_stands_at_the_end_goes():
    assert without_tail(["Comments", "The ferry sails.", "Share", "It sailed.", "COMMENTS", "Please log in to comment."]) == [
        "Comments",
        "The ferry sails.",
        "Share",
        "It sailed.",
    ]
    assert without_tail(["COMMENTS"]) == ["COMMENTS"]
    assert without_tail([]) == []
    assert len(without_tail(["x"] + ["Share"] * 50)) > 1, "a page of nothing else is looked at only so far"


def test_links_within_the_text_go():
    text = [
        "The ferry sails.",
        "Related: Forty hurt in harbour fire",
        "READ MORE: Captain tells of storm",
        "[Watch also: The storm]",
        "Click here to see all 12 pictures",
    ]
    assert without_links(text) == ["The ferry sails."]


@pytest.mark.parametrize(
    "line",
    [
        "More: that is what they want.",
        "Related industries lost 40 jobs",
        "Watch the harbour: it is full of mines.",
        "Read: “We were not told.”",
        "Video shows 12 ships",
    ],
)
def test_sentences_stay(line):
    assert not leads_elsewhere(line)


def test_long_paragraphs_are_said_once():
    long = "The harbour office said that all of the sixty passengers were safe on Monday night."
    assert without_repeats([long, "“No.”", "He sat down.", "“No.”", "“No.”", long.upper() + "!", "End."]) == [
        long,
        "“No.”",
        "He sat down.",
        "“No.”",
        "End.",
    ]


def test_what_pages_print_before_the_text_goes():
    head = [
        "Ferry sails again",
        "By Mina Fard, Harbour News",
        "Published 8 January 2020 06:30 GMT",
        "January 8, 2020 / 6:30 AM",
        "3 min read",
        "The ferry sailed on Jan. 8, 2020.",
    ]
    rest, bylines = without_head(head, ["FERRY SAILS AGAIN!"])
    assert rest == ["The ferry sailed on Jan. 8, 2020."]
    assert bylines == ["By Mina Fard, Harbour News"]


@pytest.mark.parametrize(
    "line",
    [
        "January 8, 2020 was the day the ferry sank.",
        "By Monday the ferry had sunk.",
        "8 January 2020 brought the storm, and 40 people never came home, as the harbour office later said in its report",
    ],
)
def test_sentences_at_the_beginning_stay(line):
    assert without_head([line, "Next."], ["Title"])[0] == [line, "Next."]


def test_a_page_of_nothing_but_its_headline_keeps_it():
    assert without_head(["Ferry sails"], ["Ferry sails"])[0] == ["Ferry sails"]

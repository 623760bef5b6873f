from pipeline import progress


def test_a_listener_hears_each_item_and_only_while_it_listens():
    heard = []
    with progress.listening(lambda *said: heard.append(said)):
        assert list(progress.counted("pages", ["a", "b"], 2)) == ["a", "b"]
    list(progress.counted("pages", ["c"]))
    assert heard == [("pages", 0, 2), ("pages", 1, 2), ("pages", 2, 2)]

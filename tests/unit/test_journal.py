from pipeline import journal


def test_parts_add_up_and_the_last_word_on_a_part_wins(tmp_path):
    assert journal.read(tmp_path, "run") == {}
    journal.note(tmp_path, "run", discovered=["a"], started="now")
    journal.note(tmp_path, "run", discovered=["a", "b"])
    assert journal.read(tmp_path, "run") == {"discovered": ["a", "b"], "started": "now"}
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["run.json"]

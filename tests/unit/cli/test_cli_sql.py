"""`masthead sql` on a real terminal (a pty), from a pipe and on the command line."""

import fcntl
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import duckdb
import pytest
from hand_world import al_asad

from pipeline.cli.answers import cancelling
from pipeline.cli.sql import complete
from pipeline.store.errors import QueryError
from pipeline.store.query import Reader

MASTHEAD = [sys.executable, "-c", "from pipeline.cli import main; main()"]
ROOT = Path(__file__).parents[3]
SLOW = "SELECT count(*) FROM range(10000000) a(i), range(10000000) b(i) WHERE a.i + b.i = 7;"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("prompt")
    al_asad().warehouse(home / "current.duckdb").close()
    return home


def environment(home, **further):
    return os.environ | {"MASTHEAD_HOME": str(home), "PYTHONPATH": str(ROOT), "COLUMNS": "80", "TERM": "dumb"} | further


def ask(home, *arguments, given=None):
    return subprocess.run(
        [*MASTHEAD, "sql", *arguments], env=environment(home), input=given, capture_output=True, text=True, check=False, timeout=120
    )


def _hear_interrupts():
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a test run in the background ignores them, and children inherit that


def _take_terminal():
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    _hear_interrupts()


class Terminal:
    """The command on a terminal of its own."""

    def __init__(self, home, *arguments):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [*MASTHEAD, "sql", *arguments],
            env=environment(home),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 - no threads here; without it Ctrl-C is sent to nobody
        )
        os.close(slave)
        self.seen = ""

    def until(self, words, seconds=60):
        """What is printed up to these words, which must come."""
        limit = time.monotonic() + seconds
        while words not in self.seen:
            if not select.select([self.master], [], [], max(0.0, limit - time.monotonic()))[0]:
                pytest.fail(f"{words!r} did not come; so far: {self.seen!r}")
            try:
                self.seen += os.read(self.master, 65_536).decode(errors="replace")
            except OSError:  # the other end is closed
                pytest.fail(f"{words!r} did not come before the end: {self.seen!r}")
        before, _, self.seen = self.seen.partition(words)
        return re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", before).replace("\r\n", "\n")

    def type(self, text):
        os.write(self.master, text.encode())

    def ask(self, line, prompt="masthead> "):
        self.type(f"{line}\n")
        return self.until(prompt)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.master)


@pytest.fixture
def terminal(home):
    opened = Terminal(home)
    opened.until("masthead> ")
    yield opened
    opened.close()


def test_a_statement_may_take_several_lines_and_ends_with_a_semicolon(terminal):
    terminal.ask("SELECT count(*) AS n", prompt="... ")
    assert re.search(r"^\s*6\s*$", terminal.ask("FROM articles; -- all"), re.MULTILINE)
    assert "a;b" in terminal.ask("SELECT 'a;b' AS x;")


def test_errors_are_said_and_the_prompt_comes_back(terminal):
    assert "syntax error" in terminal.ask("SELEC 1;")
    assert "one SELECT is answered" in terminal.ask("DELETE FROM figure;")
    assert "may read this warehouse and nothing else" in terminal.ask("SELECT * FROM read_text('/etc/passwd');")
    assert "6" in terminal.ask("SELECT count(*) FROM articles;")


def test_what_the_file_holds_is_told_from_its_comments(terminal):
    assert "figure_disagreement" in terminal.ask(".tables")
    told = terminal.ask(".columns figures")
    assert "value_low" in told
    assert "least value the words allow" in told
    assert "there is no table or view nothing" in terminal.ask(".columns nothing")
    assert ".analyses" in terminal.ask(".help")
    assert "different_tolls" in terminal.ask(".analyses")
    assert "At least 80" in terminal.ask(".run different_tolls kind=killed")
    assert "usage: .columns NAME" in terminal.ask(".columns")
    assert "there is no .nonsense" in terminal.ask(".nonsense")


def test_format_and_rows_can_be_changed(terminal):
    terminal.ask(".format csv")
    terminal.ask(".rows 1")
    said = terminal.ask("FROM (VALUES (1), (2)) AS t(a) ORDER BY a;")
    assert "a\n1\n" in said
    assert "Only the first 1 rows" in said
    assert "--format xml is unknown" in terminal.ask(".format xml")
    assert "needs a file" in terminal.ask(".format xlsx")


def test_ctrl_c_stops_the_query_and_not_the_prompt(terminal):
    terminal.type(f"{SLOW}\n")
    time.sleep(1.0)
    terminal.type("\x03")
    assert "the query was stopped" in terminal.until("masthead> ")
    assert "6" in terminal.ask("SELECT count(*) FROM articles;")


def test_ctrl_c_at_the_prompt_drops_what_was_typed(terminal):
    terminal.ask("SELECT nonsense", prompt="... ")
    time.sleep(0.5)  # the prompt is drawn a moment before it reads keys
    terminal.type("\x03")
    terminal.until("masthead> ")
    assert "6" in terminal.ask("SELECT count(*) FROM articles;")


def test_ctrl_d_leaves_and_what_was_typed_is_remembered(home, terminal):
    terminal.ask("SELECT 'call me back' AS words;")
    terminal.type("\x04")
    assert terminal.process.wait(timeout=30) == 0
    assert "call me back" in (home / ".sql_history").read_text()
    assert (home / ".sql_history").stat().st_mode & 0o077 == 0


def test_quit_leaves(terminal):
    terminal.type(".quit\n")
    assert terminal.process.wait(timeout=30) == 0


def test_a_pipe_is_answered_without_a_terminal(home):
    done = ask(home, "--format", "json", given="SELECT 1 AS a;\n-- and\nSELECT outlet FROM articles WHERE article_id = 'd1';")
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.split("]\n", 1)
    assert json.loads(f"{first}]") == [{"a": 1}]
    assert json.loads(second) == [{"outlet": "The Daily"}]
    broken = ask(home, given="SELECT 1; DROP TABLE figure;")
    assert broken.returncode == 2
    assert "one SELECT is answered" in broken.stderr


def test_one_select_on_the_command_line_goes_to_screen_or_file(home, tmp_path):
    assert ask(home, "SELECT count(*) AS n FROM articles", "-f", "csv").stdout == "n\n6\n"
    out = tmp_path / "answer.json"
    assert ask(home, "SELECT 1 AS a", "-o", str(out)).returncode == 0
    assert json.loads(out.read_text()) == [{"a": 1}]
    assert ask(home, "-o", str(out), given="SELECT 1; SELECT 2").returncode == 2
    assert ask(home, "SELECT 1", "--as-of", "2020-01-01").returncode == 2


def test_ctrl_c_on_the_command_line_stops_the_query(home):
    with subprocess.Popen(
        [*MASTHEAD, "sql", SLOW],
        env=environment(home),
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 - one thread
    ) as process:
        time.sleep(3.0)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "the query was stopped" in said


def test_ctrl_c_is_heard_while_the_database_keeps_the_main_thread():
    with duckdb.connect(config={"threads": 1}) as con:  # the one thread is Python's own, and this join does not leave it for minutes
        reader = Reader(con, "1GB", 30.0)
        threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(QueryError, match="the query was stopped"), cancelling(reader):
            reader.answer(SLOW.removesuffix(";"))


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("SELECT 1;", True),
        ("SELECT 1; -- done", True),
        ("SELECT 1; /* done */ ", True),
        ("SELECT 1", False),
        ("SELECT ';'", False),
        ("SELECT ';", False),
        ("SELECT 'it''s';", True),
        ('SELECT 1 AS "a;b"', False),
        ("SELECT 1 -- ;", False),
        ("SELECT 1 /* ;", False),
        ("SELECT $$;$$", False),
        ("SELECT $$a'b$$;", True),
        ("", False),
    ],
)
def test_where_a_statement_ends(text, ends):
    assert complete(text) is ends

"""Which order without gaps costs writers least on PostgreSQL: the figures behind ADR 13.

Writer processes load a case of twelve events and append one, each committed durably, in four ways:

- `none`: no order at all; a reader by position loses events. The limit.
- `lock`: an advisory lock taken before the insert and held through the commit.
- `pair`: no lock; ordered by transaction id, read below the oldest one still running.
- `flush`: the lock, a commit that does not wait for the disk, then one that does (one call).

A reader follows meanwhile and counts what it lost. Ratios to `none`, each within its own round.

    PYTHONPATH=. python benchmarks/ordering.py --writers 8 --rounds 5 --seconds 3
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from statistics import median
from time import perf_counter
from typing import LiteralString

import psycopg
from tests.postgres.server import Server

STATE = b"x" * 489
HISTORY = 12
TABLE = """
DROP TABLE IF EXISTS e;
CREATE TABLE e (stream text, version bigint, topic text, state bytea,
  tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
  position bigint GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (stream, version));
CREATE UNIQUE INDEX e_order ON e (tx, position);
CREATE UNIQUE INDEX e_position ON e (position);
CREATE OR REPLACE FUNCTION locked(text, bigint, text, bytea) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE found bigint; BEGIN
  PERFORM pg_advisory_xact_lock(1, 2);
  INSERT INTO e (stream, version, topic, state) VALUES ($1, $2, $3, $4)
    RETURNING position INTO found;
  RETURN found; END $$;
CREATE OR REPLACE PROCEDURE flushed(text, bigint, text, bytea, INOUT at bigint)
LANGUAGE plpgsql AS $$ BEGIN
  SET LOCAL synchronous_commit = off;
  at := locked($1, $2, $3, $4);
  COMMIT;
  PERFORM pg_logical_emit_message(true, 'flush', ''); END $$
"""
LOAD = "SELECT version, topic, state FROM e WHERE stream = %s ORDER BY version"
INSERT = "INSERT INTO e (stream, version, topic, state) VALUES (%s, %s, %s, %s) RETURNING position"
LOCKED = "SELECT locked(%s, %s, %s, %s)"
FLUSHED = "CALL flushed(%s, %s, %s, %s, NULL)"
BY_POSITION = "SELECT 0, position FROM e WHERE position > %s ORDER BY position LIMIT 500"
BY_PAIR = """SELECT tx::text::bigint, position FROM e
WHERE (tx, position) > (%s::text::xid8, %s) AND tx < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY tx, position LIMIT 500"""


@dataclass(frozen=True, slots=True)
class Way:
    """How one append is written, and how the log is followed."""

    insert: LiteralString
    follow: LiteralString


WAYS = {
    "none": Way(INSERT, BY_POSITION),
    "lock": Way(LOCKED, BY_POSITION),
    "pair": Way(INSERT, BY_PAIR),
    "flush": Way(FLUSHED, BY_POSITION),
}


def fill(url: str, writers: int) -> None:
    """A new table with a case for each writer."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(TABLE.encode())
        for writer in range(writers):
            rows = [(f"case-{writer}-0", n, "Topic", STATE) for n in range(1, HISTORY + 1)]
            connection.cursor().executemany(INSERT, rows)


def write(url: str, way: Way, writer: int, stop: Event, done: mp.Queue[list[float]]) -> None:
    """Put commands until told to stop; how long each took."""
    took: list[float] = []
    with psycopg.connect(url, autocommit=True) as connection, connection.cursor() as cursor:
        version, stream = HISTORY, f"case-{writer}-0"
        while not stop.is_set():
            begun = perf_counter()
            history = cursor.execute(LOAD, (stream,), prepare=True, binary=True).fetchall()
            version = history[-1][0] if history else 0
            cursor.execute(way.insert, (stream, version + 1, "Topic", STATE), prepare=True)
            took.append(perf_counter() - begun)
            if version >= 2 * HISTORY:
                stream = f"case-{writer}-{len(took)}"
    done.put(took)


def follow(url: str, way: Way, stop: Event, done: mp.Queue[int]) -> None:
    """Follow the log to its end; how many events were passed over."""
    seen, place = 0, (0, 0)
    with psycopg.connect(url, autocommit=True) as connection:
        while True:
            last = stop.is_set()
            given = (place[1],) if way.follow == BY_POSITION else place
            page = connection.execute(way.follow, given, prepare=True).fetchall()
            seen += len(page)
            place = page[-1] if page else place
            if last and not page:
                break
        total = connection.execute("SELECT count(*) FROM e").fetchone()
    done.put((total or (0,))[0] - seen)


def run(url: str, way: Way, writers: int, seconds: float) -> tuple[float, float, float, int]:
    """Commands a second, p50 and p99 in milliseconds, events lost by the reader."""
    fill(url, writers)
    context = mp.get_context("fork")
    stop, enough = context.Event(), context.Event()
    took: mp.Queue[list[float]] = context.Queue()
    lost: mp.Queue[int] = context.Queue()
    processes = [
        context.Process(target=write, args=(url, way, n, stop, took)) for n in range(writers)
    ]
    reader = context.Process(target=follow, args=(url, way, enough, lost))
    for process in (*processes, reader):
        process.start()
    stop.wait(seconds)
    stop.set()
    times = sorted(each for _ in processes for each in took.get())
    for process in processes:
        process.join()
    enough.set()
    missed = lost.get()
    reader.join()
    p50, p99 = (1000 * times[int(len(times) * share)] for share in (0.5, 0.99))
    return len(times) / seconds, p50, p99, missed


def report(rounds: Sequence[dict[str, tuple[float, float, float, int]]]) -> dict[str, object]:
    """Each way's median ratio to `none`, its spread, and the events lost in all rounds."""
    found: dict[str, object] = {}
    for name in WAYS:
        ratios = sorted(each[name][0] / each["none"][0] for each in rounds)
        found[name] = {
            "ratio": round(median(ratios), 2),
            "spread": [round(ratios[0], 2), round(ratios[-1], 2)],
            "per_second": round(median(each[name][0] for each in rounds)),
            "p50_ms": round(median(each[name][1] for each in rounds), 2),
            "p99_ms": round(median(each[name][2] for each in rounds), 2),
            "lost": sum(each[name][3] for each in rounds),
        }
    return found


def main() -> None:
    """Run the rounds, the ways in turn, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    given = parser.parse_args()
    with Server("-c max_connections=50", place="disk") as url:
        rounds = [
            {name: run(url, way, given.writers, given.seconds) for name, way in WAYS.items()}
            for _ in range(given.rounds)
        ]
    print(json.dumps({"writers": given.writers, **report(rounds)}, indent=1))


if __name__ == "__main__":
    main()

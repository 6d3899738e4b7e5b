"""Variants of the write path and of what follows the log: kept states, group commit, the views."""

from __future__ import annotations

from tests.zoo.variant import Variant

VIEWS = ("tests/contracts/test_view_store.py", "tests/application/test_project.py")
FOLLOWING = ("tests/application/test_runner.py", "tests/application/test_project.py")
HANDLING = ("tests/application/test_handle.py", "tests/application/test_handle_all.py")
SHARED = ("tests/adapters/test_shared_commits.py", "tests/adapters/test_interrupted_commits.py")


def keeping(name: str, path: str, before: str, after: str) -> Variant:
    """A variant of how views are kept."""
    return Variant(name, "I17", path, before, after, VIEWS)


def following(name: str, module: str, before: str, after: str) -> Variant:
    """A variant of what folds views as the log grows."""
    return Variant(name, "I17", f"application/{module}.py", before, after, FOLLOWING)


MOVING = (
    keeping(
        "a view moves on without its rows",
        "adapters/view_steps.py",
        "        statements.more_rows.put(cursor, self.stands.dialect, new)\n",
        "        statements.more_rows.put(cursor, self.stands.dialect, new[:-1])\n",
    ),
    keeping(
        "two processes fold a page twice",
        "adapters/view_steps.py",
        "        if place is None or place.position != self.step.expected:\n",
        "        if place is None:\n",
    ),
    keeping(
        "a view built anew passes over what another began anew",
        "adapters/memory/views.py",
        "table.reached(name) >= least for",
        "table.reached(name) >= 0 for",
    ),
    keeping(
        "two threads fold a page twice in memory",
        "adapters/memory/views.py",
        "        if table is None or table.position != step.expected:\n",
        "        if table is None:\n",
    ),
    keeping(
        "a view built anew is shown before it has caught up",
        "adapters/view_keeping.py",
        "            if beside is None or (live and min(live.position, head) > beside.position):\n",
        "            if beside is None:\n",
    ),
    keeping(
        "the tables of a view nobody keeps stand in the way of it",
        "adapters/view_stands.py",
        "        for statement in (*own.drop(letter), *own.create(letter)):\n",
        "        for statement in own.create(letter):\n",
    ),
    keeping(
        "a lease is taken while another holds it",
        "adapters/view_stands.py",
        "WHERE view_leases.holder = excluded.holder OR view_leases.until <= ?\n",
        "WHERE view_leases.holder <> '' OR view_leases.until <= ?\n",
    ),
    following(
        "a runner folds a view that is leased to another",
        "runner",
        "        if self._keeper.views.lease(_lease(view), self._holder, now, until):\n",
        "        if self._keeper.views.lease(_lease(view), self._holder, now, until) or until:\n",
    ),
    following(
        "a parked view skips its poisoned event",
        "project",
        "            if batch == 1:\n                raise\n",
        "            if batch == 1:\n"
        "                from .view_store import Advance\n"
        "                self.views.advance([Advance(v, after, after + 1, {}) for v in views])\n"
        "                return after + 1\n",
    ),
    following(
        "a view that was parked is tried no more",
        "runner",
        "        if course.parked and self._keeper.views.stand(view).parked:\n",
        "        if course.parked:\n",
    ),
    Variant(
        "a kept state is served although stale",
        "write path",
        "application/states.py",
        "    later = store.read(stream, known.version)\n",
        "    later = () if known.version else store.read(stream, known.version)\n",
        HANDLING,
    ),
    Variant(
        "a stale state refuses without a look at the log",
        "write path",
        "application/handle.py",
        "        except (RefusedError, UnstorableEventError):\n"
        "            pass  # said again if it still holds\n",
        "        except UnstorableEventError:\n            pass\n",
        HANDLING,
    ),
    Variant(
        "what was read before words were erased is kept after",
        "write path",
        "application/states.py",
        "            if epoch != self._epoch or (known",
        "            if (known",
        ("tests/application/test_states.py",),
    ),
    Variant(
        "a shared commit is acknowledged before it is made",
        "group commit",
        "application/shared_commits.py",
        "        mine.turn.acquire()\n",
        "        mine.turn.acquire(timeout=0.01)\n        mine.outcomes = mine.outcomes or ()\n",
        SHARED,
    ),
    Variant(
        "a shared commit that failed is acknowledged to the others",
        "group commit",
        "application/shared_commits.py",
        "self.outcomes: Sequence[R] | None = None",
        "self.outcomes: Sequence[R] | None = ()",
        SHARED,
    ),
    Variant(
        "who is interrupted as it leaves keeps the others waiting",
        "group commit",
        "application/shared_commits.py",
        "        except BaseException:\n            self._leave(mine)",
        "        except BaseException:\n            pass",
        SHARED,
    ),
    Variant(
        "a write is acknowledged before its commit",
        "group commit",
        "adapters/sqlite/datastore.py",
        "                result = work(self._cursor)\n"
        '                self._cursor.execute("COMMIT")\n',
        "                result = work(self._cursor)\n",
        ("tests/adapters/test_sqlite_store.py",),
    ),
)

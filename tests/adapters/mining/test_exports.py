"""Exports hold every event once, agree with each other, and are what their formats ask for."""

from __future__ import annotations

import importlib.util
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from tests.adapters.mining.exported import SCHEMAS, exported
from tests.projections.histories import LIVES, SAID, Life

import answerable
from answerable.adapters.cli.stories import tell
from answerable.application.desk import Desk

LIVED = settings(max_examples=25)
UTC_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


@pytest.fixture(scope="module")
def stories() -> Desk:
    """A desk at which the five stories were told."""
    desk = answerable.open()
    tell(desk, lambda _: None)
    return desk


def checked(document: dict[str, Any]) -> None:
    """The document has the shape of OCEL 2.0, and refers to nothing that is not there."""
    assert set(document) == {"events", "objects", "eventTypes", "objectTypes"}
    declared = {
        kind["name"]: [each["name"] for each in kind["attributes"]]
        for kind in document["eventTypes"]
    }
    objects = {each["id"]: each["type"] for each in document["objects"]}
    assert len(objects) == len(document["objects"])
    assert set(objects.values()) == {kind["name"] for kind in document["objectTypes"]}
    for event in document["events"]:
        assert UTC_TIME.fullmatch(event["time"])
        said = [each["name"] for each in event["attributes"]]
        assert set(said) <= set(declared[event["type"]])
        assert all(isinstance(each["value"], str) for each in event["attributes"])
    for each in (*document["events"], *document["objects"]):
        assert all(relation["objectId"] in objects for relation in each["relationships"])


@LIVED
@given(LIVES)
def test_ocel_holds_every_event_once_in_the_shape_of_its_format(life: Life) -> None:
    document = exported(life.desk.store).ocel

    checked(document)
    assert [event["id"] for event in document["events"]] == [
        f"{each.stream}/{each.version}" for each in life.log
    ]
    assert [event["type"] for event in document["events"]] == [each.type for each in life.log]


@LIVED
@given(LIVES)
def test_the_tables_of_ocel_say_what_its_document_says(life: Life) -> None:
    both = exported(life.desk.store)
    document, tables = both.ocel, both.tables

    events = {each["id"]: each for each in document["events"]}
    assert dict(tables["event"]) == {name: each["type"] for name, each in events.items()}
    assert dict(tables["object"]) == {each["id"]: each["type"] for each in document["objects"]}
    for name, found in (("event_object", "events"), ("object_object", "objects")):
        assert sorted(tables[name]) == sorted(
            (each["id"], relation["objectId"], relation["qualifier"])
            for each in document[found]
            for relation in each["relationships"]
        )
    for kind in document["eventTypes"]:
        for event, time, *values in tables[f"event_{kind['name']}"]:
            said = {each["name"]: each["value"] for each in events[event]["attributes"]}
            assert f"{time}Z".replace(" ", "T") == events[event]["time"]
            assert values == [said.get(each["name"]) for each in kind["attributes"]]


@LIVED
@given(LIVES)
def test_xes_has_a_trace_for_each_case_with_its_events_in_order(life: Life) -> None:
    root = ET.fromstring(exported(life.desk.store).xes)  # noqa: S314  # written by us just now

    cases: dict[str, list[str]] = {}
    for each in life.log:
        if each.stream.startswith("case-"):
            cases.setdefault(each.stream, []).append(f"{each.stream}/{each.version}")
    traces = {
        trace.findall("string")[0].attrib["value"]: [
            next(a.attrib["value"] for a in event if a.attrib["key"] == "event")
            for event in trace.findall("event")
        ]
        for trace in root.findall("trace")
    }
    assert traces == cases


@LIVED
@given(LIVES)
def test_no_word_of_anybody_is_in_an_export(life: Life) -> None:
    both = exported(life.desk.store)

    for written in (json.dumps(both.ocel), both.xes, repr(both.tables)):
        for word in (SAID, "Marta", "we are sorry", "this is what we can do", "the cook is ill"):
            assert word not in written


def test_xes_is_what_its_schema_asks_for(stories: Desk) -> None:
    root = ET.fromstring(exported(stories.store).xes)  # noqa: S314  # the same

    order = ["extension", "global", "classifier", "trace"]
    tags = [each.tag for each in root]
    assert tags == sorted(tags, key=order.index)
    assert root.attrib["xes.version"] == "1849.2016"
    for attribute in root.iter():
        if attribute.tag == "date":
            assert datetime.fromisoformat(attribute.attrib["value"]).tzinfo
        if attribute.tag in {"string", "date", "int", "boolean"}:
            assert re.fullmatch(r"[A-Za-z_:][\w:.-]*", attribute.attrib["key"])


def published(name: str) -> Path:
    """The schema as its publisher has it; it lies in no repository of ours."""
    file = SCHEMAS / name
    if not file.exists():
        pytest.skip(f"put {name} into a folder and name that in MINING_SCHEMAS")
    return file


def test_ocel_validates_against_its_published_schema(stories: Desk) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(published("ocel20-schema-json.json").read_text("utf-8"))

    jsonschema.validate(exported(stories.store).ocel, schema)


def test_xes_validates_against_its_published_schema(stories: Desk) -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml reads the published schema of XES")
    schema = etree.XMLSchema(file=str(published("xes.xsd")))

    schema.assertValid(etree.fromstring(exported(stories.store).xes.encode()))


@pytest.mark.skipif(importlib.util.find_spec("pm4py") is None, reason="pm4py is not installed")
def test_pm4py_reads_as_much_as_was_written(stories: Desk, tmp_path: Path) -> None:
    pm4py = pytest.importorskip("pm4py")
    both = exported(stories.store)
    (tmp_path / "log.json").write_text(json.dumps(both.ocel), "utf-8")
    (tmp_path / "log.xes").write_text(both.xes, "utf-8")

    objects = pm4py.read_ocel2_json(str(tmp_path / "log.json"))
    traces = pm4py.read_xes(str(tmp_path / "log.xes"))

    assert len(objects.events) == len(both.ocel["events"])
    assert len(objects.objects) == len(both.ocel["objects"])
    assert len(traces) == both.xes.count("<event>")

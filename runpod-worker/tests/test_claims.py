"""An attempt is rendered by one worker, whatever the object storage can and cannot do."""

import json
from pathlib import Path
from typing import Any

import pytest

from object_server import ObjectServer, cut_download, status
from running import Bench
from sample_orders import order
from vx_worker.schema import HEAD


@pytest.fixture
def bench(tmp_path: Path, objects: ObjectServer) -> Bench:
    return Bench(tmp_path, objects)


def claim_of(asked: dict[str, Any], remote_id: str, **changed: Any) -> bytes:
    return json.dumps(
        {**HEAD, "type": "claim", "attempt_id": asked["attempt_id"], "remote_id": remote_id, **changed}
    ).encode()


def claim_path(asked: dict[str, Any]) -> str:
    return f"/renders/{asked['attempt_id']}.claim.json"


def rendered(bench: Bench) -> bool:
    return any(message["stage"] == "load" for message in bench.progress)


def test_the_claim_is_the_first_thing_that_is_written(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects)
    bench.run(asked, remote_id="r-7")
    first = objects.requests("PUT")[0]
    assert first.path == claim_path(asked)
    assert first.headers["If-None-Match"] == "*"
    assert json.loads(first.body) == json.loads(claim_of(asked, "r-7"))
    assert [get.path[-5:] for get in objects.requests("GET")[:2]] == [".json", ".json"]


def test_a_second_job_of_the_same_attempt_renders_nothing(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects)
    objects.objects[claim_path(asked)] = claim_of(asked, "r-first")
    answer = bench.run(asked, remote_id="r-second")
    assert (answer["type"], answer["claimed_by"]) == ("duplicate", "r-first")
    assert not rendered(bench)
    assert objects.requests("PUT") == []


def test_the_same_job_goes_on(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects)
    objects.objects[claim_path(asked)] = claim_of(asked, "r-1")
    assert bench.run(asked, remote_id="r-1")["type"] == "result"
    assert not objects.requests("PUT", ".claim.json")


def test_a_result_is_answered_whoever_asks(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects)
    first = bench.run(asked, remote_id="r-1")
    bench.progress.clear()
    puts = len(objects.requests("PUT"))
    assert bench.run(asked, remote_id="r-2") == first
    assert not rendered(bench)
    assert len(objects.requests("PUT")) == puts


def test_a_result_of_another_attempt_is_none(bench: Bench, objects: ObjectServer) -> None:
    other = order(objects)
    answer = bench.run(other)
    asked = order(objects)
    objects.objects[f"/renders/{asked['attempt_id']}.json"] = json.dumps(answer).encode()
    assert bench.run(asked)["attempt_id"] == asked["attempt_id"]


@pytest.mark.parametrize("honours_conditions", [True, False])
@pytest.mark.parametrize("content", [b"", b"{", b"<html></html>", b"[]", b'{"type":"claim"}', b"\xff\xfe"])
def test_what_cannot_be_read_is_written_anew(
    bench: Bench, objects: ObjectServer, content: bytes, honours_conditions: bool
) -> None:
    asked = order(objects)
    objects.honours_conditions = honours_conditions
    objects.objects[claim_path(asked)] = content
    objects.objects[f"/renders/{asked['attempt_id']}.json"] = content
    assert bench.run(asked)["type"] == "result"
    assert json.loads(objects.objects[claim_path(asked)])["remote_id"] == "r-1"


def test_of_two_that_claim_at_once_the_condition_chooses(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects)

    def other_is_first(path: str) -> None:
        if path == claim_path(asked):
            objects.objects.setdefault(path, claim_of(asked, "r-other"))

    objects.before_put = other_is_first
    answer = bench.run(asked)
    assert (answer["type"], answer["claimed_by"]) == ("duplicate", "r-other")
    assert not rendered(bench)


def test_without_the_condition_the_last_claim_counts(bench: Bench, objects: ObjectServer) -> None:
    """Both wrote and each read its own; the one that reads again before it loads its model sees the other."""
    objects.honours_conditions = False
    asked = order(objects)

    def other_is_later() -> None:
        assert len(objects.requests("GET", claim_path(asked))) == 2
        objects.objects[claim_path(asked)] = claim_of(asked, "r-other")

    bench.factory = _after(bench.factory, other_is_later)
    answer = bench.run(asked)
    assert (answer["type"], answer["claimed_by"]) == ("duplicate", "r-other")
    assert not rendered(bench)


def _after(factory: Any, act: Any) -> Any:
    def made(model: str) -> Any:
        act()
        return factory(model)

    return made


@pytest.mark.parametrize("code", [400, 403, 501])
def test_a_store_that_refuses_the_condition_is_asked_without(bench: Bench, objects: ObjectServer, code: int) -> None:
    objects.fail("PUT", ".claim.json", status(code))
    assert bench.run(order(objects))["type"] == "result"
    assert ["If-None-Match" in put.headers for put in objects.requests("PUT", ".claim.json")] == [True, False]


def test_a_claim_whose_answer_was_lost_is_still_ours(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects)

    def kept_but_not_said(request: Any) -> None:
        objects.objects[claim_path(asked)] = request.rfile.read(int(request.headers["Content-Length"]))
        request.close_connection = True

    objects.fail("PUT", ".claim.json", kept_but_not_said)
    assert bench.run(asked)["type"] == "result"


def test_a_store_that_says_forbidden_for_what_is_not_there(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects)
    for path in (claim_path(asked), f"/renders/{asked['attempt_id']}.json"):
        objects.fail("GET", path, status(403))
    assert bench.run(asked)["type"] == "result"


@pytest.mark.parametrize("fault", [status(500), status(418), cut_download, status(200, b"x" * 1_000_001)])
def test_a_store_that_cannot_be_read_ends_the_job_before_the_render(
    bench: Bench, objects: ObjectServer, fault: Any
) -> None:
    objects.fail("GET", ".json", fault, times=99)
    error = bench.fails(order(objects))
    assert error["code"] == "UPLOAD_FAILED"
    assert not rendered(bench)


def test_a_conflict_that_nobody_won_is_settled(bench: Bench, objects: ObjectServer) -> None:
    objects.fail("PUT", ".claim.json", status(409))
    assert bench.run(order(objects))["type"] == "result"


def test_a_claim_that_may_not_be_read_is_not_written_over(bench: Bench, objects: ObjectServer) -> None:
    asked = order(objects)
    objects.objects[claim_path(asked)] = claim_of(asked, "r-other")
    objects.fail("GET", ".claim.json", status(403), times=99)
    assert bench.fails(asked)["code"] == "UPLOAD_FAILED"
    assert objects.objects[claim_path(asked)] == claim_of(asked, "r-other")


def test_a_lost_claim_ends_the_job(bench: Bench, objects: ObjectServer) -> None:
    objects.fail("PUT", ".claim.json", status(200))
    assert "lost the claim" in bench.fails(order(objects))["message"]

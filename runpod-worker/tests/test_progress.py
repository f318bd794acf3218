"""Few messages, each newer, and no silence."""

import threading
from typing import Any

from vx_worker.progress import ProgressReporter


class Clock:
    """Seconds as the test says."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_steps_are_said_every_second_or_every_hundredth() -> None:
    clock, sent = Clock(), list[dict[str, Any]]()
    reporter = ProgressReporter(sent.append, clock)
    reporter.stage("denoise")
    for step in range(1, 1001):
        clock.now += 0.01
        reporter.step(step, 1000)
    # Ten seconds: one at the stage, then one each hundredth, which is every 0.14 s, but not within 0.2 s.
    assert 40 <= len(sent) <= 51
    sent.clear()
    clock.now += 0.3
    reporter.step(1000, 1000)
    assert sent == []
    clock.now += 1
    reporter.step(1000, 1000)
    assert len(sent) == 1


def test_a_stage_is_always_said() -> None:
    sent = list[dict[str, Any]]()
    reporter = ProgressReporter(sent.append, Clock())
    for stage in ("fetch", "load", "denoise", "load", "denoise"):
        reporter.stage(stage)  # type: ignore[arg-type]
    assert [message["stage"] for message in sent] == ["fetch", "load", "denoise", "load", "denoise"]
    assert [message["fraction"] for message in sent] == [0, 0.03, 0.12, 0.12, 0.12]
    assert [message["seq"] - sent[0]["seq"] for message in sent] == [0, 1, 2, 3, 4]


def test_what_a_second_run_of_a_job_says_is_newer_than_all_that_the_first_said() -> None:
    """The service gives a job of a lost worker to another one, under the same name."""
    clock, sent = Clock(), list[dict[str, Any]]()
    first = ProgressReporter(sent.append, clock, time_of_day=lambda: 1_800_000_000.0)
    first.stage("denoise")
    for step in range(1, 301):
        clock.now += 2
        first.step(step, 1000)
    second = ProgressReporter(sent.append, clock, time_of_day=lambda: 1_800_000_601.0)
    second.stage("fetch")
    assert len(sent) == 302
    assert sent[-1]["seq"] > sent[-2]["seq"] > sent[0]["seq"]


def test_the_time_left_is_measured_without_the_first_step() -> None:
    clock, sent = Clock(), list[dict[str, Any]]()
    reporter = ProgressReporter(sent.append, clock)
    reporter.stage("denoise")
    clock.now += 30
    reporter.step(1, 11)
    assert "eta_s" not in sent[-1]
    for step in range(2, 5):
        clock.now += 2
        reporter.step(step, 11)
    assert (sent[-1]["step"], sent[-1]["total_steps"], sent[-1]["eta_s"]) == (4, 11, 14.0)


def test_a_silent_stage_is_said_again_and_again() -> None:
    sent = list[dict[str, Any]]()
    three = threading.Event()

    def sink(message: dict[str, Any]) -> None:
        sent.append(message)
        if len(sent) == 4:
            three.set()

    with ProgressReporter(sink, heartbeat_s=0.05) as reporter:
        reporter.stage("load")
        assert three.wait(10)
    assert {message["stage"] for message in sent} == {"load"}
    count = len(sent)
    assert [message["seq"] - sent[0]["seq"] for message in sent] == list(range(count))
    assert threading.active_count() == 1 or all(thread.name != "heartbeat" for thread in threading.enumerate())


def test_the_last_steps_are_said_by_the_heartbeat() -> None:
    clock, sent = Clock(), list[dict[str, Any]]()
    seen = threading.Event()

    def sink(message: dict[str, Any]) -> None:
        sent.append(message)
        if message.get("step") == 2:
            seen.set()

    with ProgressReporter(sink, clock, heartbeat_s=0.05) as reporter:
        reporter.stage("denoise")
        reporter.step(1, 10_000)
        reporter.step(2, 10_000)
        clock.now += 1.5
        assert seen.wait(10)


def test_a_message_that_cannot_be_sent_costs_nothing() -> None:
    def sink(message: dict[str, Any]) -> None:
        raise OSError("nobody listens")

    with ProgressReporter(sink) as reporter:
        reporter.stage("load")
        reporter.step(1, 2)

"""What leaves the worker of a bug: raw envelopes of a worker that runs, at a Sentry on loopback."""

import errno
from pathlib import Path
from typing import Any

import pytest

from control_plane import ControlPlane
from object_server import ObjectServer
from running import Bench
from sample_orders import order
from sentry_ingest import SentryIngest
from test_sdk import Worker, end, environment, start
from vx_worker.crash_reports import (
    MOST_REPORTS,
    WORDS_STAY_HERE,
    NoCrashReports,
    crash_reports_to,
    frame_path,
    strict_report,
)

CANARY = "cnry5c1e77ab"
SAID = f"“a fox {CANARY}” at /home/{CANARY}/fox.mp4: Bearer {CANARY}, https://x.example/?token={CANARY}, sk-{CANARY}"


def raised(error: BaseException) -> BaseException:
    try:
        raise error  # noqa: TRY301
    except BaseException as caught:  # noqa: BLE001
        return caught


def test_a_bug_of_a_running_worker_is_reported_with_nothing_of_what_it_says(tmp_path: Path) -> None:
    folder = tmp_path / CANARY
    folder.mkdir()
    with SentryIngest() as ingest, ControlPlane() as plane, ObjectServer() as objects:
        env = environment(
            folder,
            VX_ALLOWED_HOSTS=objects.host,
            SENTRY_DSN=ingest.dsn,
            HF_TOKEN=f"hf_{CANARY}",
            **plane.environment(CANARY),
        )
        process = start(folder, env)
        try:
            worker = Worker(plane, objects, process, folder)
            asked = {**order(objects), "model": f"draw-fault:{SAID}", "prompt": f"a fox {CANARY}"}
            job_id = worker.run(asked, job_id=f"r-{CANARY}")
            [event] = ingest.until_events(1)
            assert plane.error_of(job_id)["code"] == "INTERNAL"
        finally:
            end(process)
        assert CANARY.encode() not in ingest.everything()
        assert ingest.item_types() == ["event"]
    assert sorted(event) == sorted(
        ["event_id", "timestamp", "platform", "level", "release", "environment", "exception", "tags", "contexts", "sdk"]
    )
    assert event["tags"] == {"part": "worker", "where": "A job"}
    [told] = event["exception"]["values"]
    assert (told["type"], told["value"]) == ("RuntimeError", WORDS_STAY_HERE)
    files = [frame["filename"] for frame in told["stacktrace"]["frames"]]
    assert "vx_worker/answers.py" in files
    assert all("vars" not in frame and "context_line" not in frame for frame in told["stacktrace"]["frames"])


def test_without_a_dsn_the_sdk_is_not_even_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sentry_sdk.Client", pytest.fail)
    assert isinstance(crash_reports_to(None), NoCrashReports)


@pytest.mark.parametrize(
    "dsn", ["x", "http://k@sentry.example.org/1", "https://sentry.example.org/1", "https://k:s@h/1"]
)
def test_a_dsn_that_is_none_is_said_and_not_used(dsn: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(crash_reports_to(dsn), NoCrashReports)
    assert "SENTRY_DSN must" in capsys.readouterr().err


def test_what_can_be_expected_is_not_reported(tmp_path: Path) -> None:
    reported: list[str] = []

    class Reports(NoCrashReports):
        def report(self, error: BaseException, where: str, fatal: bool = False) -> None:
            reported.append(type(error).__name__)

    def failing(error: Exception) -> Any:
        def factory(_model: str) -> Any:
            raise error

        return factory

    for error in (OSError(errno.ENOSPC, "full"), RuntimeError("CUDA out of memory. Tried"), KeyError("prompt")):
        bench = Bench(tmp_path, factory=failing(error), reports=Reports())
        assert bench.fails(order())["code"] in ("INTERNAL", "OUT_OF_MEMORY")
    Bench(tmp_path, reports=Reports()).fails({"nonsense": True})
    assert reported == ["KeyError"]


def test_causes_are_told_before_what_they_caused_and_none_of_their_words() -> None:
    error = raised(RuntimeError(SAID))
    error.__cause__ = raised(FileNotFoundError(errno.ENOENT, SAID))
    report = strict_report(error, "A job", fatal=True)
    assert [each["type"] for each in report["exception"]["values"]] == ["FileNotFoundError", "RuntimeError"]
    assert report["exception"]["values"][0]["value"].endswith("(ENOENT)")
    assert report["level"] == "fatal"
    assert CANARY not in str(report)


def test_there_is_an_end_to_reports() -> None:
    with SentryIngest() as ingest:
        reports = crash_reports_to(ingest.dsn)
        for _ in range(MOST_REPORTS + 5):
            reports.report(raised(ValueError(SAID)), "A job")
        reports.close(5)
        assert len(ingest.events()) == MOST_REPORTS
        assert CANARY.encode() not in ingest.everything()


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("/app/src/vx_worker/jobs.py", ("vx_worker/jobs.py", True)),
        ("/home/ada/.venv/lib/python3.12/site-packages/torch/nn/x.py", ("site-packages/torch/nn/x.py", False)),
        ("/usr/lib/python3.12/threading.py", ("python3.12/threading.py", False)),
        ("<frozen importlib._bootstrap>", ("<frozen importlib._bootstrap>", False)),
        ("/home/ada/fox.py", ("elsewhere", False)),
        ("/x/site-packages/../home/ada.py", ("elsewhere", False)),
    ],
)
def test_files_are_named_without_the_folders_of_the_machine(file: str, told: tuple[str, bool]) -> None:
    assert frame_path(file) == told

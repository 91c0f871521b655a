"""Jobs and locks: state, progress, cancelling, taking up again."""

import threading

import pytest

from tertius.errors import StoreError
from tertius.store import JobState, Workspace


@pytest.fixture
def workspace(tmp_path):
    with Workspace.open(tmp_path / "work", wait=5) as opened:
        yield opened


def test_a_job_that_ends_well_is_done_with_its_last_progress(workspace):
    record = workspace.run_job("coding", lambda job: [job("coding", step, 3) for step in range(4)])
    assert (record.state, record.stage, record.done, record.total, record.error) == (
        JobState.DONE,
        "coding",
        3,
        3,
        None,
    )
    assert workspace.jobs() == [record]


def test_a_job_that_fails_says_why_and_raises(workspace):
    def work(job):
        raise ValueError("the table has no rows")

    with pytest.raises(ValueError, match="no rows"):
        workspace.run_job("coding", work)
    (record,) = workspace.jobs()
    assert (record.state, record.error) == (JobState.FAILED, "the table has no rows")


def test_a_cancelled_job_stops_at_its_next_step_and_can_be_taken_up(workspace):
    steps = []

    def work(job):
        for step in range(job.checkpoint or 0, 6):
            steps.append(step)
            if step == 2 and len(steps) == 3:
                workspace.cancel_job(job.id)
            job.save(step + 1)

    first = workspace.run_job("coding", work)
    assert (first.state, first.checkpoint, steps) == (JobState.CANCELLED, 3, [0, 1, 2])
    again = workspace.run_job("coding", work, job=first.id)
    assert (again.state, again.checkpoint, steps) == (JobState.DONE, 6, [0, 1, 2, 3, 4, 5])


def test_a_running_job_is_seen_as_running_and_cannot_run_twice(workspace):
    seen = []

    def work(job):
        seen.append(workspace.job(job.id).state)
        with pytest.raises(StoreError, match="is running"):
            workspace.run_job("coding", lambda _: None, job=job.id)

    assert workspace.run_job("coding", work).state is JobState.DONE
    assert seen == [JobState.RUNNING]


def test_a_job_whose_process_died_is_interrupted_and_goes_on_from_its_checkpoint(workspace):
    job = workspace.new_job("coding")
    assert workspace.job(job).state is JobState.WAITING
    workspace._database.run("UPDATE jobs SET state = 'running', checkpoint = '[4]' WHERE id = ?", (job,))
    assert workspace.job(job).state is JobState.INTERRUPTED
    found = []
    assert workspace.run_job("coding", lambda running: found.append(running.checkpoint), job=job).state is JobState.DONE
    assert found == [[4]]


@pytest.fixture
def late(workspace, monkeypatch):
    """A job under way and the workspace opened again; the job ends as soon as anything was read there."""
    begun, end, held = threading.Event(), threading.Event(), []

    def work(job):
        held.append(job.id)
        begun.set()
        assert end.wait(60)

    runner = threading.Thread(target=workspace.run_job, args=("coding", work))
    runner.start()
    assert begun.wait(60)
    with Workspace.open(workspace.folder) as other:
        rows = other._database.rows

        def read_and_tarry(*query):
            found = rows(*query)
            end.set()
            runner.join()
            return found

        monkeypatch.setattr(other._database, "rows", read_and_tarry)
        yield held[0], other
    end.set()
    runner.join()


def test_a_job_that_ends_while_it_is_looked_at_is_done_and_not_interrupted(late):
    job, other = late
    assert other.job(job).state is JobState.DONE


def test_a_job_that_ends_while_all_are_listed_is_done_and_not_interrupted(late):
    _, other = late
    assert [record.state for record in other.jobs()] == [JobState.DONE]


def test_a_job_that_another_run_ends_meanwhile_is_not_done_twice(late):
    job, other = late
    again = []
    with pytest.raises(StoreError, match="start a new one"):
        other.run_job("coding", again.append, job=job)
    assert again == []


def test_a_finished_or_unknown_job_cannot_be_run_or_cancelled(workspace):
    done = workspace.run_job("coding", lambda _: None).id
    with pytest.raises(StoreError, match="start a new one"):
        workspace.run_job("coding", lambda _: None, job=done)
    with pytest.raises(StoreError, match="list the jobs"):
        workspace.cancel_job(done)
    with pytest.raises(StoreError, match="no job job-0"):
        workspace.job("job-0")


def test_a_lock_that_is_held_is_a_clear_error_and_is_free_afterwards(workspace, tmp_path):
    with (
        Workspace.open(tmp_path / "work") as other,
        workspace.lock("watch"),
        pytest.raises(StoreError, match="another process holds 'watch'"),
        other.lock("watch", wait=0.05),
    ):
        pytest.fail("two held one lock")
    with workspace.lock("watch"):
        pass


def test_a_lock_with_a_path_for_a_name_is_refused(workspace):
    with pytest.raises(StoreError, match="no name for a lock"), workspace.lock("../x"):
        pytest.fail("a lock outside the workspace")


def test_threads_of_one_workspace_share_it(workspace):
    def work():
        for _ in range(20):
            workspace.new_job("coding")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(workspace.jobs()) == 80


def test_a_job_cancelled_before_it_begins_does_nothing(workspace):
    job = workspace.new_job("coding")
    workspace.cancel_job(job)
    begun = []
    assert workspace.run_job("coding", begun.append, job=job).state is JobState.CANCELLED
    assert begun == []
    assert workspace.run_job("coding", begun.append, job=job).state is JobState.DONE

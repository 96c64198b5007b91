"""The routes of jobs: what is under way, and asking for its end."""

from __future__ import annotations

from ..service.events import JobsAnswer
from ..service.route import Asked, get, post


@get("jobs", answer=JobsAnswer)
async def jobs(asked: Asked) -> JobsAnswer:
    """What takes longer than a moment just now: your jobs, and the server's own."""
    return JobsAnswer(jobs=asked.host.service.jobs.seen_by(asked.member))


@post("jobs/{job_id}/cancel", answer=JobsAnswer)
async def cancel(asked: Asked) -> JobsAnswer:
    """Ask for the end of a job; it is over at its next checkpoint, and nothing is half done."""
    service = asked.host.service
    service.jobs.cancel(service.acting(asked.member), asked.path["job_id"])
    return JobsAnswer(jobs=service.jobs.seen_by(asked.member))


JOB_ROUTES = (jobs, cancel)

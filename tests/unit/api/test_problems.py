"""Errors as problem details."""

import json
from collections.abc import Iterator

import pytest
from starlette.exceptions import HTTPException

from app.api.problems import STATUSES, problem_for
from app.domain.errors import AppError, QueueFull, RateLimited, Unauthorized

SCOPE = {"state": {"request_id": "r-1"}}


def _all(root: type[AppError]) -> Iterator[type[AppError]]:
    if root.__module__ == AppError.__module__:
        yield root
    for child in root.__subclasses__():
        yield from _all(child)


@pytest.mark.parametrize("error", list(_all(AppError)))
def test_every_error_has_a_status_and_words(error: type[AppError]) -> None:
    assert error in STATUSES
    problem = problem_for(error())
    assert 400 <= problem.status < 600
    assert problem.title
    assert "\n" not in problem.title
    assert any("가" <= letter <= "힣" for letter in problem.detail)


def test_a_specialisation_has_its_parents_status() -> None:
    class Special(QueueFull):
        """특별한 경우입니다."""

    assert problem_for(Special()).status == 503


def test_members() -> None:
    response = problem_for(QueueFull("가득 찼습니다.", retry_after=4.2)).response(SCOPE)
    assert response.media_type == "application/problem+json"
    assert response.headers["retry-after"] == "5"
    assert json.loads(bytes(response.body)) == {
        "type": "/problems/queue_full",
        "title": "대기열이 가득 찼습니다. 잠시 후 다시 시도하세요.",
        "status": 503,
        "detail": "가득 찼습니다.",
        "instance": "urn:newsum:request:r-1",
        "request_id": "r-1",
        "retry_after": 5,
    }


def test_waiting_is_always_suggested_where_it_helps() -> None:
    assert "retry-after" in problem_for(RateLimited()).response(SCOPE).headers
    assert problem_for(Unauthorized()).response(SCOPE).headers["www-authenticate"] == "Bearer"


def test_an_unexpected_error_keeps_its_secrets() -> None:
    problem = problem_for(ZeroDivisionError("password=hunter2"))
    assert problem.status == 500
    assert "hunter2" not in bytes(problem.response(SCOPE).body).decode()


@pytest.mark.parametrize("status", [400, 404, 405, 408, 414, 418, 431, 504])
def test_http_errors_speak_korean(status: int) -> None:
    problem = problem_for(HTTPException(status, headers={"Allow": "GET"}))
    assert problem.status == status
    assert any("가" <= letter <= "힣" for letter in problem.detail)
    assert problem.response(SCOPE).headers["allow"] == "GET"


def test_an_http_errors_own_words_are_kept() -> None:
    assert (
        problem_for(HTTPException(400, "키를 하나만 보내세요.")).detail == "키를 하나만 보내세요."
    )

from collections.abc import Iterator

import httpx2
import langchain_openai.chat_models.base as langchain_openai_errors
import openai
import pytest
from openai import _exceptions
from openai import _response as openai_response
from openai.lib import _old_api, azure

from app.domain import errors
from app.services.llm.openai_errors import provider_error

REQUEST = httpx2.Request("POST", "http://127.0.0.1/v1/chat/completions")

NEVER_FROM_CHAT_COMPLETIONS = {
    openai._AmbiguousModuleClientUsageError,
    _exceptions.SubjectTokenProviderError,
    openai.WebSocketConnectionClosedError,
    openai.WebSocketQueueFullError,
    openai_response.StreamAlreadyConsumed,
    azure.MutuallyExclusiveAuthError,
    _old_api.APIRemovedInV1,
}


def below(base: type[Exception]) -> Iterator[type[Exception]]:
    for child in base.__subclasses__():
        yield child
        yield from below(child)


def made(cls: type[Exception], status: int = 418, message: str = "") -> Exception:
    """An instance with just the attributes that a mapping may look at."""
    error = cls.__new__(cls)
    response = httpx2.Response(status, request=REQUEST)
    for name, value in {
        "message": message,
        "status_code": getattr(cls, "status_code", status),
        "response": response,
        "type": None,
        "code": None,
    }.items():
        setattr(error, name, value)
    return error


VENDOR_ERRORS = sorted(
    set(below(openai.OpenAIError)) - NEVER_FROM_CHAT_COMPLETIONS, key=lambda cls: cls.__name__
)


@pytest.mark.parametrize("cls", VENDOR_ERRORS)
def test_every_error_of_the_vendor_is_mapped(cls: type[Exception]) -> None:
    ours = provider_error(made(cls))
    assert "언어 모델 호출이 잘못되었습니다" not in ours.detail


def test_the_walk_sees_both_packages() -> None:
    assert openai.RateLimitError in VENDOR_ERRORS
    assert langchain_openai_errors.OpenAIRateLimitError in VENDOR_ERRORS


@pytest.mark.parametrize(
    ("cls", "ours"),
    [
        (openai.RateLimitError, errors.ProviderThrottled),
        (openai.AuthenticationError, errors.ProviderRefused),
        (openai.NotFoundError, errors.ProviderRefused),
        (openai.UnprocessableEntityError, errors.ProviderRefused),
        (openai.APITimeoutError, errors.ProviderTimeout),
        (openai.APIConnectionError, errors.ProviderUnreachable),
        (openai.APIResponseValidationError, errors.BadReply),
        (openai.LengthFinishReasonError, errors.BadReply),
        (langchain_openai_errors.OpenAIContextOverflowError, errors.ProviderRefused),
        (langchain_openai_errors.OpenAITimeoutError, errors.ProviderTimeout),
    ],
)
def test_each_kind_is_told_apart(cls: type[Exception], ours: type[errors.ProviderError]) -> None:
    assert type(provider_error(made(cls))) is ours


@pytest.mark.parametrize("status", [500, 502, 503, 529])
def test_a_server_fault_may_pass(status: int) -> None:
    error = provider_error(made(openai.InternalServerError, status))
    assert type(error) is errors.ProviderUnavailable


@pytest.mark.parametrize("status", [408, 504])
def test_a_timeout_by_status_is_a_timeout(status: int) -> None:
    assert type(provider_error(made(openai.APIStatusError, status))) is errors.ProviderTimeout


def test_a_prompt_beyond_the_context_says_so() -> None:
    said = "This model's maximum context length is 8192 tokens. However, you requested 9000"
    assert "길이를 넘었습니다" in provider_error(made(openai.BadRequestError, 400, said)).detail

import asyncio

import pytest

from app.domain.errors import ProviderError, ProviderTimeout, ProviderUnreachable
from app.services.llm.endpoint import Endpoint
from app.services.llm.routing import Routes
from tests.language_models import Setup, endpoint_of


class Silent:
    """A ModelClient that is never called."""


def endpoint(name: str, fallback: str | None = None) -> Endpoint:
    return endpoint_of(Silent(), Setup(name=name, fallback=fallback))  # type: ignore[arg-type]


ROUTES = Routes(
    [
        endpoint("llama3"),
        endpoint("qwen3", fallback="gemini-2.5-flash"),
        endpoint("gemini-2.5-flash", fallback="llama3"),
        endpoint("a", fallback="b"),
        endpoint("b", fallback="a"),
        endpoint("c", fallback="gone"),
    ],
)


@pytest.mark.parametrize(
    ("asked", "route"),
    [
        (None, ["llama3"]),
        ("llama3", ["llama3"]),
        ("qwen3", ["qwen3", "gemini-2.5-flash", "llama3"]),
        ("a", ["a", "b"]),
        ("c", ["c"]),
    ],
)
def test_a_model_is_followed_by_its_stand_ins(asked: str | None, route: list[str]) -> None:
    assert [stop.endpoint.place.name for stop in ROUTES.chain(asked)] == route


@pytest.mark.parametrize(
    ("asked", "server"), [("gemini-3-pro", "gemini-2.5-flash"), ("mistral", "llama3")]
)
def test_a_server_may_know_more_models_than_are_configured(asked: str, server: str) -> None:
    first = ROUTES.chain(asked)[0]
    assert first.model == asked
    assert first.endpoint.place.name == server


def test_the_default_can_be_named() -> None:
    routes = Routes([endpoint("a"), endpoint("b")], default="b")
    assert [stop.model for stop in routes.chain(None)] == ["b"]


def test_a_default_that_is_not_there_is_the_first() -> None:
    assert [stop.model for stop in Routes([endpoint("a")], default="z").chain(None)] == ["a"]


class Answering:
    """A ModelClient that is only asked whether it is there."""

    def __init__(self, failure: ProviderError | None = None) -> None:
        self.failure = failure

    async def probe(self, model: str) -> None:
        if isinstance(self.failure, ProviderTimeout):
            await asyncio.sleep(0.2)
        if self.failure:
            raise self.failure


def probed(*failures: ProviderError | None) -> Routes:
    """The default model and its stand-in."""
    names = (("llama3", "spare"), ("spare", None))
    return Routes(
        [
            endpoint_of(Answering(failure), Setup(name=name, fallback=fallback))  # type: ignore[arg-type]
            for (name, fallback), failure in zip(names, failures, strict=True)
        ]
    )


async def test_the_service_is_well_while_a_stand_in_is() -> None:
    await probed(None, ProviderTimeout()).probe()
    async with asyncio.timeout(0.1):
        await probed(ProviderTimeout(), None).probe()
    with pytest.raises(ProviderTimeout):
        await probed(ProviderTimeout(), ProviderUnreachable()).probe()


def test_without_models_there_is_no_route() -> None:
    assert Routes([]).chain(None) == Routes([]).chain("llama3") == []

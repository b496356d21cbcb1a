"""Our service on a server that others wrote: LiteLLM's proxy, alone and in front of the sandbox."""

import json
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from app.domain.comic import QueryAnalysis
from app.domain.errors import ProviderRefused
from app.embedded import ports
from app.services.llm.protocol import Message, ModelRequest, Prompt
from app.services.llm.service import LLMService
from tests.language_models import Notes, Setup, service_at

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

LITELLM = "litellm[proxy]==1.106.2"
KEY = "sk-another-server-0123456789abcdef"
ANSWER = "수달은 강가에서 산다. The otter lives by the river. 🦦"
QUESTION = ModelRequest("chat", (Message("system", "짧게"), Message("user", "수달은?")))
READY_SECONDS = 180


@pytest.fixture(scope="module")
def litellm(tmp_path_factory: pytest.TempPathFactory, sandbox_process: str) -> Iterator[str]:
    """Its address. ``otter`` says ANSWER, ``llama3`` is the sandbox."""
    directory = tmp_path_factory.mktemp("litellm")
    python = directory / "venv/bin/python"
    subprocess.run([sys.executable, "-m", "venv", str(directory / "venv")], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "-q", LITELLM], check=True)
    port = next(ports.candidates())
    config = directory / "config.yaml"
    config.write_text(json.dumps(_models(sandbox_process), ensure_ascii=False))  # JSON is YAML
    with _running(directory, config, port):
        yield f"http://127.0.0.1:{port}/v1"


def _models(sandbox: str) -> dict[str, object]:
    otter = {"model": "openai/otter", "api_key": "none", "mock_response": ANSWER}
    llama = {"model": "openai/llama3", "api_key": "none", "api_base": f"{sandbox}/v1"}
    models = [("otter", otter), ("llama3", llama)]
    return {"model_list": [{"model_name": n, "litellm_params": p} for n, p in models]}


@contextmanager
def _running(directory: Path, config: Path, port: int) -> Iterator[None]:
    program = directory / "venv/bin/litellm"
    address = ["--host", "127.0.0.1", "--port", str(port)]
    with (directory / "log").open("w") as log:
        process = subprocess.Popen(
            [str(program), "--config", str(config), *address],
            cwd=directory,
            env={**os.environ, "LITELLM_MASTER_KEY": KEY},  # noqa: TID251
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}/health/liveliness"
        _wait_until_it_answers(url, process, directory / "log")
        yield
    finally:
        process.terminate()
        process.wait(20)


def _wait_until_it_answers(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    give_up = time.monotonic() + READY_SECONDS
    while True:
        assert process.poll() is None, log.read_text()[-2000:]
        assert time.monotonic() < give_up, "LiteLLM did not start"
        try:
            httpx2.get(url, timeout=5).raise_for_status()
        except httpx2.HTTPError:
            time.sleep(0.5)  # noqa: TID251
        else:
            return


@pytest.fixture
async def service(litellm: str) -> AsyncIterator[LLMService]:
    async with service_at(litellm, Setup(name="otter", key=KEY), tries=1) as opened:
        yield opened


async def test_an_answer_comes_whole_and_piece_by_piece(service: LLMService) -> None:
    notes = Notes()
    whole = await service.complete(QUESTION)
    assert (whole.text, (await service.stream(QUESTION, notes)).text) == (ANSWER, ANSWER)
    assert notes.text == ANSWER
    assert len(notes.pieces) > 1
    assert whole.prompt_tokens
    assert whole.completion_tokens


async def test_a_shape_passes_through_it(service: LLMService) -> None:
    prompt = Prompt(
        "n02", "질의를 분석한다.", "<query>\n달 탐사선 다누리\n</query>", model="llama3"
    )
    assert (await service.ask(QueryAnalysis, prompt)).extracted_keywords
    assert (await service.ask(QueryAnalysis, prompt, sink=Notes())).extracted_keywords


async def test_a_model_that_it_does_not_have_is_refused(service: LLMService) -> None:
    with pytest.raises(ProviderRefused):
        await service.complete(replace(QUESTION, model="unknown"))

"""What is wrong with a request, in the words of the command line."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from app.api.v1.comics.requests import ComicRequest
from app.api.validation_messages import field_problems

_NAMES = {"query": "질의 (query)", "articles": "--article", "language": "--language"}


class RequestUnusable(Exception):
    """The message is one sentence per fault."""


def check_request(data: dict[str, Any]) -> None:
    """What the service would refuse, without the service. Raises RequestUnusable."""
    try:
        ComicRequest.model_validate({"data": data})
    except ValidationError as exc:
        found = [{**error, "loc": ("body", *error["loc"])} for error in exc.errors()]
        raise RequestUnusable(in_words([it._asdict() for it in field_problems(found)])) from exc


def in_words(errors: Sequence[Mapping[str, Any]]) -> str:
    """The ``errors`` of a 422 answer."""
    return " ".join(f"{_place(error['pointer'])}: {error['detail']}" for error in errors)


def _place(pointer: str) -> str:
    name, *rest = pointer.removeprefix("#/").removeprefix("data/").split("/")
    places = [f"{int(part) + 1}번째" if re.fullmatch("[0-9]+", part) else part for part in rest]
    return " ".join([_NAMES.get(name, name), *places])

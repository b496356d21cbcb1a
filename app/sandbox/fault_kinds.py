"""The ways in which a call can go wrong, and which endpoint knows which."""

from typing import Literal, get_args

from app.sandbox.endpoints import Endpoint

CallFault = Literal["status", "hang", "delay", "drop", "bad_json"]
DeliveryFault = Literal["drip", "stall", "truncated", "reset_midway"]
ModelFault = Literal[
    "empty",
    "refused",
    "wrong_schema",
    "fenced",
    "thinking",
    "stream_error",
    "inventing",
    "obedient",
]
PromptFault = Literal["blocked"]
PainterFault = Literal["bad_base64", "huge_image", "html", "out_of_memory"]
FaultKind = CallFault | DeliveryFault | ModelFault | PromptFault | PainterFault

MODELS = frozenset((Endpoint.CHAT, Endpoint.GEMINI))
_DELIVERING = MODELS | {Endpoint.PAGES, Endpoint.IMAGES}


def is_known(kind: FaultKind, endpoint: Endpoint) -> bool:
    """Whether calls of ``endpoint`` can suffer it."""
    if kind in get_args(DeliveryFault):
        return endpoint in _DELIVERING
    if kind in get_args(ModelFault):
        return endpoint in MODELS
    if kind in get_args(PromptFault):
        return endpoint is Endpoint.GEMINI
    if kind in get_args(PainterFault):
        return endpoint is Endpoint.TXT2IMG
    return True

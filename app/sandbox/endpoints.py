"""The calls that are counted, and that latency and faults can be put on."""

from enum import StrEnum


class Endpoint(StrEnum):
    """Names used by the control endpoints."""

    CHAT = "chat"
    MODELS = "models"
    TOKENIZE = "tokenize"
    HEALTH = "health"
    TXT2IMG = "txt2img"
    PROGRESS = "progress"
    OPTIONS = "options"
    INTERRUPT = "interrupt"
    SEARCH = "search"
    RSS = "rss"
    PAGES = "pages"
    WEBHOOK = "webhook"

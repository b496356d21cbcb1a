"""The calls that are counted, and that latency and faults can be put on."""

from enum import StrEnum


class Endpoint(StrEnum):
    """Names used by the control endpoints."""

    CHAT = "chat"
    MODELS = "models"
    TOKENIZE = "tokenize"
    GEMINI = "gemini"
    GEMINI_MODELS = "gemini_models"
    HEALTH = "health"
    TXT2IMG = "txt2img"
    PROGRESS = "progress"
    OPTIONS = "options"
    INTERRUPT = "interrupt"
    SEARCH = "search"
    NAVER = "naver"
    RSS = "rss"
    PAGES = "pages"
    IMAGES = "images"
    WEBHOOK = "webhook"

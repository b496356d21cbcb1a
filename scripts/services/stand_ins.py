"""``python -m scripts.services.stand_ins``: the sandbox's addresses as lines for ``eval``.

For the parts that have no address of their own; nothing without SANDBOX_URL.
"""

import shlex

from app.config.startup import settings_or_exit
from scripts.services.plan import stand_ins


def main() -> None:
    """Print one ``export`` per variable."""
    settings = settings_or_exit()
    if settings.SANDBOX_URL is None:
        return
    for name, value in stand_ins(settings, settings.SANDBOX_URL).items():
        print(f"export {name}={shlex.quote(value)}")


if __name__ == "__main__":
    main()

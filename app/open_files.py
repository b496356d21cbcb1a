"""How many files this process may have open: every connection is one."""

import resource
from contextlib import suppress

_UNLIMITED = resource.RLIM_INFINITY


def allow_open_files(wanted: int) -> int:
    """Raise the soft limit to ``wanted`` as far as the hard one lets us; what holds then."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != _UNLIMITED and soft < wanted:
        possible = wanted if hard == _UNLIMITED else min(wanted, hard)
        with suppress(ValueError, OSError):  # some systems have one more limit of their own
            resource.setrlimit(resource.RLIMIT_NOFILE, (possible, hard))
        soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return wanted if soft == _UNLIMITED else soft

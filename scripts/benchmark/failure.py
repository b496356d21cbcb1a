"""What ends a benchmark early."""


class BenchmarkFailed(Exception):
    """A part could not be measured; the message is one sentence for whoever ran it."""

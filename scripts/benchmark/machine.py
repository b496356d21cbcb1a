"""Where the numbers come from."""

import os
import platform
from pathlib import Path

import psutil


def describe_machine() -> list[str]:
    """Lines for the head of a report; a busy machine is said to be one."""
    total = psutil.virtual_memory().total / 2**30
    load = os.getloadavg()[0]
    busy = " (busy: the numbers are noisy)" if load > 0.5 else ""
    return [
        f"{_processor()}, {psutil.cpu_count()} cores, {total:.0f} GiB, "
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"load before the start {load:.2f}{busy}",
    ]


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if not cpuinfo.exists():
        return platform.processor() or platform.machine()
    names = [
        line.partition(":")[2].strip()
        for line in cpuinfo.read_text().splitlines()
        if line.startswith("model name")
    ]
    return names[0] if names else platform.machine()

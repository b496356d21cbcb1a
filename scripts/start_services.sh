#!/usr/bin/env bash
# Starts every service in the background. 0: all run, 1: failed, 2: wrong settings.
set -euo pipefail
. "$(dirname -- "${BASH_SOURCE[0]}")/environment.sh"

prepare_environment runtime
exec "$PYTHON" -m scripts.services start "$@"

#!/bin/sh
# A container's start: as with start_services.sh, the sandbox stands in for what is not configured.
set -eu
variables=$(python -m scripts.services.stand_ins)
eval "$variables"
exec "$@"

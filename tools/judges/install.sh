#!/bin/sh
# Installs what judges the simulator from outside and is no npm package, into .cache/judges/python:
# Twilio's own Python SDK, botocore with AWS's API models, and boto3. Needs python3 with pip.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
target=$here/../../.cache/judges/python
if ! command -v python3 > /dev/null; then
  echo "The judges in Python need python3; there is none on PATH." >&2
  exit 1
fi
if [ -f "$target/requirements.txt" ] && cmp -s "$here/requirements.txt" "$target/requirements.txt"; then
  echo "The judges in Python are installed already: $target"
  exit 0
fi
rm -rf "$target"
python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore \
  --no-deps --target "$target" --requirement "$here/requirements.txt"
cp "$here/requirements.txt" "$target/requirements.txt"

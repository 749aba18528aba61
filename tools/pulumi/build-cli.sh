#!/bin/sh
# Builds the Pulumi CLI from its Go module into .cache/pulumi/bin. Needs Go; takes minutes the first
# time, seconds once Go's cache is warm.
set -eu

version=v3.250.0
root=$(cd "$(dirname "$0")/../.." && pwd)
cli=$root/.cache/pulumi/bin/pulumi
build=$root/.cache/pulumi/build

if [ -x "$cli" ] && [ "$("$cli" version)" = "$version" ]; then
  echo "Pulumi CLI $version is built already: $cli"
  exit 0
fi
if ! command -v go > /dev/null; then
  echo "Building the Pulumi CLI needs Go (go.dev/doc/install); there is no go on PATH." >&2
  exit 1
fi

mkdir -p "$build" "$(dirname "$cli")"
cd "$build"
echo "module example.invalid/pulumi-cli" > go.mod
cat > tools.go << 'GO'
//go:build tools

package tools

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
GO
go get "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi@$version"
# Without the version stamp the CLI takes itself for a development build, and refuses the SDK.
go build -o "$cli" \
  -ldflags "-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$version" \
  github.com/pulumi/pulumi/pkg/v3/cmd/pulumi
echo "Built Pulumi CLI $("$cli" version): $cli"

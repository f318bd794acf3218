#!/bin/sh
# Builds the package from the clone at $1 and installs it below $2. The image and its test run this same file.
set -eu
source=$1
out=$2
cd "$source"
node scripts/pack.mjs
mkdir -p "$out"
npm install --prefix "$out" --ignore-scripts --no-audit --no-fund --omit=dev ./videoexpress-*.tgz

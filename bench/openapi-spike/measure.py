#!/usr/bin/env python3
"""Builds what generate.py wrote and prints the figures. Usage: measure.py DIRECTORY [COLD_ROUNDS] [INCREMENTAL_ROUNDS]

Variants take turns, so that a busy machine slows all of them alike. Each keeps its own target directory."""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

VARIANTS = ["aide", "utoipa", "typed"]
ROOT = pathlib.Path(sys.argv[1]).resolve()
COLD, INCREMENTAL = (int(x) for x in (sys.argv[2:] + ["2", "5"][len(sys.argv) - 2:]))


def cargo(variant, *arguments):
    environment = os.environ | {"CARGO_TARGET_DIR": str(ROOT / variant / "target")}
    done = subprocess.run(["cargo", *arguments, "--quiet", "--offline"], cwd=ROOT / variant, env=environment,
                          check=True, capture_output=True, text=True)
    return done.stdout


def seconds(variant, *arguments):
    start = time.monotonic()
    cargo(variant, *arguments)
    return time.monotonic() - start


def touch(variant, round_):
    """Changes one string literal in the body of one handler."""
    path = ROOT / variant / "src" / "users.rs"
    before, handler, after = path.read_text().partition("async fn get_user(")
    body = after.split("sample(", 1)
    path.write_text(before + handler + body[0] + f'sample("round {round_}"' + body[1][body[1].index(")"):])


figures = {variant: {"cold": [], "build": [], "check": []} for variant in VARIANTS}
for variant in VARIANTS:
    subprocess.run(["cargo", "fetch", "--quiet"], cwd=ROOT / variant, check=True)
for _ in range(COLD):
    for variant in VARIANTS:
        shutil.rmtree(ROOT / variant / "target", ignore_errors=True)
        figures[variant]["cold"].append(seconds(variant, "build"))
for kind in ("build", "check"):
    for variant in VARIANTS:
        cargo(variant, kind)
    for round_ in range(INCREMENTAL):
        for variant in VARIANTS:
            touch(variant, f"{kind} {round_}")
            figures[variant][kind].append(seconds(variant, kind))

for variant in VARIANTS:
    (ROOT / f"{variant}.json").write_text(cargo(variant, "run"))
    document = json.loads((ROOT / f"{variant}.json").read_text())
    tree = {line for line in cargo(variant, "tree", "--edges", "normal,build", "--prefix", "none").splitlines()
            if line and not line.endswith("(*)")}
    operations = [op for path in document["paths"].values() for key, op in path.items() if key != "parameters"]
    print(variant, f"crates {len(tree) - 1}", f"OpenAPI {document['openapi']}",
          f"operations {len(operations)}", f"with summary {sum('summary' in op for op in operations)}",
          f"schemas {len(document['components']['schemas'])}",
          *(f"{kind} {statistics.median(times):.2f} s ({min(times):.2f} to {max(times):.2f})"
            for kind, times in figures[variant].items()), sep=" | ")

# SPDX-License-Identifier: Apache-2.0
"""Prints the accuracy table of the model card from a model's eval.json.

    python report.py MODEL_FOLDER
"""
from __future__ import annotations

import json
import sys
from pathlib import Path

from questions import TYPES

_GROUPS = ["image", "five frames", "two to eight frames", "second turn"]


def main() -> None:
    held_out = json.loads(Path(sys.argv[1], "eval.json").read_text())["held_out"]
    print("| question | " + " | ".join(_GROUPS) + " | q8: image, five frames | always the commonest answer |")
    print("|---" * (len(_GROUPS) + 3) + "|")
    names = [kind.name for kind in TYPES] + ["alert as JSON", "record"]
    for name in names:
        cells = [_percent(held_out["fp32"].get(group, {}).get(name)) for group in _GROUPS]
        quantised = ", ".join(_percent(held_out["q8"].get(group, {}).get(name)) for group in _GROUPS[:2])
        baselines = ", ".join(_percent(held_out["fp32"].get(group, {}).get(name), "baseline") for group in _GROUPS[:2])
        print(f"| {_shown(name)} | {' | '.join(cells)} | {quantised} | {baselines} |")


def _shown(name: str) -> str:
    wording = next((kind.wordings[0] for kind in TYPES if kind.name == name), "")
    return f"{name}: {wording}" if wording else name


def _percent(row: dict | None, figure: str = "accuracy") -> str:
    return "" if row is None else f"{100 * row[figure]:.1f}".removesuffix(".0")


if __name__ == "__main__":
    main()

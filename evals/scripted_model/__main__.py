"""`python -m evals.scripted_model NAME`: serve a behaviour until standard input ends; prints its address."""

import sys

from evals.scripted_model.behaviours import BEHAVIOURS
from evals.scripted_model.server import ScriptedModel


def main() -> int:
    """Serve the behaviour named; 2 where there is none of that name."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if name not in BEHAVIOURS:
        known = ", ".join(BEHAVIOURS)
        sys.stderr.write(f"'{name}'이라는 모형은 없습니다. {known} 가운데 하나를 적어 주십시오.\n")
        return 2
    with ScriptedModel(BEHAVIOURS[name]) as model:
        sys.stdout.write(f"{model.url}\n")
        sys.stdout.flush()
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

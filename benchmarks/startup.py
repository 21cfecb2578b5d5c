"""CPU seconds of `kg --help` beside those of bare `python -c pass`, run in turn."""

import resource
import statistics
import subprocess
import sys

RUNS = 15
COMMANDS = {"python -c pass": ["-c", "pass"], "kg --help": ["-m", "kg", "--help"]}


def cpu(arguments: list[str]) -> float:
    """User and system seconds of one run of this Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the median of each command, and the median of the ratios of the pairs."""
    pairs = [{name: cpu(arguments) for name, arguments in COMMANDS.items()} for _ in range(RUNS)]
    for name in COMMANDS:
        print(f"{name:16} {statistics.median(pair[name] for pair in pairs) * 1000:6.1f} ms CPU")
    ratio = statistics.median(pair["kg --help"] / pair["python -c pass"] for pair in pairs)
    print(f"ratio            {ratio:6.2f}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Replace the names of servers by ids; leave every other byte as it is.

Reads a call log in the 17-column Technion layout (TAB, header line) from standard input and writes
the same log to standard output. Names become S01, S02, ... in order of first appearance;
NO_SERVER stays. Lines that do not have 17 fields stop the script.
"""

import sys

COLUMNS = 17
NO_SERVER = "NO_SERVER"


def main() -> int:
    ids: dict[str, str] = {}
    for number, line in enumerate(sys.stdin, start=1):
        fields = line.rstrip("\n").split("\t")
        if len(fields) != COLUMNS:
            print(
                f"<stdin>:{number}: error: {len(fields)} fields, expected {COLUMNS}",
                file=sys.stderr,
            )
            return 65
        name = fields[-1]
        if number > 1 and name != NO_SERVER:
            fields[-1] = ids.setdefault(name, f"S{len(ids) + 1:02d}")
        sys.stdout.write("\t".join(fields) + "\n")
    return 0


if __name__ == "__main__":
    sys.stdin.reconfigure(newline="\n", encoding="ascii")
    sys.stdout.reconfigure(newline="\n", encoding="ascii")
    sys.exit(main())

# SPDX-License-Identifier: GPL-2.0-only
"""What a check of a lab came to, as a line of a file; and a page made of many such files.

A line is a JSON object: student, lab (its number), time, and aims (the name of each, and whether
it was met).  The last line of a student about a lab counts.
"""

import collections
import datetime
import getpass
import html
import json
import os
import socket
import sys

PAGE = """<!DOCTYPE html>
<html lang="en">
<!-- SPDX-License-Identifier: GPL-2.0-only -->
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The workshop: who is where</title>
<style>
body {{ font: 1.1em/1.5 sans-serif; margin: 1em; }}
table {{ border-collapse: collapse; margin-bottom: 2em; }}
th, td {{ border: 1px solid #777; padding: .2em .6em; text-align: left; }}
.done {{ background: #d5ecd5; color: #000; }}
</style>
</head>
<body>
<h1>Who is where</h1>
{}
<h1>What most are stuck at</h1>
{}
</body>
</html>
"""


class ReportError(Exception):
    """One sentence that says what is wrong and what to do."""


def student():
    """The name that was given, or user and machine."""
    return os.environ.get("LAB_STUDENT") or f"{getpass.getuser()}@{socket.gethostname()}"


def append(path, number, aims):
    """One line more; it is written at once, so that several may write to the file."""
    line = json.dumps({"student": student(), "lab": number, "aims": aims,
                       "time": datetime.datetime.now().astimezone().isoformat(timespec="seconds")})
    try:
        with open(path, "a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError as error:
        raise ReportError(f"{path} cannot be written ({error.strerror}): give another file with "
                          "REPORT=") from error


def shown(text):
    """Somebody else's text for a terminal: no character of it may steer that."""
    return "".join(one if one.isprintable() else "?" for one in text)


def record(line):
    """What a line says; ValueError or OverflowError if it is no report."""
    said = json.loads(line)
    if not isinstance(said, dict):
        raise ValueError
    number, aims, name = (said.get(key) for key in ("lab", "aims", "student"))
    if not isinstance(number, int) or not isinstance(name, str) or not isinstance(aims, dict) \
            or not aims or not all(isinstance(met, bool) for met in aims.values()):
        raise ValueError
    return {"student": shown(name), "lab": number,
            "aims": {shown(aim): met for aim, met in aims.items()},
            "moment": datetime.datetime.fromisoformat(str(said.get("time"))).astimezone()}


def read_all(paths):
    """All records, the oldest first, and a sentence about each file that is no report."""
    records, wrong = [], []
    for path in paths:
        try:
            with open(path, encoding="utf-8") as file:
                lines = file.read().splitlines()
        except OSError as error:
            wrong.append(f"{path} cannot be read: {error.strerror}")
            continue
        except UnicodeDecodeError:
            wrong.append(f"{path} is no report: it is not text")
            continue
        good = []
        for number, line in enumerate(lines, 1):
            try:
                good.append(record(line))
            except (ValueError, OverflowError, RecursionError):
                wrong.append(f"{path} is no report, or a damaged one: line {number} is not what "
                             "make lab-check REPORT= writes")
                break
        if not lines:
            wrong.append(f"{path} is empty")
        records += good
    return sorted(records, key=lambda one: one["moment"]), wrong


def state(one):
    """How far somebody is in a lab."""
    met = sum(one["aims"].values())
    return "done" if met == len(one["aims"]) else f"{met} of {len(one['aims'])} aims"


def table(head, rows):
    """A table of HTML; what is done is marked by a colour besides the word."""
    lines = ["<table>", "<tr>" + "".join(f"<th>{html.escape(one)}</th>" for one in head) + "</tr>"]
    for row in rows:
        cells = (f"<td{' class=done' if one == 'done' else ''}>{html.escape(one)}</td>"
                 for one in row)
        lines.append("<tr>" + "".join(cells) + "</tr>")
    return "\n".join([*lines, "</table>"])


def people(records):
    """A row for each student: where, when, and how far in each lab."""
    last = {(one["student"], one["lab"]): one for one in records}
    latest = {one["student"]: one for one in records}
    numbers = sorted({number for _, number in last})
    rows = [["student", "is at", "last check", *(f"lab {number}" for number in numbers)]]
    for name, one in sorted(latest.items(), key=lambda item: (item[1]["lab"], item[0])):
        rows.append([name, f"lab {one['lab']}", f"{one['moment']:%d %b %H:%M}",
                     *(state(last[name, number]) if (name, number) in last else ""
                       for number in numbers)])
    return rows


def stuck(records, titles):
    """A row for each aim that somebody misses: how many, which lab, which aim."""
    last = {(one["student"], one["lab"]): one for one in records}
    missed = collections.Counter((one["lab"], aim) for one in last.values()
                                 for aim, met in one["aims"].items() if not met)
    return [[str(count), f"lab {number}", titles(number, aim)] for (number, aim), count in
            sorted(missed.items(), key=lambda one: (-one[1], one[0][0]))]


def gather(paths, page, titles):
    """Show who is where, on the terminal and as a page.

    titles(number, aim) is what a lab calls an aim.
    """
    records, wrong = read_all(paths)
    for sentence in wrong:
        print(f"lab: {sentence}", file=sys.stderr)
    if not records:
        raise ReportError("there is no report to show: give files that make lab-check "
                          "REPORT= wrote")
    rows, aims = people(records), stuck(records, titles)
    with open(page, "w", encoding="utf-8") as file:
        file.write(PAGE.format(table(rows[0], rows[1:]),
                               table(["students", "lab", "aim not met"], aims)
                               if aims else "<p>Nobody is stuck.</p>"))
    for row in rows:
        print("  ".join(f"{cell:<{width}}" for cell, width in
                        zip(row, [24, 6, 12] + [11] * len(row))).rstrip())
    print("\nNot met, and by how many:" if aims else "\nNobody is stuck.")
    for row in aims:
        print(f"  {row[0]:>3}  {row[1]}: {row[2]}")

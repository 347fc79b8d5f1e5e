# SPDX-License-Identifier: GPL-2.0-only
"""own-check as a part of gcc: the plugin for a compiler, and what it says of a file."""

import glob
import hashlib
import os
import re
import subprocess
import sys
import tempfile

import kernelcc
from kernelcc import TOP, kernel, read

PLUGIN = os.path.join(TOP, "tools/plugin")
SAID = re.compile(r"(.+?):(\d+):(\d+): warning: (.*) \[own-check=([\w-]+)\]")
NOT_FOLLOWED = re.compile(r"(.+?):(\d+):(\d+): note: (own-check does not follow .*)")
UNSURE = "unsure"
MORE = re.compile(r"(.+?):(\d+):(?:\d+:)? note: (.*)")


class OwnCheckError(Exception):
    """One sentence about what is wrong and what to do."""


class Finding:
    """A mistake, and what belongs to it."""

    def __init__(self, path, line, column, text, rule):
        self.path, self.line, self.column = os.path.realpath(path), int(line), int(column)
        self.text, self.rule, self.notes = text, rule, []

    def __str__(self):
        return f"{self.path}:{self.line}:{self.column}: warning: {self.text} [own-check={self.rule}]"


def level(finding):
    """In SARIF's words: what is likely is no more than a note."""
    return "note" if finding.rule.startswith("plain-") else "warning"


def plugin(compiler):
    """The plugin for this gcc, built if it is not there yet."""
    if kernelcc.is_clang(compiler):
        raise OwnCheckError(f"own-check is a plugin of gcc, and {compiler} is none: use a kernel "
                            "that is configured with gcc")
    sources = sorted(glob.glob(os.path.join(PLUGIN, "*.[ch]*")) + [os.path.join(PLUGIN, "Makefile")])
    key = hashlib.sha256("".join([kernel.compiler_version(compiler), *map(read, sources)]).encode())
    folder = os.path.join(kernel.CACHE, f"own-check-{key.hexdigest()[:12]}")
    built = os.path.join(folder, "own_check.so")
    if not os.path.exists(built):
        with kernel.Lock("own-check"):
            done = subprocess.run(["make", "-s", f"-j{os.cpu_count()}", "-f", sources_makefile(),
                                   f"OUT={folder}", f"CC={compiler}"],
                                  capture_output=True, text=True, check=False)
        if done.returncode or not os.path.exists(built):
            why = re.search(r"\*\*\* (.*?)\.  Stop", done.stderr)
            raise OwnCheckError(why[1] if why else f"own-check does not build for {compiler}: "
                                + done.stderr.strip()[-500:])
    return built


def sources_makefile():
    """What builds the plugin."""
    return os.path.join(PLUGIN, "Makefile")


def words_for(compiler, more=()):
    """What is added to the command that compiles a file."""
    return [f"-fplugin={plugin(compiler)}", "-DOWN_CHECK",
            *(f"-fplugin-arg-own_check-{one}" for one in more)]


def parse(output):
    """The findings in what gcc printed."""
    found, open_finding = [], None
    for line in output.splitlines():
        if match := SAID.match(line):
            open_finding = Finding(*match.groups())
            found.append(open_finding)
        elif re.match(r".+?:\d+:(?:\d+:)? (?:error|warning):", line):
            open_finding = None
        elif match := NOT_FOLLOWED.match(line):
            found.append(Finding(*match.groups(), UNSURE))
            open_finding = None
        elif open_finding and (match := MORE.match(line)):
            open_finding.notes.append((os.path.realpath(match[1]), int(match[2]), match[3]))
    return found


def check(words, more=()):
    """Compile with these words and a file, to no object; the findings, and whether gcc got there."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([*words, *words_for(words[0], more), "-S", "-o",
                               os.path.join(folder, "out.s")],
                              capture_output=True, text=True, check=False,
                              env={**os.environ, "LC_ALL": "C"})
    if "internal compiler error" in done.stderr:
        raise OwnCheckError("gcc gave up in own-check, please report it: "
                            + done.stderr.strip()[-300:])
    return parse(done.stderr), done.stderr if done.returncode else ""


def show(finding, base=None):
    """As gcc shows it, with paths as a person would type them."""
    def near(path):
        short = os.path.relpath(path, base)
        return path if short.startswith("../..") else short
    lines = [f"{near(finding.path)}:{finding.line}:{finding.column}: {finding.text} "
             f"[own-check={finding.rule}]"]
    lines += [f"{near(path)}:{line}: note: {text}" for path, line, text in finding.notes]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit("this is a part of tools/own-check")

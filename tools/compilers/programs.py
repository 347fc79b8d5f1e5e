# SPDX-License-Identifier: GPL-2.0-only
"""Compilers of many versions, each under its own name.

What this machine does not have comes from Debian, unpacked by mmdebstrap into the
cache (once, 400 MB for a suite) and never set up; it is run in a mount namespace of
its own.
"""

import functools
import os
import shlex
import shutil

import compiling
import kernelcc
from kernelcc import kernel

# What each suite is asked for: the oldest one that has it.
SUITES = {
    "trixie": ("gcc-12", "gcc-13", "gcc-14", "clang-19", "clang-22"),
    "trixie-backports": ("clang-21",),
    "sid": ("gcc-15", "gcc-16", "clang-23"),
}
COMPILERS = tuple(sorted((name for names in SUITES.values() for name in names),
                         key=lambda name: (not name.startswith("gcc"), name)))
PROGRAMS = os.path.join(kernel.CACHE, "compilers.bin")


class MissingError(Exception):
    """What cannot be had here, and why."""


def has(root, package):
    """Does a suite have a package?"""
    try:
        return bool(root.version(package))
    except kernel.packages.PackageError:
        return False


@functools.cache
def debian_root(suite):
    """A suite of Debian with its compilers; the folder, and why it is not there."""
    final = os.path.join(kernel.CACHE, f"compilers-{suite}")
    with kernel.Lock(f"compilers-{suite}"):
        if os.path.isdir(final):
            return final, None
        try:
            root = kernel.debian_root(suite)
            names = [name for name in SUITES[suite] if has(root, name)]
            if not names:
                return None, f"Debian {suite} has none of {', '.join(SUITES[suite])}"
            kernel.say(f"downloading and unpacking compilers of Debian {suite} (400 MB)")
            kernel.packages.extract(suite, names, final)
        except kernel.packages.PackageError as problem:
            return None, str(problem)
    return final, None


def program(compiler):
    """Make a compiler available under its name in PROGRAMS, which is the first of PATH."""
    folders = [folder for folder in os.environ["PATH"].split(os.pathsep) if folder != PROGRAMS]
    os.environ["PATH"] = os.pathsep.join([PROGRAMS, *folders])
    if host := shutil.which(compiler, path=os.pathsep.join(folders)):
        text = f'#!/bin/sh\nexec {host} "$@"\n'
    else:
        suite = next((suite for suite, names in SUITES.items() if compiler in names), None)
        if not suite:
            raise MissingError("this machine does not have it, and no suite is asked for it")
        root, why_not = debian_root(suite)
        if why_not or not os.path.exists(os.path.join(root, "usr/bin", compiler)):
            raise MissingError(why_not or f"Debian {suite} does not have it")
        words = shlex.join([*kernel.packages.inside(root), f"/usr/bin/{compiler}"])
        text = f'#!/bin/sh\nexec {words} "$@"\n'
    path = os.path.join(PROGRAMS, compiler)
    kernelcc.write(path, text)
    os.chmod(path, 0o755)
    return path


class Run(compiling.Run):
    """A compiler by its name, and what becomes of what is not proved."""

    def __init__(self, target, compiler, mode):
        super().__init__("clang" if kernelcc.is_clang(compiler) else "gcc", target, compiler)
        self.name, self.mode = compiler, mode

    def words(self, warn):
        return [*super().words(warn), f"-DOWN_PROVE={self.mode}"]

    def prepare(self):
        try:
            program(self.compiler)
        except MissingError as problem:
            self.why_not = f"cannot be had: {problem}"
            return
        super().prepare()

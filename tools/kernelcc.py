#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""The command that the kernel's own build uses to compile a file of a module.

usage: kernelcc.py [--warn] KERNEL COMPILER

Prints the command without -c, without the file and what is made of it.

KERNEL     stock, kasan or kcsan (see tools/vm/vm kernel), base (the same source and
           configuration without a sanitizer), or a kernel build folder
COMPILER   gcc, gcc-14, clang-22, ...
--warn     with the additional warnings of W=1

A compiler that a kernel is not configured for gets a tree of its own: the same
source and fragments, prepared for building modules and no further (half a
minute, once).  The command itself is asked of kbuild by building a file.
"""

import hashlib
import os
import re
import shlex
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "vm"))
import kernel                                           # pylint: disable=wrong-import-position
import usage                                            # pylint: disable=wrong-import-position

TOP = kernel.TOP
# Installed, the tools may not write beside themselves.
CACHE = os.path.join(TOP, "build", "compile") if os.path.exists(os.path.join(TOP, "Makefile")) \
    else os.path.join(kernel.CACHE, "compile")
# Counts up when what is kept in the cache changes its meaning.
RECIPE = "1"
ONE = "#include <linux/module.h>\nMODULE_DESCRIPTION(\"one\");\nMODULE_LICENSE(\"GPL\");\n"
# Words of a command that name its output, or say how it ends.
DROPPED = re.compile(r"-Wp,-MM?D,.*|-c|-Werror")


class CommandError(Exception):
    """One sentence about what is wrong and what to do."""


def is_clang(compiler):
    """Is this the name of a clang?"""
    return os.path.basename(compiler).startswith("clang")


def configured_for_clang(build):
    """Was this tree configured with clang?"""
    with open(os.path.join(build, "include/config/auto.conf"), encoding="utf-8") as file:
        return "\nCONFIG_CC_IS_CLANG=y" in "\n" + file.read()


def prepared(name, compiler):
    """A tree that is configured with a compiler and ready for modules."""
    if name == "stock":
        raise CommandError(f"the stock kernel's headers are configured for gcc: {compiler} "
                           "can only be used with a kernel that is configured here")
    tree = kernel.source(False)
    wanted = kernel.fragments(name) if name != "base" else read(
        os.path.join(TOP, "kunit", "base.config"))
    key = hashlib.sha256("\n".join([RECIPE, tree, wanted, kernel.compiler_version(compiler)])
                         .encode()).hexdigest()[:12]
    final = os.path.join(kernel.CACHE, f"prepared-{name}-{compiler}-{key}")
    if os.path.isdir(final):
        return final
    with kernel.Lock(f"prepared-{name}-{compiler}"):
        if not os.path.isdir(final):
            kernel.need_whole(tree)
            prepare(tree, wanted, compiler, final)
    return final


def prepare(tree, wanted, compiler, final):
    """Configure a tree and make what the build of a module needs."""
    partial = kernel.start_partial(final)
    fragment = os.path.join(partial, "fragment")
    write(fragment, wanted)
    make = ["make", "-C", tree, f"O={partial}", f"CC={compiler}", "ARCH=x86", "-s",
            f"-j{os.cpu_count()}"]
    kernel.say(f"preparing a tree for {compiler} (half a minute)")
    for words in ([f"KCONFIG_ALLCONFIG={fragment}", "allnoconfig"], ["modules_prepare"]):
        done = subprocess.run(make + words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise CommandError(f"no tree for {compiler} can be prepared: make {words[-1]} says:\n"
                               + done.stderr[-2000:])
    # Paths inside it name the folder that it gets when it is complete.
    kernel.relocate(partial, partial, final)
    kernel.finish_partial(final)


def build_folder(name, compiler):
    """The kernel build folder for a kernel and a compiler."""
    if os.path.isdir(name):
        build = os.path.realpath(name)
    elif name == "base":
        return prepared(name, compiler)
    else:
        build = os.path.join(kernel.ready(name), "build")
        if configured_for_clang(build) != is_clang(compiler):
            return prepared(name, compiler)
    if configured_for_clang(build) != is_clang(compiler):
        raise CommandError(f"{name} is not configured for {compiler}")
    return os.path.realpath(build)


def default_compiler(name):
    """The compiler that built a kernel, or that its headers ask for."""
    path = "" if os.path.isdir(name) or name == "base" else os.path.join(
        kernel.ready(name), "compiler")
    return read(path).strip() if os.path.exists(path) else "gcc"


def read(path):
    """All of a text file."""
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    """A text file, at once or not at all."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=os.path.dirname(path), delete=False,
                                     encoding="utf-8") as file:
        file.write(text)
    os.rename(file.name, path)


def ask_kbuild(build, compiler, warn):
    """Build a file as a module of this kernel, and see by which command."""
    with tempfile.TemporaryDirectory() as folder:
        write(os.path.join(folder, "one.c"), ONE)
        write(os.path.join(folder, "Kbuild"), "obj-m := one.o\n")
        done = subprocess.run(["make", "-C", build, f"M={folder}", f"CC={compiler}",
                               *(["W=1"] if warn else []), "one.o"],
                              capture_output=True, text=True, check=False)
        if done.returncode:
            raise CommandError(f"{compiler} cannot build a module for {build}:\n"
                               + done.stderr[-2000:])
        text = read(os.path.join(folder, ".one.o.cmd")).splitlines()[0]
    words = shlex.split(text.split(" := ", 1)[1].split(" ; ")[0])
    cut = words.index("-o")
    del words[cut:cut + 2]
    return [os.path.join(build, word) if re.match(r"\./(include|arch|scripts)/", word)
            else re.sub(r"^-I(?!/)(\./)?", f"-I{build}/", word)
            for word in words
            if not DROPPED.fullmatch(word) and not word.endswith("one.c")]


def command(name, compiler, warn=False):
    """The words that compile a file for a kernel; they need no current folder."""
    build = build_folder(name, compiler)
    key = hashlib.sha256("\n".join([RECIPE, build, compiler, kernel.compiler_version(compiler),
                                    str(warn)]).encode()).hexdigest()[:12]
    path = os.path.join(CACHE, f"command-{key}")
    if not os.path.exists(path):
        write(path, shlex.join(ask_kbuild(build, compiler, warn)) + "\n")
    return shlex.split(read(path)) + ["-I" + os.path.join(TOP, "include")]


def main(words):
    """Print the command."""
    options = usage.parse(__doc__, words, 2)
    print(shlex.join(command(*options.words, warn=options.warn)))
    return 0


if __name__ == "__main__":
    usage.run(main, CommandError, kernel.KernelError, status=1)

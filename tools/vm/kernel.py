# SPDX-License-Identifier: GPL-2.0-only
"""The test kernels: make one ready in the cache, say where it is.

A kernel that is ready is a folder with fixed names in it:

    image       what boots
    build       what KDIR= wants: headers, configuration, Module.symvers
    source      kernel source, for its tools (checkpatch, kunit.py, kernel-doc)
    config      the configuration
    compiler    the name of the compiler that built it
    enter       if it is there: what runs a command that builds for this kernel
    machine     what it runs on, as uname -m says; x86_64 where there is no such file

It appears under its name only when it is complete; until then it is NAME.partial,
and an interrupted build goes on from there.  Removing the whole cache is always
safe.
"""

import fcntl
import functools
import glob
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time

import packages

TOP = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
CACHE = os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "own")
NAMES = {
    "stock": "the distribution's own 6.12 cloud kernel",
    "kasan": "the newest packaged source, with KUnit, KASAN, UBSAN and lockdep",
    "kcsan": "the same source with KCSAN instead of KASAN",
    "rust": "the same source with Rust and no sanitizer, for the comparison",
    "arm64": "the distribution's own 6.12 cloud kernel for 64-bit Arm, in an emulator",
    "arm64-16k": "the same for Arm with pages of 16 KiB",
    "arm64-kasan": "what kasan is, built for 64-bit Arm",
}
X86, ARM = "x86_64", "aarch64"
# Of the distribution's kernels: the machine, Debian's word for it, and the flavour.
FLAVOURS = {
    "stock": (X86, "amd64", "cloud-amd64"),
    "arm64": (ARM, "arm64", "cloud-arm64"),
    "arm64-16k": (ARM, "arm64", "arm64-16k"),
}
# Of those that we build: the parts of their configuration, the last of which has the last word.
PARTS = {"arm64-kasan": ("base", "kasan", "arm64")}
# What the kernel with Rust is built with: the first Debian that has it all, and what an
# unpacked Debian lacks because only one that is set up has the essential packages.
RUST_SUITE = "trixie"
RUST_PACKAGES = ("rustc", "rust-src", "rustfmt", "bindgen", "gcc", "make", "flex", "bison", "bc",
                 "libelf-dev", "libssl-dev", "libc6-dev", "python3-minimal", "perl", "kmod", "cpio",
                 "xz-utils", "dash", "mawk", "coreutils", "sed", "grep", "findutils", "diffutils",
                 "gzip", "tar", "util-linux", "hostname", "bash")
# Counts up when the recipe below changes in a way that the key cannot see.
RECIPE = "1"
# Never needed to build or check this project, and a good half of the tarball.
NOT_UNPACKED = ("*/drivers/gpu/drm/*.[ch]", "*/drivers/net/ethernet/*.[ch]",
                "*/drivers/net/wireless/*.[ch]", "*/drivers/media/*.[ch]", "*/sound/*.[ch]",
                "*/drivers/staging/*.[ch]", "*/arch/*.dts", "*/arch/*.dtsi", "*/Documentation/devicetree",
                "*/tools/perf", "*/tools/testing/selftests/bpf")


class KernelError(Exception):
    """One sentence about what is wrong and what to do."""


def say(text):
    """Progress goes to stderr: stdout carries only the answer."""
    print(f"vm: {text}", file=sys.stderr, flush=True)


class Lock:
    """One run at a time works on a name in the cache; others wait for it."""

    def __init__(self, name):
        os.makedirs(CACHE, exist_ok=True)
        self.name = name
        self.file = open(os.path.join(CACHE, f"{name}.lock"), "w", encoding="utf-8")

    def __enter__(self):
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"another run is making {self.name} ready: waiting for it")
            fcntl.flock(self.file, fcntl.LOCK_EX)

    def __exit__(self, *unused):
        self.file.close()


def replace_link(target, link):
    """Make link point at target, whatever it was before."""
    if os.path.lexists(link):
        os.unlink(link)
    os.symlink(target, link)


def compare_versions(first, second):
    """Order two Debian versions."""
    if first == second:
        return 0
    less = subprocess.run(["dpkg", "--compare-versions", first, "lt", second], check=False)
    return -1 if less.returncode == 0 else 1


def newest(prefix):
    """The newest complete entry of the cache whose name is prefix and a version."""
    # What follows is a version, and no other name that begins with this one.
    names = [os.path.basename(path) for path in glob.glob(os.path.join(CACHE, prefix + "*"))
             if re.match(r"\d+[.:]", os.path.basename(path)[len(prefix):])
             and os.path.isdir(path) and not path.endswith((".partial", ".debs"))]
    if not names:
        return None
    newest_name = max(names, key=functools.cmp_to_key(
        lambda a, b: compare_versions(a[len(prefix):], b[len(prefix):])))
    return os.path.join(CACHE, newest_name)


def start_partial(final):
    """The folder in which an entry of the cache is made."""
    partial = final + ".partial"
    os.makedirs(partial, exist_ok=True)
    return partial


def finish_partial(final):
    """An entry is complete: it gets its name in one step."""
    if os.path.isdir(final):
        shutil.rmtree(final)
    os.rename(final + ".partial", final)
    return final


def compiler_version(compiler, folder=None):
    """The first line of what a compiler says about itself, or that of a kernel's folder."""
    script = os.path.join(folder, "enter") if folder else ""
    try:
        answer = subprocess.run([*([script] if os.path.exists(script) else []), compiler, "--version"],
                                capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise KernelError(f"the compiler {compiler} is missing: install it, or run "
                          "tools/setup build") from error
    return answer.stdout.splitlines()[0]


def debian_root(suite, architecture=None):
    """A private package root for a suite, with its list fetched."""
    root = packages.Root(os.path.join(CACHE, "apt"), suite, say, architecture)
    root.update()
    return root


# The distribution's kernel ----------------------------------------------------

def stock(name, update):
    """The distribution's own kernel, unpacked and never installed."""
    if name == "stock" and ("KDIR" in os.environ or "KERNEL_IMAGE" in os.environ):
        return brought()
    ready = newest(f"{name}-")
    if ready and not update:
        return ready
    with Lock(name):
        ready = newest(f"{name}-")
        if ready and not update:
            return ready
        return stock_unpack(name)


def stock_root(architecture=None):
    """A package root that has the distribution's kernel."""
    suites = {"bookworm": "bookworm-backports", "trixie": "trixie"}
    suite = suites.get(packages.codename())
    if not suite:
        raise KernelError("packages of the stock kernel are known for Debian 12 and 13 only: "
                          "elsewhere give KDIR= (headers) and KERNEL_IMAGE= (what boots)")
    return debian_root(suite, architecture)


def stock_unpack(name):
    """Download and unpack image, headers and kbuild."""
    machine, architecture, flavour = FLAVOURS[name]
    foreign = machine != X86
    of = f":{architecture}" if foreign else ""
    root = stock_root(architecture if foreign else None)
    headers = root.depends_one(f"linux-headers-{flavour}{of}", rf"linux-headers-\d.*-{flavour}")
    image = headers.replace("linux-headers-", "linux-image-")
    common, kbuild = (root.depends_one(headers + of, pattern) for pattern in
                      (r"linux-headers-\d.*-common", r"linux-kbuild-\d.*"))
    release = headers[len("linux-headers-"):]
    final = os.path.join(CACHE, f"{name}-{root.version(headers + of)}")
    if os.path.isdir(final):
        return final
    partial = start_partial(final)
    # The programs of kbuild run here, whatever they build for.
    kbuild += f":{packages.HOST}" if foreign else ""
    root.unpack([image + of, headers + of, common, kbuild], os.path.join(partial, "root"),
                f"the stock kernel {release}")
    # The guest loads no modules of the distribution's, and nobody reads its manuals here.
    for path in ("lib/modules", "usr/lib/modules", "usr/share"):
        shutil.rmtree(os.path.join(partial, "root", path), ignore_errors=True)
    build = f"root/usr/src/{headers}"
    # The types of the kernel for BPF, in a vmlinux: a module built against them would
    # need pahole and gain nothing here.
    os.unlink(os.path.join(partial, build, "vmlinux"))
    # The flavour's Makefile names the common headers by where they would be installed.
    makefile = os.path.join(partial, build, "Makefile")
    with open(makefile, encoding="utf-8") as file:
        text = file.read()
    with open(makefile, "w", encoding="utf-8") as file:
        file.write(re.sub(r"/usr/src/", f"{final}/root/usr/src/", text))
    with open(os.path.join(partial, build, ".kernelvariables"), encoding="utf-8") as file:
        compiler = re.search(r"\b(gcc-\d+)$", file.read(), re.M)[1]
    compiler = (f"{machine}-linux-gnu-" if foreign else "") + compiler
    replace_link(f"root/boot/vmlinuz-{release}", os.path.join(partial, "image"))
    replace_link(f"root/boot/config-{release}", os.path.join(partial, "config"))
    replace_link(build, os.path.join(partial, "build"))
    for what, said in (("compiler", compiler), ("machine", machine)):
        with open(os.path.join(partial, what), "w", encoding="utf-8") as file:
            file.write(said + "\n")
    return finish_partial(final)


def machine_of(folder):
    """What the kernel of a folder runs on."""
    return read_first(os.path.join(folder, "machine")) or X86


def need_foreign():
    """An emulator and a compiler of another machine are installed only for who asks for them."""
    if subprocess.run([os.path.join(TOP, "tools/setup"), "arm64"], check=False).returncode:
        raise KernelError("what 64-bit Arm is emulated and compiled with is missing: see above")


def brought():
    """A kernel that the person brought: KDIR= and KERNEL_IMAGE=."""
    build = os.environ.get("KDIR") or f"/lib/modules/{os.uname().release}/build"
    if not os.path.exists(os.path.join(build, "Makefile")):
        raise KernelError(f"KDIR={build} is no kernel build folder: it has no Makefile")
    build = os.path.realpath(build)
    release = read_first(os.path.join(build, "include/config/kernel.release")) or "unknown"
    image = os.environ.get("KERNEL_IMAGE")
    places = [image] if image else [os.path.join(build, "arch/x86/boot/bzImage"),
                                    f"/boot/vmlinuz-{release}"]
    found = [place for place in places if os.access(place, os.R_OK)]
    if not found:
        raise KernelError(f"no readable kernel image at {' or '.join(places)}: "
                          "give one with KERNEL_IMAGE=")
    image = os.path.realpath(found[0])
    key = hashlib.sha256(f"{build}\n{image}".encode()).hexdigest()[:12]
    with Lock("brought"):
        final = os.path.join(CACHE, f"brought-{key}")
        partial = start_partial(final)
        replace_link(image, os.path.join(partial, "image"))
        replace_link(build, os.path.join(partial, "build"))
        replace_link(os.path.join(build, ".config"), os.path.join(partial, "config"))
        with open(os.path.join(partial, "compiler"), "w", encoding="utf-8") as file:
            file.write(os.environ.get("CC", "gcc") + "\n")
        return finish_partial(final)


def read_first(path):
    """The first line of a file, or None."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.readline().strip()
    except OSError:
        return None


# Kernels that we build --------------------------------------------------------

def source(update):
    """Kernel source: the newest that the distribution packages."""
    own = os.environ.get("KERNEL_SOURCE")
    if own:
        if not os.path.exists(os.path.join(own, "Kbuild")):
            raise KernelError(f"KERNEL_SOURCE={own} is no kernel source: it has no Kbuild file")
        return os.path.realpath(own)
    ready = newest("source-")
    if ready and not update:
        return ready
    with Lock("source"):
        ready = newest("source-")
        if ready and not update:
            return ready
        return source_unpack()


def source_root():
    """A package root that has the newest packaged source."""
    if not packages.codename():
        raise KernelError("kernel source is packaged on Debian only: elsewhere give "
                          "KERNEL_SOURCE= with a tree of Linux 7.3 or newer")
    return debian_root("trixie-backports")


def source_version(root):
    """The newest linux-source of a package root, and its version."""
    package = root.depends_one("linux-source", r"linux-source-\d.*")
    return package, root.version(package)


def source_tarball(root, package, folder):
    """Download a package of source; the tarball in it, under folder."""
    shutil.rmtree(folder, ignore_errors=True)
    root.unpack([package], folder, f"the kernel source {root.version(package)}")
    return glob.glob(os.path.join(folder, "usr/src/linux-source-*.tar.xz"))[0]


def source_unpack():
    """Download and unpack the newest linux-source of the backports."""
    root = source_root()
    package, version = source_version(root)
    final = os.path.join(CACHE, f"source-{version}")
    if os.path.isdir(final):
        return final
    shutil.rmtree(final + ".partial", ignore_errors=True)
    tarball = source_tarball(root, package, final + ".package")
    say("unpacking the tarball (a minute)")
    subprocess.run(["tar", "-xf", tarball, "-C", start_partial(final), "--strip-components=1",
                    "--wildcards", *(f"--exclude={pattern}" for pattern in NOT_UNPACKED)],
                   check=True)
    shutil.rmtree(final + ".package")
    return finish_partial(final)


def fragments(name):
    """The configuration that is asked for, as text: the last fragment has the last word."""
    text = ""
    for part in PARTS.get(name, ("base", name)):
        with open(os.path.join(TOP, "kunit", f"{part}.config"), encoding="utf-8") as file:
            more = file.read()
        decided = set(re.findall(r"^(CONFIG_\w+)=", more, re.M))
        text = "".join(line for line in text.splitlines(keepends=True)
                       if line.partition("=")[0] not in decided) + more
    return text


def compiler_of(name):
    """What a kernel that we build is built with."""
    return f"{ARM}-linux-gnu-gcc-12" if name == "arm64-kasan" else "gcc"


def rust_root():
    """A Debian with the compilers of the kernel with Rust, unpacked."""
    final = os.path.join(CACHE, f"rust-{RUST_SUITE}")
    with Lock("rust-root"):
        if not os.path.isdir(final):
            if subprocess.run([os.path.join(TOP, "tools/setup"), "compilers"], check=False).returncode:
                raise KernelError("what unpacks another Debian is missing: see above")
            say(f"downloading and unpacking rustc and bindgen of Debian {RUST_SUITE} (1.6 GB)")
            packages.extract(RUST_SUITE, RUST_PACKAGES, final)
            # Links that a set-up of them would have made.
            replace_link("mawk", os.path.join(final, "usr/bin/awk"))
            replace_link("gcc", os.path.join(final, "usr/bin/cc"))
    return final


def enter(name):
    """The words before a command that builds for a kernel: it may want programs of its own."""
    return packages.inside(rust_root()) if name == "rust" else []


def place(name, tree):
    """Where the kernel that is built from a source belongs."""
    key = hashlib.sha256("\n".join([RECIPE, tree, fragments(name), compiler_version(compiler_of(name))])
                         .encode()).hexdigest()[:12]
    version = os.path.basename(tree).removeprefix("source-")
    return os.path.join(CACHE, f"{name}-{version}-{key}")


def need_whole(tree):
    """A kernel is to be configured and built: are the source and the programs for that here?"""
    if not os.path.isdir(os.path.join(tree, "kernel")):
        # A kernel is found by the compiler, too, and that changes with an update.
        raise KernelError(f"{tree} came with a bundle and has only what modules are built against: "
                          "unpack the bundle again, or remove it to download the whole source")
    if subprocess.run([os.path.join(TOP, "tools/setup"), "kernel"], check=False).returncode:
        raise KernelError("what a kernel is built with is missing: see above")


def built(name, update):
    """A kernel built here from packaged source and our fragments."""
    tree = source(update)
    final = place(name, tree)
    if os.path.isdir(final):
        return final
    with Lock(name):
        if os.path.isdir(final):
            return final
        for stale in glob.glob(os.path.join(CACHE, f"{name}-*.partial")):
            if stale != final + ".partial":
                shutil.rmtree(stale)
        need_whole(tree)
        if compiler_of(name).startswith(ARM) and not os.path.exists(os.path.join(tree, "drivers/of/empty_root.dts")):
            raise KernelError(f"{tree} was unpacked without what a kernel for Arm needs: remove it, "
                              "and it is unpacked anew")
        return build(name, tree, fragments(name), compiler_of(name), final)


def build(name, tree, wanted, compiler, final):
    """Configure and build; goes on where an interrupted build stopped."""
    partial = start_partial(final)
    objects = os.path.join(partial, "build")
    os.makedirs(objects, exist_ok=True)
    fragment = os.path.join(partial, "fragment")
    with open(fragment, "w", encoding="utf-8") as file:
        file.write(wanted)
    machine = ARM if compiler.startswith(ARM) else X86
    make = [*enter(name), "make", "-C", tree, f"O={objects}", f"CC={compiler}",
            *(["ARCH=arm64", f"CROSS_COMPILE={ARM}-linux-gnu-"] if machine == ARM else ["ARCH=x86"])]
    log_name = os.path.join(CACHE, f"{name}-build.log")
    with open(log_name, "w", encoding="utf-8") as log:
        configured = subprocess.run([*make, f"KCONFIG_ALLCONFIG={fragment}", "allnoconfig"],
                                    stdout=log, stderr=subprocess.STDOUT, check=False)
    if configured.returncode:
        raise KernelError(f"the configuration of {name} failed: see {log_name}")
    check_config(name, wanted, os.path.join(objects, ".config"))
    say(f"building the {name} kernel (7 to 20 minutes on two cores)")
    started = time.monotonic()
    image = "vmlinux" if machine == X86 else "arch/arm64/boot/Image"
    compile_kernel([*make, f"-j{os.cpu_count()}", os.path.basename(image), "modules"], log_name)
    say(f"the {name} kernel is built: {time.monotonic() - started:.0f} s")
    slim(objects)
    relocate(objects, partial, final)
    # QEMU starts an uncompressed kernel too (CONFIG_PVH), and a second earlier.
    replace_link(f"build/{image}", os.path.join(partial, "image"))
    replace_link("build/.config", os.path.join(partial, "config"))
    replace_link(tree, os.path.join(partial, "source"))
    for what, said in (("compiler", compiler), ("machine", machine)):
        with open(os.path.join(partial, what), "w", encoding="utf-8") as file:
            file.write(said + "\n")
    if inside := enter(name):
        script = os.path.join(partial, "enter")
        with open(script, "w", encoding="utf-8") as file:
            file.write(f'#!/bin/sh\nexec {shlex.join(inside)} "$@"\n')
        os.chmod(script, 0o755)
    return finish_partial(final)


def check_config(name, wanted, config):
    """Kconfig drops what it cannot have without a word: say so."""
    with open(config, encoding="utf-8") as file:
        got = set(file.read().splitlines())
    missing = []
    for line in wanted.splitlines():
        match = re.fullmatch(r"(CONFIG_\w+)=(.*)", line)
        if not match:
            continue
        if match[2] == "n":
            met = not any(other.startswith(match[1] + "=") for other in got)
        else:
            met = line in got
        if not met:
            missing.append(line)
    if missing:
        raise KernelError(f"this kernel source cannot have what kunit/{name}.config and "
                          f"base.config ask for: {', '.join(missing)}")


def compile_kernel(command, log_name):
    """Run make with a line of progress for a person, everything into the log."""
    expected = 1170     # objects of such a kernel; only the percentage depends on it
    done = 0
    shown = time.monotonic()
    terminal = sys.stderr.isatty()
    with open(log_name, "a", encoding="utf-8") as log, \
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True) as process:
        try:
            for line in process.stdout:
                log.write(line)
                done += line.startswith(("  CC ", "  AS "))
                if time.monotonic() - shown < (1 if terminal else 60):
                    continue
                shown = time.monotonic()
                text = f"vm: {min(99, done * 100 // expected)} %, {done} objects"
                print(text + " " * 8, end="\r" if terminal else "\n", file=sys.stderr, flush=True)
        except BaseException:
            process.terminate()
            raise
    if terminal:
        print(" " * 40, end="\r", file=sys.stderr)
    if process.returncode:
        with open(log_name, encoding="utf-8") as log:
            lines = log.read().splitlines()
        errors = [line for line in lines if re.search(r"error|Error|No such", line)] or lines
        raise KernelError("the kernel does not build:\n  " + "\n  ".join(errors[:8])
                          + f"\nthe whole log: {log_name}")


def slim(objects):
    """Drop what modules are not built against: nine tenths of the folder."""
    for folder, folders, files in os.walk(objects):
        if folder == objects:
            # Programs that module builds run.
            folders[:] = [name for name in folders if name not in ("scripts", "tools")]
        for name in files:
            if name.endswith((".o", ".a", ".cmd")) or name.startswith(".tmp_vmlinux") \
                    or name.startswith("vmlinux") and (name, folder) != ("vmlinux", objects):
                os.unlink(os.path.join(folder, name))


def relocate(objects, partial, final):
    """The folder is built under one name and used under another."""
    makefile = os.path.join(objects, "Makefile")
    with open(makefile, encoding="utf-8") as file:
        text = file.read()
    with open(makefile, "w", encoding="utf-8") as file:
        file.write(text.replace(partial, final))


def ready(name, update=False):
    """Make a kernel ready; the folder that it is in."""
    if os.path.isdir(name) and os.path.exists(os.path.join(name, "image")):
        return os.path.realpath(name)
    if name not in NAMES:
        raise KernelError(f"no kernel is called {name}: there are {', '.join(NAMES)}")
    if os.uname().machine != "x86_64":
        raise KernelError("the test kernels are built and run on x86-64 machines only")
    if name.startswith("arm64"):
        need_foreign()
    if name in FLAVOURS:
        return stock(name, update)
    return built(name, update)

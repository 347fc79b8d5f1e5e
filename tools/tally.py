# SPDX-License-Identifier: GPL-2.0-only
"""What a run in a VM comes to: its results, how it ended, and what the kernel complained of.

python3 tools/tally.py MODULES STATUS KTAP CONSOLE

Shows the stream KTAP, counts its results, and adds one that failed if the machine ended with another
status than 0, and one if its console has a complaint. MODULES, a regular expression, says in which
modules a data race counts. The last line is "N passed, N failed, N skipped"; the status is 0 if none
failed and some passed.
"""

import collections
import os
import re
import sys

STAMP = re.compile(r"^\[ *\d+\.\d+\](?:\[ *[TC]\d+\])* ", re.M)
# A kernel that is not well says one of these, which grep -E understands, too. KCSAN looks at the whole
# kernel, which has races of its own, so a race must name the module of one of the two functions.
BAD_NEWS = (r"BUG: (KCSAN: .*\[(MODULES)\]|[^K]|K[^C])|BUG [^ ]+ \(|WARNING: |Oops: |UBSAN: |ODEBUG: |INFO: |"
            r"DMA-API: .*(device|driver)|nobody cared|kernel BUG at |general protection fault|usercopy: |"
            r"detected buffer overflow|list_(add|del) corruption|refcount_t: |Objects remaining|"
            r"kmemleak: [0-9]+ new|schedule_timeout: wrong|cannot create duplicate filename|"
            # In the words of Arm.
            r"Unable to handle kernel |Internal error: ")
# What it says when the host does not let the machine run, too. It takes 20 seconds at least for that,
# and tools/vm/vm writes behind the console how long the host had no processor for the machine.
CLOCKS = re.compile(r"BUG: (?:soft|workqueue) lockup|INFO: rcu_\w+ (?:self-)?detected (?:expedited )?stall|"
                    r"INFO: task \S+ blocked for more than |INFO: NMI handler .* took too long to run")
BUSY = 5            # seconds

# Failures on demand (/proc/self/fail-nth) may hit any allocation, and say nothing of it.  Pages
# are spared: whoever fills a slab with them has another way, and then nothing has failed.
PRELUDE = """for fault in /sys/kernel/debug/fail*; do
	[ ! -e $fault/verbose ] || echo 0 > $fault/verbose
	[ ! -e $fault/ignore-gfp-wait ] || echo N > $fault/ignore-gfp-wait
	[ ! -e $fault/min-order ] || echo 20 > $fault/min-order
done
"""


def pattern(modules="[a-z_]+"):
    """What a complaint looks like if races in these modules count, and no others."""
    return BAD_NEWS.replace("MODULES", modules)


def complaints(console, modules="[a-z_]+"):
    """The complaints in a console: each from where it begins to the end of its line."""
    return [match[0] for match in re.finditer(f"({pattern(modules)}).*", STAMP.sub("", console))]


def counted(console, modules="[a-z_]+", whole=None):
    """Those of the complaints that count: of time, only if the host let the machine run.

    The console may be a part of the whole, which has the words of tools/vm/vm.
    """
    waits = re.findall(r"^vm: for (\d+) s the host had no processor", whole or console, re.M)
    busy = sum(map(int, waits)) >= BUSY
    return [one for one in complaints(console, modules) if not (busy and CLOCKS.match(one))]


def read(path):
    """The text of a file, or nothing if it is not there."""
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def main(words):
    """Show, count, tell; the exit status."""
    modules, status, ktap, console = words
    ktap, log = read(ktap), read(console)
    found, serious = complaints(log, modules), counted(log, modules)
    print(ktap, end="")
    skipped = len(re.findall(r"^ok.*# SKIP", ktap, re.M))
    passed = len(re.findall(r"^ok", ktap, re.M)) - skipped
    failed = len(re.findall(r"^(?:not ok|Bail out)", ktap, re.M))
    if status != "0":
        print(f"not ok - the machine ended with status {status}")
        failed += 1
    for line, times in collections.Counter(found).most_common(20):
        print(f"{times:7} {line}")
    if serious:
        print(f"not ok - the kernel complained, see {console}")
        failed += 1
    elif found:
        print("# the kernel complained of time alone, and the host was busy")
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

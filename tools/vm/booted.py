# SPDX-License-Identifier: GPL-2.0-only
"""A machine that has booted, kept in a file, from which others go on.

To boot takes seconds, to go on less than one. Such machines have the same files, words and devices,
and what chance decided while they booted, such as where the kernel lies; what they run is said to each.
"""

import base64
import contextlib
import fcntl
import hashlib
import os
import re
import time

# What differs from one run to the next, and means nothing.
PLACES = re.compile(r"^(?:/\S*|socket,id=\S*)$|tsc_early_khz=\d+")
TIMEOUT = 180


def settled(monitor, question, pattern):
    """What QEMU says when it no longer says that, or has done so for too long.

    On a busy host it may say nothing for a while.
    """
    end = time.monotonic() + TIMEOUT
    while (not (said := monitor.ask(question)) or re.search(pattern, said)) and time.monotonic() < end:
        time.sleep(0.02)
    return said


class Booted:
    """The file of one, and who may make it."""

    def __init__(self, folder, command, initrd):
        with open(initrd, "rb") as file:
            digest = hashlib.sha256(file.read())
        digest.update("\n".join(PLACES.sub("", word) for word in command).encode())
        os.makedirs(folder, exist_ok=True)
        self.path = os.path.join(folder, digest.hexdigest()[:20])
        self.lock = open(f"{self.path}.lock", "w", encoding="ascii")
        # Who comes second waits until the first has made it.
        fcntl.flock(self.lock, fcntl.LOCK_EX)
        if os.path.exists(self.path):
            self.free()

    def exists(self):
        """Has one booted before?"""
        return os.path.exists(self.path)

    def words(self):
        """What makes QEMU go on from it."""
        return ["-incoming", f"exec:cat '{self.path}'"] if self.exists() else []

    def begin(self, monitor, port, script):
        """The machine has booted, or goes on: keep it if it is the first, and say what it runs."""
        if not self.exists():
            self.save(monitor)
        settled(monitor, "info status", "inmigrate")
        self.free()
        # The first byte that such a machine is sent may be lost.
        port.sendall(b"\n\n" + base64.b64encode(script.encode()) + b"\n")

    def save(self, monitor):
        """Keep it as it is now; one that cannot be kept does no harm."""
        monitor.ask("migrate_set_parameter max-bandwidth 100G")
        monitor.ask(f'migrate "exec:cat > \'{self.path}.new\'"')
        if "completed" in settled(monitor, "info migrate", r"status: (setup|active|device)"):
            os.replace(f"{self.path}.new", self.path)
        else:
            # Or it would stop when it is done.
            monitor.ask("migrate_cancel")
        monitor.tell("cont")

    def free(self):
        """Others may go on from it, or make it."""
        self.lock.close()

    def spoilt(self):
        """What went on from it cannot be trusted."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.path)
        self.free()

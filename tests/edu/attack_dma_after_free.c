// SPDX-License-Identifier: GPL-2.0-only
/*
 * Give up in the middle of a transfer from the device. The buffer is freed, another process gets
 * its memory for what it writes, and then the device goes on and writes there.
 *
 * A victim that writes makes its buffer first and waits for its turn then, while the device is
 * still at work.
 */
#define _GNU_SOURCE
#include "attack.h"

#define LENGTH	512
#define TRIES	5

/* How much of what it wrote is not there. */
static int victim(void)
{
	char bytes[LENGTH], back[LENGTH];
	int file = device_open(), i;

	memset(bytes, 'V', sizeof(bytes));
	if (pwrite(file, bytes, sizeof(bytes), 2048) != sizeof(bytes) ||
	    pread(file, back, sizeof(back), 2048) != sizeof(back))
		_exit(255);
	for (i = 0; i < LENGTH && back[i] == 'V'; i++)
		;
	_exit((LENGTH - i) / 4);
}

int main(int argc, char **argv)
{
	char bytes[LENGTH];
	int file, i, status = 0;
	pid_t pid;

	attack_begin(argc, argv);
	file = device_open();
	memset(bytes, 'D', sizeof(bytes));
	must("write", pwrite(file, bytes, sizeof(bytes), 0) < 0 ? -errno : 0);
	for (i = 0; i < TRIES && !status; i++) {
		edu_alarm(20);
		if (pread(file, bytes, sizeof(bytes), 0) < 0 && errno != EINTR)
			could_not("read: %s", error_name(errno));
		pid = fork();
		must("fork", pid);
		if (!pid)
			victim();
		if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status) ||
		    WEXITSTATUS(status) == 255)
			could_not("the victim could not write");
	}
	if (status)
		achieved("corrupts", "what another process wrote: %d bytes of it are mine",
			 WEXITSTATUS(status) * 4);
	refused("what the other process wrote is whole, %d times", i);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Root has a box for orders, and obeys those that come from root: the device says who sent a
 * parcel. Select that box, and give the file as standard error to a set-uid program that complains
 * of its argument, as each does. It writes, so it is the sender, and the words are mine.
 *
 * Machines have such programs: su is one. That of the test machine is part of busybox, which is not
 * set-uid there, so root makes a copy that is.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attack.h"

#define BOX	"orders-to-root"
#define MODE	0622
#define SU	"/tmp/su"
#define ORDER	"\nopen the door\n"

enum { BEGIN, OBEY, END };

static long install_su(void)
{
	int from = open("/bin/busybox", O_RDONLY | O_CLOEXEC);
	int to = open(SU, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0700);
	struct stat stat;

	if (from < 0 || to < 0 || fstat(from, &stat) ||
	    sendfile(to, from, NULL, stat.st_size) != stat.st_size || fchmod(to, 04755))
		return -errno;
	close(from);
	return close(to) ? -errno : 0;
}

/* The user whose order root obeys: that is, who ordered to open the door. */
static long obey(struct victim_state *state)
{
	char text[256] = "";
	struct parcel_receive receive = {
		.handle = state->box,
		.flags = PARCEL_DONTWAIT,
		.buffer = (uintptr_t)text,
		.buffer_size = sizeof(text) - 1,
	};
	long result = device_call(state->file, PARCEL_IOC_RECEIVE, &receive);

	if (result < 0)
		return result;
	return strstr(text, ORDER) ? (long)receive.info.uid : -EPROTO;
}

static long serve(struct victim_state *state, int command)
{
	switch (command) {
	case BEGIN:
		state->file = device_open();
		state->box = named_box(state->file, BOX, MODE);
		return install_su();
	case OBEY:
		return obey(state);
	default:
		unlink(SU);
		box_unlink(state->file, state->box);
		return close(state->file);
	}
}

/* Who is that? Not a user of this machine, it says. */
static void complain(int standard_error)
{
	pid_t child = fork();
	int status;

	if (child < 0)
		could_not("fork: %s", error_name(errno));
	if (!child) {
		if (dup2(standard_error, STDERR_FILENO) < 0)
			_exit(126);
		execl(SU, "su", ORDER, NULL);
		_exit(127);
	}
	if (waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
	    WEXITSTATUS(status) >= 126)
		could_not("su did not run");
}

/* It would say so if it were not set-uid. */
static void try_su(void)
{
	char text[256] = "";
	int ends[2];

	if (pipe2(ends, O_CLOEXEC))
		could_not("pipe: %s", error_name(errno));
	complain(ends[1]);
	if (read(ends[0], text, sizeof(text) - 1) <= 0 || !strstr(text, "unknown user " ORDER))
		could_not("su said: %s", text);
}

int main(int argc, char **argv)
{
	struct victim root;
	long me, sender;
	int file;
	__u32 box;

	attack_begin_beside_root(argc, argv, &root, serve);
	must("let root wait for orders", victim_do(&root, BEGIN));
	try_su();
	file = device_open();
	must("open the box for orders", box_open(file, BOX, PARCEL_RIGHT_SEND, &box));
	must("select it", box_select(file, box));
	if (write(file, ORDER, sizeof(ORDER)) != sizeof(ORDER))
		could_not("write: %s", error_name(errno));
	me = victim_do(&root, OBEY);
	if (me != (long)getuid())
		could_not("root says that my own order is from %ld", me);

	complain(file);
	sender = victim_do(&root, OBEY);
	must("let root clean up", victim_do(&root, END));
	if (sender == 0)
		achieved("wrong result",
			 "root obeyed me: su wrote for me, and the order was from user 0");
	if (sender == me)
		refused("root saw who sent it, when su wrote for me: user %ld", sender);
	refused("%s, when su writes for me", error_name(sender));
}

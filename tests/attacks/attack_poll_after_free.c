// SPDX-License-Identifier: GPL-2.0-only
/*
 * Let epoll watch a file, then let the file select another box: epoll registers with the first one
 * only, once, and the first one is freed. When it takes itself out of that queue of sleepers, the
 * memory is another box's.
 *
 * Whoever does that last step may die of it with a lock held, so it is left to a child. Another
 * child keeps the files open, so that nobody comes to that lock by closing them.
 */
#include <signal.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attack.h"

#define NAME	"watched"

/* With everything that is open here. */
static pid_t keeper(void)
{
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child < 0)
		could_not("fork: %s", error_name(errno));
	if (!child) {
		alarm(0);
		for (;;)
			pause();
	}
	return child;
}

int main(int argc, char **argv)
{
	struct epoll_event event = { .events = EPOLLIN };
	struct parcel_select select = { };
	int maker, file, epoll, status;
	pid_t child, kept;
	__u32 box;
	long result;

	attack_begin(argc, argv);
	maker = device_open();
	file = device_open();
	box = named_box(maker, NAME, 0600);
	must("open", box_open(file, NAME, PARCEL_RIGHT_RECEIVE, &select.handle));
	must("select", device_call(file, PARCEL_IOC_SELECT, &select));
	epoll = epoll_create1(EPOLL_CLOEXEC);
	must("epoll", epoll);
	must("epoll", epoll_ctl(epoll, EPOLL_CTL_ADD, file, &event));

	/* The stream ends: nobody can send to this box any more. */
	must("unlink", box_unlink(maker, box));
	must("close", handle_close(maker, box));
	must("close", handle_close(file, select.handle));
	select.handle = private_box(file);
	kept = keeper();

	result = device_call(file, PARCEL_IOC_SELECT, &select);
	if (result) {
		kill(kept, SIGKILL);
		refused("%s, a file keeps the box that it has selected", error_name(result));
	}
	private_box(maker);
	child = fork();
	if (child < 0)
		could_not("fork: %s", error_name(errno));
	if (!child)
		_exit(epoll_ctl(epoll, EPOLL_CTL_DEL, file, NULL) != 0);
	must("wait", waitpid(child, &status, 0));
	if (WIFSIGNALED(status))
		_exit(128 + WTERMSIG(status));
	kill(kept, SIGKILL);
	could_not("epoll took itself out of the queue of a box that is gone: nothing came of it");
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * A file that has said that it wants no box is asked whether there is something to read. The kernel
 * follows a pointer that is NULL. Nobody can map memory at address 0 any more, so the attacker gets
 * no more of it than an oops; on older kernels it was a way to run code as root.
 */
#include <poll.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
	struct pollfd poll_fd = { .events = POLLIN };
	char byte;

	attack_begin(argc, argv);
	poll_fd.fd = device_open();
	must("select", parcel_select(poll_fd.fd, 0, PARCEL_SELECT_NONE));
	if (read(poll_fd.fd, &byte, 1) != -1 || errno != ENOTCONN)
		could_not("reading says %s, not ENOTCONN", error_name(errno));
	if (poll(&poll_fd, 1, 1000) != 1 || poll_fd.revents != POLLERR)
		could_not("poll says %#x, not POLLERR", poll_fd.revents);
	refused("ENOTCONN, and poll says POLLERR");
}

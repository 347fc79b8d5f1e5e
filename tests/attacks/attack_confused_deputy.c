// SPDX-License-Identifier: GPL-2.0-only
/*
 * Root has a letter box, into which everybody may send. Root also runs a print service: whoever
 * hands it an open file gets the text in it printed. Select the letter box, to send, and hand the
 * file to the printer: it has all the rights that I lack, and does not know that it is asked for
 * them. A setuid program that reads its standard input is such a service, too.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "attack.h"

#define BOX	"letters-to-root"
#define MODE	0622

enum { SEND, PRINT, FORGET };

static int sockets[2];	/* the customer's end, the printer's end */

static void hand_over(int file)
{
	char space[CMSG_SPACE(sizeof(file))] = "";
	struct iovec iov = { "p", 1 };
	struct msghdr message = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = space,
		.msg_controllen = sizeof(space),
	};
	struct cmsghdr *cmsg = CMSG_FIRSTHDR(&message);

	cmsg->cmsg_level = SOL_SOCKET;
	cmsg->cmsg_type = SCM_RIGHTS;
	cmsg->cmsg_len = CMSG_LEN(sizeof(file));
	memcpy(CMSG_DATA(cmsg), &file, sizeof(file));
	if (sendmsg(sockets[0], &message, 0) != 1)
		could_not("cannot hand the file over: %s", error_name(errno));
}

/* What it read goes back to the customer. */
static long print(void)
{
	char space[CMSG_SPACE(sizeof(int))], text[SECRET_SIZE], job;
	struct iovec iov = { &job, 1 };
	struct msghdr message = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = space,
		.msg_controllen = sizeof(space),
	};
	ssize_t length;
	int file;

	if (recvmsg(sockets[1], &message, 0) != 1 || !CMSG_FIRSTHDR(&message))
		return -EPROTO;
	memcpy(&file, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(file));
	length = read(file, text, sizeof(text));
	if (length < 0)
		length = -errno;
	close(file);
	if (length > 0 && write(sockets[1], text, length) != length)
		return -EIO;
	return length;
}

static long serve(struct victim_state *state, int command)
{
	if (command == PRINT)
		return print();
	if (command == FORGET) {
		box_unlink(state->file, state->box);
		return close(state->file);
	}
	state->file = device_open();
	state->box = named_box(state->file, BOX, MODE);
	return parcel_send(state->file, state->box, state->secret, strlen(state->secret) + 1,
			   NULL, 0);
}

int main(int argc, char **argv)
{
	char bytes[SECRET_SIZE] = "", secret[SECRET_SIZE];
	struct victim root;
	int file, result;
	__u32 box;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets))
		could_not("socketpair: %s", error_name(errno));
	attack_begin_beside_root(argc, argv, &root, serve);
	victim_secret(&root, secret);
	must("let somebody send root a letter", victim_do(&root, SEND));

	file = device_open();
	if (box_open(file, BOX, PARCEL_RIGHT_RECEIVE, &box) != -EACCES)
		could_not("root's letter box lets me receive");
	must("open the letter box to send", box_open(file, BOX, PARCEL_RIGHT_SEND, &box));
	must("select it", box_select(file, box));
	if (read(file, bytes, sizeof(bytes)) >= 0 || errno != EACCES)
		could_not("I can read it myself");

	hand_over(file);
	result = victim_do(&root, PRINT);
	must("let root clean up", victim_do(&root, FORGET));
	if (result < 0)
		refused("%s, when root reads for me as when I do", error_name(result));
	if (read(sockets[0], bytes, sizeof(bytes)) != result || strcmp(bytes, secret))
		could_not("root printed something else");
	achieved("leaks", "root read for me a box of root's into which I may only send: \"%s\"",
		 bytes);
}

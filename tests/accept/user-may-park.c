// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: user memory is read under a mutex, where it is said who waits
 */
#include "../prelude.h"
#include <own/user.h>

int set_capacity(const struct box *box, struct own_user_reader *from)
{
	u32 capacity;
	int err;

	own_guard(mutex, settings, &box->settings);
	/* Others who change this box wait; nobody who reads or writes parcels does. */
	own_may_park();
	err = own_user_read(object, from, &capacity);
	if (err)
		return err;
	settings->capacity = capacity;
	return 0;
}

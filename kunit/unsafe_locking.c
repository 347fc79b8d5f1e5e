// SPDX-License-Identifier: GPL-2.0-only
/*
 * Provocations: rights that nobody asks for, locks that are not taken, or held too long.
 */
#include "unsafe_device.h"

/* A handle that may only send peeks at what another one has sent. */
void provoke_missing_check(struct attempt *a)
{
	struct parcel_stat stat = { .handle = make_box(a, 0) };
	struct parcel_open open = { .rights = PARCEL_RIGHT_SEND };

	must(a, call(a, PARCEL_IOC_STAT, &stat, sizeof(stat)), 0);
	memcpy(open.name, stat.name, sizeof(open.name));
	must(a, call(a, PARCEL_IOC_OPEN, &open, sizeof(open)), 0);
	send(a, stat.handle, 'x', 10, 0);
	must(a, receive(a, open.handle, PARCEL_DONTWAIT), -EACCES);
	a->content = receive(a, open.handle, PARCEL_DONTWAIT | PARCEL_PEEK) == 10;
	unlink_box(a, stat.handle);
	close_handle(a, open.handle);
	close_handle(a, stat.handle);
}

/* A peek at a parcel that is too long for the buffer that the bytes go through. */
void provoke_sleep_in_atomic(struct attempt *a)
{
	u32 box = make_box(a, 0);

	send(a, box, 'x', 5000, 0);
	receive(a, box, PARCEL_DONTWAIT | PARCEL_PEEK);
	unlink_box(a, box);
	close_handle(a, box);
}

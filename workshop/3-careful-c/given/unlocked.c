// SPDX-License-Identifier: GPL-2.0-only
/* The count is read after the scope of its lock. */
#include <linux/cleanup.h>
#include <linux/mutex.h>

struct shelf { struct mutex lock; int count; /* under lock */ };

int count(struct shelf *shelf);
int count(struct shelf *shelf)
{
	scoped_guard(mutex, &shelf->lock)
		shelf->count++;
	return shelf->count;
}

// SPDX-License-Identifier: GPL-2.0-only
/* A note is handed on, and looked at once more. */
#include <linux/cleanup.h>
#include <linux/slab.h>

struct note { size_t length; };

size_t keep(struct note **shelf);
size_t keep(struct note **shelf)
{
	struct note *note __free(kfree) = kzalloc(sizeof(*note), GFP_KERNEL);

	if (!note)
		return 0;
	*shelf = no_free_ptr(note);
	return note->length;
}

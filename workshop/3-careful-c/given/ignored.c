// SPDX-License-Identifier: GPL-2.0-only
/* A note is handed on to nobody. */
#include <linux/cleanup.h>
#include <linux/slab.h>

void lose(size_t size);
void lose(size_t size)
{
	char *note __free(kfree) = kzalloc(size, GFP_KERNEL);

	no_free_ptr(note);
}

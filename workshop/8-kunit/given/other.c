// SPDX-License-Identifier: GPL-2.0-only
/* Another shelf, which keeps the same promises in another way: in an array. */
#include <linux/string.h>

#include "shelf.h"

struct shelf {
	unsigned int notes, refused;
	char texts[SHELF_MOST][SHELF_LONGEST + 1];
};
IMPLEMENT_OWN(shelf_own, struct shelf, OWN_KMALLOC);

struct shelf_own_result shelf_new(void)
{
	return own_alloc(shelf_own, GFP_KERNEL);
}

int shelf_put(struct shelf *shelf, const char *text)
{
	if (shelf->notes == SHELF_MOST) {
		shelf->refused++;
		return -ENOSPC;
	}
	if (!text[0] || strnlen(text, SHELF_LONGEST + 1) > SHELF_LONGEST)
		return -EINVAL;
	strscpy(shelf->texts[shelf->notes++], text);
	return 0;
}

static void shelf_remove(struct shelf *shelf, unsigned int at)
{
	shelf->notes--;
	memmove(shelf->texts[at], shelf->texts[at + 1],
		(shelf->notes - at) * sizeof(shelf->texts[0]));
}

int shelf_take(struct shelf *shelf, char *text, size_t size)
{
	if (!shelf->notes)
		return -ENOENT;
	if (strlen(shelf->texts[0]) >= size)
		return -EMSGSIZE;
	strscpy(text, shelf->texts[0], size);
	shelf_remove(shelf, 0);
	return 0;
}

unsigned int shelf_forget(struct shelf *shelf, const char *text)
{
	unsigned int before = shelf->notes;

	for (unsigned int at = before; at-- > 0; )
		if (!strcmp(shelf->texts[at], text))
			shelf_remove(shelf, at);
	return before - shelf->notes;
}

unsigned int shelf_notes(const struct shelf *shelf)
{
	return shelf->notes;
}

unsigned int shelf_refused(const struct shelf *shelf)
{
	return shelf->refused;
}

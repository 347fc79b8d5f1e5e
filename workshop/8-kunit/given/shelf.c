// SPDX-License-Identifier: GPL-2.0-only
/* A queue of notes; each owns its text. */
#include <linux/list.h>
#include <linux/string.h>

#include <own/queue.h>

#include "shelf.h"

struct note {
	struct list_head node;
	char text[SHELF_LONGEST + 1];
};
DEFINE_OWN(note_own, struct note, OWN_KMALLOC);
DEFINE_OWN_QUEUE(note_queue, note_own, struct note, node);

struct shelf {
	struct note_queue notes;
	unsigned int refused;
};
IMPLEMENT_OWN(shelf_own, struct shelf, OWN_KMALLOC, own_member(note_queue, notes));

struct shelf_own_result shelf_new(void)
{
	own_auto(shelf_own, shelf, own_alloc(shelf_own, GFP_KERNEL));

	if (own_none(shelf))
		return own_pass(shelf);
	note_queue_init(&own_mut(shelf)->notes);
	return own_ok(shelf);
}

int shelf_put(struct shelf *shelf, const char *text)
{
	size_t length = strlen(text);

	if (!length || length > SHELF_LONGEST)
		return -EINVAL;
	if (note_queue_len(&shelf->notes) >= SHELF_MOST) {
		shelf->refused++;
		return -ENOSPC;
	}

	own_auto(note_own, note, own_alloc(note_own, GFP_KERNEL));
	if (own_none(note))
		return own_err(note);
	strscpy(own_mut(note)->text, text);
	note_queue_push(&shelf->notes, own_take(note));
	return 0;
}

int shelf_take(struct shelf *shelf, char *text, size_t size)
{
	own_peek(note_queue, oldest, &shelf->notes);

	if (own_none(oldest))
		return -ENOENT;
	if (strlen(own_use(oldest)->text) + 1 > size)
		return -EMSGSIZE;

	own_auto(note_own, note, own_take_out(note_queue, oldest));
	strscpy(text, own_use(note)->text, size);
	return 0;
}

static bool forget_one(struct shelf *shelf, const char *text)
{
	own_queue_for_each(note_queue, each, &shelf->notes) {
		if (strcmp(own_use(each)->text, text))
			continue;
		own_auto(note_own, note, own_take_out(note_queue, each));
		return true;
	}
	return false;
}

unsigned int shelf_forget(struct shelf *shelf, const char *text)
{
	unsigned int forgotten = 0;

	while (forget_one(shelf, text))
		forgotten++;
	return forgotten;
}

unsigned int shelf_notes(const struct shelf *shelf)
{
	return note_queue_len(&shelf->notes);
}

unsigned int shelf_refused(const struct shelf *shelf)
{
	return shelf->refused;
}

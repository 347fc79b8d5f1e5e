// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a folder has a queue of folders, and each knows the shelf that it is on
 */
#include "../prelude.h"

DECLARE_OWN(folder_own, struct folder);
DECLARE_OWN_QUEUE(folder_queue, folder_own);

struct folder {
	struct list_head node;
	unsigned int id;
	struct folder_queue folders;
};
IMPLEMENT_OWN_QUEUE(folder_queue, folder_own, struct folder, node);
IMPLEMENT_OWN(folder_own, struct folder, OWN_KMALLOC, own_member(folder_queue, folders));

struct folder_own_result folder_new(unsigned int id)
{
	own_auto(folder_own, f, own_alloc(folder_own, GFP_KERNEL));

	if (own_none(f))
		return own_pass(f);
	folder_queue_init(&own_mut(f)->folders);
	own_mut(f)->id = id;
	return own_ok(f);
}

int folder_add(struct folder *parent, unsigned int id)
{
	own_auto(folder_own, child, folder_new(id));

	if (own_none(child))
		return own_err(child);
	folder_queue_push(&parent->folders, own_take(child));
	return 0;
}

unsigned int folder_count(const struct folder *folder)
{
	unsigned int sum = 0;

	own_queue_for_each(folder_queue, each, &folder->folders)
		sum += 1 + folder_queue_len(&own_use(each)->folders);
	return sum;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: an object refers to its parent, which has a queue of references to its children
 */
#include "../prelude.h"

DECLARE_OWN(dir_own, struct dir);
DECLARE_OWN_REF(dir_ref, dir_own, struct dir);
DECLARE_OWN_QUEUE(dir_list, dir_ref);

struct dir_state {
	struct dir_list children;
};

struct dir {
	struct kref refs;
	struct list_head node;
	unsigned int id;
	struct dir_ref_slot parent;
	OWN_LOCKED(struct mutex, struct dir_state) state;
};
IMPLEMENT_OWN_REF(dir_ref, dir_own, struct dir, refs);
IMPLEMENT_OWN_QUEUE(dir_list, dir_ref, struct dir, node);
IMPLEMENT_OWN(dir_own, struct dir, OWN_KMALLOC,
	      own_locked_member(dir_list, state, children), own_member(dir_ref, parent));

int dir_new(const struct dir *parent, unsigned int id)
{
	own_auto(dir_own, d, own_alloc(dir_own, GFP_KERNEL));

	if (own_none(d))
		return own_err(d);
	own_locked_init(&own_mut(d)->state);
	dir_list_init(&own_locked_mut(&own_mut(d)->state)->children);
	own_mut(d)->id = id;
	dir_ref_set(&own_mut(d)->parent, dir_ref_get(parent));
	own_auto(dir_ref, child, dir_ref_share(own_take(d)));
	own_guard(mutex, state, &parent->state);
	dir_list_push(&state->children, own_take(child));
	return 0;
}

unsigned int parent_id(const struct dir *dir)
{
	own_peek(dir_ref, parent, &dir->parent);

	return own_none(parent) ? 0 : own_use(parent)->id;
}

struct dir_ref_result dir_unlink(const struct dir *parent, unsigned int id)
{
	own_guard(mutex, state, &parent->state);

	own_queue_for_each(dir_list, each, &state->children) {
		if (own_use(each)->id == id) {
			own_auto(dir_ref, found, own_take_out(dir_list, each));

			return own_ok(found);
		}
	}
	return own_fail(dir_ref, -ENOENT);
}

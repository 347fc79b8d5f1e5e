// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: two references to one object are pushed to two queues that use one list_head
 * Rust: E0382 (a ListArc of an object exists once)
 * gcc clang context-analysis: silent: each push has a reference of its own
 * coccinelle: silent: it looks for raw pointers
 * sparse: silent: it does not follow values
 * own-check: warning: own: the object of 'p' is put on a queue here, and is on one of this type already
 */
#include "../prelude.h"

struct post {
	struct kref refs;
	struct list_head node;
	struct list_head urgent_node;
};
DEFINE_OWN(post_own, struct post, OWN_KMALLOC);
DEFINE_OWN_REF(post_ref, post_own, struct post, refs);
DEFINE_OWN_QUEUE(post_queue, post_ref, struct post, node);
DEFINE_OWN_QUEUE(urgent_queue, post_ref, struct post, urgent_node);

#ifdef MENDED
void enlist(struct post_queue *all, struct urgent_queue *urgent, struct post_ref post)
#else
void enlist(struct post_queue *all, struct post_queue *urgent, struct post_ref post)
#endif
{
	own_auto(post_ref, p, post);

#ifdef MENDED
	urgent_queue_push(urgent, post_ref_get(own_use(p)));
#else
	post_queue_push(urgent, post_ref_get(own_use(p)));
#endif
	post_queue_push(all, own_take(p));	/* ERROR */
}

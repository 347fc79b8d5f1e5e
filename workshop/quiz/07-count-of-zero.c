// SPDX-License-Identifier: GPL-2.0-only
/*
 * Question: newest() finds a session whose last reference has just been put: session_end() runs.
 * a: session_ref_get() gives nothing, and its errno is handed on.
 * b: It compiles. The kernel warns when it runs, and who asked gets a session that dies.
 * c: It does not compile: last is no reference.
 * Answer: b
 * gcc: silent
 * own-check: silent
 * stock: refcount_t: addition on 0; use-after-free.
 * kasan: refcount_t: addition on 0; use-after-free.
 *
 * tag_get() believes that who has a pointer has a reference, or a lock under which one cannot go.
 * A lookup does not know: it wants session_ref_get_unless_zero(), whose result has to be tested.
 * The count is stuck after the warning, and the session is freed under whoever has it.
 */
#include <linux/module.h>
#include <linux/slab.h>
#include <own/ref.h>

struct session {
	struct kref refs;
	u32 id;
};

static void session_end(struct session *session);
DEFINE_OWN(session_own, struct session, session_end);
DEFINE_OWN_REF(session_ref, session_own, struct session, refs);

static struct session *last;	/* session_end() sets it to NULL */

static struct session_ref_result newest(void)
{
	own_auto(session_ref, s, session_ref_get(last));

	return own_ok(s);
}

/* What follows runs it. */
static void session_end(struct session *session)
{
	/* As on another processor, before last is NULL. */
	{
		own_auto(session_ref, s, newest());

		if (!own_none(s))
			pr_info("quiz: got session %u\n", own_use(s)->id);
	}
	last = NULL;
	kfree(session);
}

static int __init quiz_init(void)
{
	last = kzalloc(sizeof(*last), GFP_KERNEL);
	/* SAFETY: nobody asks for the newest before this ends. */
	own_auto(session_own, new, own_unsafe_result(session_own, last));

	if (own_none(new))
		return own_err(new);
	own_mut(new)->id = 7;
	own_auto(session_ref, s, session_ref_share(own_take(new)));
	return 0;
}

static void __exit quiz_exit(void)
{
}

module_init(quiz_init);
module_exit(quiz_exit);
MODULE_DESCRIPTION("A reference from zero");
MODULE_LICENSE("GPL");

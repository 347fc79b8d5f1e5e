// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader lets a function get a reference to what may have none any more
 * Rust: none (the pointer is a raw one)
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed: whether somebody has a reference is not known
 */
#include "../prelude.h"
#include <own/rcutable.h>

struct session {
	struct kref refs;
	struct rcu_head rcu;
	u32 number;
};
DEFINE_OWN_RCU(session_own, struct session, rcu, OWN_KMALLOC);
DEFINE_OWN_RCU_REF(session_ref, session_own, struct session, refs);
DEFINE_OWN_RCU_TABLE(session_table, session_ref, struct session);

struct server {
	struct kref refs;
	struct session_table sessions;
	OWN_LOCKED(spinlock_t, struct session_ref_rcu) latest;
};
DEFINE_OWN(server_own, struct server, OWN_KMALLOC,
	   own_member(session_table, sessions), own_locked_member(session_ref_rcu, latest));

static struct session_ref_result session_keep(const struct session *session)
{
#ifdef MENDED
	return session_ref_get_unless_zero(session);
#else
	own_auto(session_ref, kept, session_ref_get(session));	/* ERROR */

	return own_ok(kept);
#endif
}

struct session_ref_result latest(const struct server *server)
{
	own_rcu_read(session_ref, now, own_rcu_in(&server->latest));

	if (own_none(now))
		return own_fail(session_ref, own_err(now));
	own_borrow(session, now);
	return session_keep(session);
}

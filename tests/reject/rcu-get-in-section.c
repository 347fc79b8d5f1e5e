// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a reader gets a reference to what may have none any more
 * Rust: none (the pointer is a raw one)
 * gcc clang context-analysis: error: own: what is found here may have no reference any more; use session_ref_get_unless_zero\(\), and test what it gives|_Generic|not compatible with any
 * coccinelle: silent: no rule looks for it
 * sparse: warning: no generic selection for 'void'
 * sparse: warning: invalid initializer
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

struct session_ref_result latest(const struct server *server)
{
	own_rcu_read(session_ref, now, own_rcu_in(&server->latest));

	if (own_none(now))
		return own_fail(session_ref, own_err(now));
#ifdef MENDED
	return session_ref_get_unless_zero(own_use(now));
#else
	own_auto(session_ref, mine, session_ref_get(own_use(now)));	/* ERROR */
	return own_ok(mine);
#endif
}

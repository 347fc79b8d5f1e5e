// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a lookup by number is believed to find something
 * Rust: E0308 (an Option is not its value)
 * gcc clang: error: own: 'session' is used here, but on some path own_none\(\) was not asked whether it holds anything
 * context-analysis: silent: it follows pointers, not owners
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
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

int number_of(const struct server *server, u32 id)
{
	own_auto(session_ref, session, session_table_find(&server->sessions, id));

#ifdef MENDED
	if (own_none(session))
		return own_err(session);
#endif
	return own_use(session)->number;	/* ERROR */
}

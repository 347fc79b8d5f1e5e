// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: nobody looks whether an object got a number
 * Rust: unused_must_use
 * gcc: error: ignoring return value of
 * clang: error: ignoring return value of type 'session_ref_rest' declared with 'nodiscard' attribute
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

int session_open(const struct server *server, struct session_ref given, u32 *id)
{
	own_auto(session_ref, session, given);

#ifdef MENDED
	return own_rest(session, session_table_add(&server->sessions, id, own_take(session)));
#else
	session_table_add(&server->sessions, id, own_take(session));	/* ERROR */
	return 0;
#endif
}

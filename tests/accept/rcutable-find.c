// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: counted objects that are found by number without a lock, and end in a workqueue
 */
#include "../prelude.h"
#include <own/rcutable.h>

struct session {
	struct kref refs;
	struct rcu_work ending;
	struct parcel_own_slot last;
	u32 number;
	OWN_SHARED(atomic_t) uses;
};

static struct workqueue_struct *session_queue;

static void session_end(struct session *session)
{
	usleep_range(1000, 2000);
}

DEFINE_OWN_RCU(session_own, struct session, OWN_RCU_WORK(ending, session_queue), OWN_KMALLOC,
	       own_member(parcel_own, last), own_run(session_end));
DEFINE_OWN_RCU_REF(session_ref, session_own, struct session, refs);
DEFINE_OWN_RCU_TABLE(session_table, session_ref, struct session);

struct server {
	struct kref refs;
	struct session_table sessions;
	OWN_LOCKED(spinlock_t, struct session_ref_rcu) current_one;
};
DEFINE_OWN(server_own, struct server, OWN_KMALLOC,
	   own_member(session_table, sessions), own_locked_member(session_ref_rcu, current_one));

#include <own/strict.h>

struct session_ref_result session_find(const struct server *server, u32 id)
{
	return session_table_find(&server->sessions, id);
}

struct session_ref_result session_now(const struct server *server)
{
	own_rcu_read(session_ref, now, own_rcu_in(&server->current_one));

	if (own_none(now))
		return own_fail(session_ref, own_err(now));
	atomic_inc(own_shared(&own_use(now)->uses));
	return session_ref_get_unless_zero(own_use(now));
}

int session_new(const struct server *server, u32 *id)
{
	int err;

	own_auto(session_own, new, own_alloc(session_own, GFP_KERNEL));
	if (own_none(new))
		return own_err(new);
	own_auto(session_ref, session, session_ref_share(own_take(new)));
	err = own_rest(session, session_table_add(&server->sessions, id, own_take(session)));
	if (err)
		return err;
	own_auto(session_ref, again, session_find(server, *id));
	if (own_none(again))
		return own_err(again);
	own_guard(spinlock, current_one, &server->current_one);
	session_ref_rcu_set(current_one, own_take(again));
	return 0;
}

void session_stop(const struct server *server, u32 id)
{
	own_auto(session_ref, gone, session_table_remove(&server->sessions, id));
}

void server_exit(void)
{
	own_rcu_barrier();
	destroy_workqueue(session_queue);
}

void sessions_begin(struct session_table *table)
{
	session_table_init(table, 16);
}

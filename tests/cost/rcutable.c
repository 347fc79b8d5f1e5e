// SPDX-License-Identifier: GPL-2.0-only
/* What it costs to find a counted object by number. */
#include <linux/kref.h>
#include <linux/rcupdate.h>
#include <linux/xarray.h>
#include <own/rcutable.h>
#include "cost.h"

struct session {
	struct kref refs;
	struct rcu_head rcu;
};
DEFINE_OWN_RCU(session_own, struct session, rcu, OWN_KMALLOC);
DEFINE_OWN_RCU_REF(session_ref, session_own, struct session, refs);
DEFINE_OWN_RCU_TABLE(session_table, session_ref, struct session);

struct table_plain {
	struct xarray entries;
	u32 limit;
};
static_assert(sizeof(struct session_table) == sizeof(struct table_plain));

/* Find it and get a reference. */

static struct session *COST(find_plain)(struct table_plain *table, u32 id)
{
	struct session *session;

	guard(rcu)();
	session = xa_load(&table->entries, id);
	if (session && !kref_get_unless_zero(&session->refs))
		session = NULL;
	return session;
}

/* cost: find: gcc 0, clang 0: the errno of nothing is made here, and the caller tests once. */
static struct session_ref_result COST(find_own)(struct session_table *table, u32 id)
{
	return session_table_find(table, id);
}

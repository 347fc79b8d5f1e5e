// SPDX-License-Identifier: GPL-2.0-only
/* What a revocable costs its readers: a read section of SRCU and a test. */
#include <linux/srcu.h>
#include <own/revocable.h>
#include "cost.h"

struct depot {
	int limit;
};

void depot_free(struct depot *depot);

DEFINE_OWN(depot_own, struct depot, depot_free);

struct gate {
	struct kref refs;
	struct own_revocable depot;
};

DECLARE_OWN(gate_own, struct gate);
DEFINE_OWN_REF(gate_ref, gate_own, struct gate, refs);
DEFINE_OWN_REVOCABLE(gate_depot, gate_ref, struct gate, depot, depot_own, struct depot);

/* The same members in the same order. */
struct gate_plain {
	struct kref refs;
	struct {
		struct srcu_struct srcu;
		struct mutex revoking;
		struct depot *open;
	} depot;
};

int depot_ask(const struct depot *depot, int what);

/* Look at the data, if it is still there. */

static int COST(look_plain)(struct gate_plain *gate)
{
	struct depot *depot;

	guard(srcu)(&gate->depot.srcu);
	depot = READ_ONCE(gate->depot.open);
	if (!depot)
		return -ENODEV;
	return depot->limit;
}

/* cost: look: gcc -1: gcc loads the errno before the test and not behind a jump. */
static int COST(look_own)(struct gate *gate)
{
	own_access(gate_depot, depot, gate);
	if (own_none(depot))
		return own_err(depot);
	return own_use(depot)->limit;
}

/* Call with it, twice. */

static int COST(ask_plain)(struct gate_plain *gate, int what)
{
	struct depot *depot;
	int err;

	guard(srcu)(&gate->depot.srcu);
	depot = READ_ONCE(gate->depot.open);
	if (!depot)
		return -ENODEV;
	err = depot_ask(depot, what);
	if (err)
		return err;
	return depot_ask(depot, what + 1);
}

/* cost: ask: gcc +1: the test for an access that failed has a return of its own. */
static int COST(ask_own)(struct gate *gate, int what)
{
	int err;

	own_access(gate_depot, depot, gate);
	if (own_none(depot))
		return own_err(depot);
	own_borrow(d, depot);
	err = depot_ask(d, what);
	if (err)
		return err;
	return depot_ask(d, what + 1);
}

/* Nobody enters any more. */

static void COST(mark_plain)(struct gate_plain *gate)
{
	WRITE_ONCE(gate->depot.open, NULL);
}

static void COST(mark_own)(struct gate *gate)
{
	gate_depot_mark_dead(gate);
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a pointer to the counted object of a revocable is stored without a reference (the first revocable in C)
 * Rust: E0308 (an Arc is stored)
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed
 * own-check: warning: own: parameter 'gate' was lent to this function, and is stored without a reference
 */
#include "../prelude.h"
#include <own/revocable.h>

struct gate {
	struct kref refs;
	struct own_revocable data;
};
DECLARE_OWN(gate_own, struct gate);
DEFINE_OWN_REF(gate_ref, gate_own, struct gate, refs);
DEFINE_OWN_REVOCABLE(gate_data, gate_ref, struct gate, data, parcel_own, struct parcel);
IMPLEMENT_OWN(gate_own, struct gate, OWN_KMALLOC, own_member(gate_data, data));

struct consumer {
#ifdef MENDED
	struct gate_ref_once gate;
#else
	const struct gate *gate;
#endif
};

int open(struct consumer *consumer, const struct gate *gate)
{
#ifdef MENDED
	gate_ref_set_once(&consumer->gate, gate_ref_get(gate));
#else
	consumer->gate = gate;	/* ERROR */
#endif
	return 0;
}

u32 look(const struct consumer *consumer)
{
#ifdef MENDED
	own_access(gate_data, p, gate_ref_of(&consumer->gate));
#else
	own_access(gate_data, p, consumer->gate);
#endif

	return own_none(p) ? 0 : own_use(p)->tag;
}

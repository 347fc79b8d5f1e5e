// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a member that owns is in what a timer shares, and the end of the object forgets it
 * Rust: none (the compiler drops every member)
 * gcc clang context-analysis: silent: what the end has to empty is counted, and not compared with the members
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 * tokens: warning: own: member 'state.winner' of struct lottery owns, and the end of 'lottery_own' does not name it
 */
#include "../prelude.h"

struct lottery_state {
	struct parcel_own_slot winner;
	struct parcel_own_slot next;
};

struct lottery {
	OWN_LOCKED_BH(spinlock_t, struct lottery_state) state;
};
#ifdef MENDED
DEFINE_OWN(lottery_own, struct lottery, OWN_KMALLOC,
	   own_locked_member(parcel_own, state, next), own_locked_member(parcel_own, state, winner));
#else
DEFINE_OWN(lottery_own, struct lottery, OWN_KMALLOC,	/* ERROR */
	   own_locked_member(parcel_own, state, next));
#endif

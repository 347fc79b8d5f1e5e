// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a function that is called under a spinlock allocates, and says that it may wait for memory
 * Rust: none in the language (klint reports it)
 * gcc clang context-analysis: silent: the lock is held in another function; DEBUG_ATOMIC_SLEEP reports it
 * own-check: warning: own: 'note' may sleep, but a spinlock is held
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow calls
 */
#include "../prelude.h"

#ifdef MENDED
#define NOTE_GFP	GFP_ATOMIC
#else
#define NOTE_GFP	GFP_KERNEL
#endif

struct note {
	u32 number;
};
DEFINE_OWN(note_own, struct note, OWN_KMALLOC);

static int note(u32 number)
{
	own_auto(note_own, n, own_alloc(note_own, NOTE_GFP));

	if (own_none(n))
		return own_err(n);
	own_mut(n)->number = number;
	return 0;
}

int kill(struct box *box)
{
	own_guard(spinlock, state, &box->state);

	state->dead = true;
	return note(1);	/* ERROR */
}

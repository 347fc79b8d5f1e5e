// SPDX-License-Identifier: GPL-2.0-only
/* The pointer to locked data leaves the scope of its guard. */
#include <linux/spinlock.h>

#include <own/locked.h>

struct tally_state {
	unsigned long count;
	unsigned long bytes;
};

struct tally {
	OWN_LOCKED(spinlock_t, struct tally_state) state;
};

unsigned long tally_mean(struct tally *tally);
unsigned long tally_mean(struct tally *tally)
{
	struct tally_state *kept = NULL;

	own_scoped_guard(spinlock, state, &tally->state) {
		if (!state->count)
			return 0;
		kept = state;
	}
	return kept->bytes / kept->count;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: watched members are reached through borrows
 */
#include "../prelude.h"

struct letter {
	OWN_PERMISSION;
	u32 tag;
	u32 weight __own_member;
};
own_permission_of(struct letter);

void letter_free(struct letter *letter);
DEFINE_OWN(letter_own, struct letter, letter_free);

static void stamp(struct letter *letter) __own_borrows_mut(letter);
static void stamp(struct letter *letter)
{
	letter->weight++;
}

u32 weigh(struct letter_own letter)
{
	own_auto(letter_own, p, letter);
	u32 weight = own_use(p)->weight;

	stamp(own_mut(p));
	own_mut(p)->weight += weight;
	own_borrow(borrowed, p);
	return borrowed->weight + borrowed->tag;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a watched member is read through a pointer that was kept
 * Rust: E0382
 * gcc: silent: a raw pointer is not followed
 * clang: silent: a raw pointer is not followed
 * context-analysis: warning: own: member 'weight' is read without a borrow
 * own-check: warning: own: a pointer that was had from 'p' is used after that ended
 * coccinelle: silent: it does not follow pointers, own-check does
 * sparse: silent: it does not follow values
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

void letter_send(struct letter_own letter);

u32 send(struct letter_own letter)
{
	own_auto(letter_own, p, letter);
#ifdef MENDED
	u32 weight = own_use(p)->weight;

	letter_send(own_take(p));
	return weight;
#else
	const struct letter *raw = own_use(p);

	letter_send(own_take(p));
	return raw->weight;			/* ERROR: context-analysis own-check */
#endif
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a structure that has a value in it is handed on twice
 * Rust: E0382
 * gcc clang: silent: a structure is passed by value
 * context-analysis: silent: it follows pointers
 * own-check: silent: it follows values that stand alone
 * coccinelle: silent: no rule looks for it
 * sparse: silent: it does not follow values
 */
#include "../prelude.h"

struct order {
	struct parcel_own parcel;
	unsigned int to;
};

void order_send(struct order order);

void order_twice(struct parcel_own parcel, unsigned int to, unsigned int copy_to)
{
	struct order order = { .parcel = parcel, .to = to };

	order_send(order);
#ifndef MENDED
	order.to = copy_to;
	order_send(order);	/* ERROR */
#endif
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: twelve owners, each tested, set up and handed on under a condition
 */
#include "../prelude.h"

#define FOR_EACH_OWNER(DO)						\
	DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11)
#define SET_UP(n)							\
	own_auto(parcel_own, p##n, parcel_new(n));			\
	if (own_none(p##n))						\
		return own_err(p##n);					\
	if (parcel_setup(own_mut(p##n)))				\
		return -EIO;
#define HAND_ON(n)							\
	if (ready(n))							\
		parcel_send(own_take(p##n));

int send_many(void)
{
	FOR_EACH_OWNER(SET_UP)
	FOR_EACH_OWNER(HAND_ON)
	return 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: what a function of the kernel returns is adopted, with its three kinds of answer
 */
#include "../prelude.h"

void string_free(char *string);
DEFINE_OWN(string_own, char, string_free);

int box_name(struct box *box, const char __user *name)
{
	/* SAFETY: strndup_user() returns memory that is the caller's, or an ERR_PTR(). */
	own_auto(string_own, copy, own_unsafe_result(string_own, strndup_user(name, 64)));

	if (own_none(copy))
		return own_err(copy);
	return own_use(copy)[0] == '/' ? -EINVAL : 0;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: what a kernel function returned, a pointer, an ERR_PTR or NULL, is adopted and tested
 */
#include "../prelude.h"
#include <own/result.h>

DEFINE_OWN_RESULT_PTR(inode_found, struct inode);

struct inode *inode_look_up(unsigned long number);

struct inode_found inode_of(unsigned long number)
{
	if (!number)
		return own_fail(inode_found, -EINVAL);
	return inode_found_from(inode_look_up(number));
}

loff_t size_of(unsigned long number)
{
	own_result(inode_found, inode, inode_of(number));

	if (own_none(inode))
		return own_err(inode);
	return i_size_read(own_value(inode));
}

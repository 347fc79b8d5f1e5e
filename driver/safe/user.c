// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every copy from and to user memory. All of them sleep.
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "parcel_internal.h"

/* The caller's structure, read once. What an older caller does not know counts as 0. */
int user_fetch(struct call *call, size_t first_version)
{
	if (call->user_size < first_version)
		return -EINVAL;
	if (call->user_size > PAGE_SIZE)
		return -E2BIG;
	return copy_struct_from_user(&call->arguments, call->size, call->address,
				     call->user_size);
}

/* As much of it as the caller knows. */
int user_answer(const struct call *call)
{
	size_t size = min(call->size, call->user_size);

	return copy_to_user(call->address, &call->arguments, size) ? -EFAULT : 0;
}

int user_read(void *to, u64 from, size_t length)
{
	return copy_from_user(to, u64_to_user_ptr(from), length) ? -EFAULT : 0;
}

int user_write(u64 to, const void *from, size_t length)
{
	return copy_to_user(u64_to_user_ptr(to), from, length) ? -EFAULT : 0;
}

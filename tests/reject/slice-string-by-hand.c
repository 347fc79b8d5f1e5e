// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a length of 0 that strnlen() found is used as an index less 1 (CVE-2024-42236)
 * Rust: none (it panics)
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed: a page and a length are no slice
 */
#include "../prelude.h"
#include <own/slice.h>
#include <own/strict.h>

ssize_t name_store(char *copy, const char *page, size_t len)
{
	size_t n = strnlen(page, 126);

#ifdef MENDED
	if (!n)
		return -EINVAL;
#endif
	if (n > 126)
		return -EOVERFLOW;
	memcpy(copy, page, n + 1);
	if (copy[n - 1] == '\n')
		copy[n - 1] = 0;
	return len;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a length that the host writes to shared memory says how much is copied out (CVE-2026-31470)
 * Rust: none (a read of such memory is unsafe)
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed: the structure says how long it is
 */
#include "../prelude.h"
#include <own/user.h>
#include <own/strict.h>

struct quote {
	u64 version, status;
	u32 in_len, out_len;
	u8 data[];
};

struct tdx {
	struct quote *shared;
	size_t size;
};

int give_quote(struct tdx *tdx, struct own_user_writer *to)
{
#ifdef MENDED
	const u32 length = READ_ONCE(tdx->shared->out_len);

	if (length > tdx->size - sizeof(struct quote))
		return -EIO;
	/* SAFETY: the allocation is that long. */
	return own_user_write(slice, to, own_slice_unsafe_from(own_bytes, tdx->shared->data, length));
#else
	return own_user_write(slice, to, own_slice_of_member(own_bytes, tdx->shared, data, out_len));
#endif
}

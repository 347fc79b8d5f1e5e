// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: a structure of which there has been one version
 */
#include "../prelude.h"
#include <own/user.h>

struct request {
	__u64 address;
	__u32 length;
	__u32 flags;
};

int read_request(struct own_user_reader *from, struct request *request)
{
	return own_user_read(versioned, from, request, sizeof(*request));
}

// SPDX-License-Identifier: GPL-2.0-only
/* How the parcel driver reads from a parcel that was taken, in careful C. */
#include "parcel_plain.h"

long call_read(struct call *call, struct parcel_read *request)
{
	struct content *content;
	int err;

	if (request->flags)
		return -EINVAL;
	content = parcel_file_content(call->file, request->handle);
	if (IS_ERR(content))
		return PTR_ERR(content);
	err = content_read(content, request->offset, request->length, request->buffer);
	content_put(content);
	return err ?: (long)request->length;
}

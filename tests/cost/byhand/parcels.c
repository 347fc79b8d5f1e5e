// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls that send, receive and look at parcels.
 */
#include <linux/timekeeping.h>

#include "parcel_internal.h"
#include "trace.h"

static bool may_wait(const struct call *call, u32 flags)
{
	return !(call->nonblock || flags & PARCEL_DONTWAIT);
}

/* The parcel is queued whether or not the sender learns its number. */
static void tell_sequence(int err)
{
	if (err)
		pr_debug("a sequence number did not reach its sender\n");
}

long call_send(struct call *call, struct parcel_send *request)
{
	const struct opener *opener = call->file->opener;
	int err;

	if (request->flags & ~PARCEL_DONTWAIT)
		return -EINVAL;

	struct box *box __free(box_put) = parcel_file_box(call->file, request->handle,
							  PARCEL_RIGHT_SEND);

	if (IS_ERR(box))
		return PTR_ERR(box);
	if (!request->length)
		return -EINVAL;
	if (request->length > PARCEL_MAX_LENGTH || request->length > box->capacity_bytes)
		return -EMSGSIZE;
	if (request->deadline && deadline_from_user(request->deadline) <= ktime_get_ns())
		return -ETIME;

	struct parcel *parcel = parcel_new(content_from_user(request), opener);

	if (IS_ERR(parcel))
		return PTR_ERR(parcel);
	err = box_send(box, parcel, may_wait(call, request->flags), &request->sequence);
	if (err) {
		parcel_free(parcel);
		return err;
	}
	tell_sequence(call_answer(call, request, sizeof(*request)));
	return 0;
}

static int hand_out(struct call *call, const struct parcel_receive *request,
		    const struct content *content)
{
	int err = content_read(content, 0, content->length, request->buffer);

	if (!err && request->max_records)
		err = content_read_index(content, request->records);
	return err ?: call_answer(call, request, sizeof(*request));
}

/* Nothing was received. The end of the stream is no error. */
static long not_received(struct call *call, const struct parcel_receive *request, int err)
{
	if (err == -EMSGSIZE && call_answer(call, request, sizeof(*request)))
		return -EFAULT;
	return err == -ENOENT ? 0 : err;
}

static long peek(struct call *call, struct parcel_receive *request, struct box *box,
		 struct demand *demand)
{
	struct content *content __free(content_put) = box_peek(box, demand);
	int err;

	request->info = demand->info;
	if (IS_ERR(content))
		return not_received(call, request, PTR_ERR(content));
	err = hand_out(call, request, content);
	return err ?: (long)request->info.length;
}

static long receive(struct call *call, struct parcel_receive *request, struct box *box,
		    struct demand *demand)
{
	struct parcel *parcel = box_receive(box, demand);
	u32 size;
	int err;

	request->info = demand->info;
	if (IS_ERR(parcel))
		return not_received(call, request, PTR_ERR(parcel));
	err = hand_out(call, request, parcel->content);
	if (err) {
		box_give_back(box, parcel);
		return err;
	}
	trace_parcel_receive(box, request->info.sequence, request->info.length);
	size = content_size(parcel->content);
	parcel_free(parcel);
	box_received(box, size);
	return request->info.length;
}

long call_receive(struct call *call, struct parcel_receive *request)
{
	struct demand demand = {
		.buffer_size = request->buffer_size,
		.max_records = request->max_records,
		.wait = may_wait(call, request->flags),
	};

	if (request->flags & ~(PARCEL_DONTWAIT | PARCEL_PEEK) || request->reserved)
		return -EINVAL;

	struct box *box __free(box_put) = parcel_file_box(call->file, request->handle,
							  PARCEL_RIGHT_RECEIVE);

	if (IS_ERR(box))
		return PTR_ERR(box);
	if (request->flags & PARCEL_PEEK)
		return peek(call, request, box, &demand);
	return receive(call, request, box, &demand);
}

/* Under the handle that was reserved. */
static long take(struct call *call, struct parcel_take *request, struct box *box, u32 handle)
{
	struct demand demand = {
		.buffer_size = U64_MAX,
		.wait = may_wait(call, request->flags),
	};
	struct parcel *parcel = box_receive(box, &demand);
	int err;

	if (IS_ERR(parcel))
		return PTR_ERR(parcel);
	request->parcel = handle;
	request->info = demand.info;
	err = call_answer(call, request, sizeof(*request)) ?:
	      parcel_hold(parcel, call->file->opener);
	if (err) {
		box_give_back(box, parcel);
		return err;
	}
	trace_parcel_take(box, request->info.sequence, request->info.length);
	box_received(box, content_size(parcel->content));
	handle_install(&call->file->handles, handle, parcel, HANDLE_PARCEL);
	return request->info.length;
}

long call_take(struct call *call, struct parcel_take *request)
{
	struct handle_table *handles = &call->file->handles;
	u32 handle;
	long taken;

	if (request->flags & ~PARCEL_DONTWAIT || request->reserved)
		return -EINVAL;

	struct box *box __free(box_put) = parcel_file_box(call->file, request->handle,
							  PARCEL_RIGHT_RECEIVE);

	if (IS_ERR(box))
		return PTR_ERR(box);
	taken = handle_reserve(handles, &handle);
	if (taken)
		return taken;
	taken = take(call, request, box, handle);
	if (taken < 0)
		handle_unreserve(handles, handle);
	if (taken != -ENOENT)
		return taken;
	request->parcel = 0;
	return call_answer(call, request, sizeof(*request));
}

long call_read(struct call *call, struct parcel_read *request)
{
	int err;

	if (request->flags)
		return -EINVAL;

	struct content *content __free(content_put) = parcel_file_content(call->file,
									  request->handle);

	if (IS_ERR(content))
		return PTR_ERR(content);
	err = content_read(content, request->offset, request->length, request->buffer);
	return err ?: (long)request->length;
}

long call_read_record(struct call *call, struct parcel_read_record *request)
{
	const struct parcel_record *record = &request->record;
	int err;

	if (request->flags || request->reserved || request->reserved2)
		return -EINVAL;

	struct content *content __free(content_put) = parcel_file_content(call->file,
									  request->handle);

	if (IS_ERR(content))
		return PTR_ERR(content);
	err = content_record(content, request->index, &request->record);
	if (err)
		return err;
	if (!request->buffer_size)
		return call_answer(call, request, sizeof(*request));
	if (request->buffer_size < record->length)
		return call_answer(call, request, sizeof(*request)) ?: -EMSGSIZE;
	err = content_read(content, record->offset, record->length, request->buffer) ?:
	      call_answer(call, request, sizeof(*request));
	return err ?: (long)record->length;
}

/* The parcel stays the caller's unless this succeeds. */
static int forward(struct call *call, struct parcel_forward *request, struct parcel *parcel)
{
	const u32 size = content_size(parcel->content);
	int err;
	struct box *box __free(box_put) = parcel_file_box(call->file, request->box,
							  PARCEL_RIGHT_SEND);

	if (IS_ERR(box))
		return PTR_ERR(box);
	/* Out of our hands, unless it comes back. */
	parcel->held = false;
	err = box_send(box, parcel, may_wait(call, request->flags), &request->sequence);
	if (err) {
		parcel->held = true;
		return err;
	}
	/* Who took it is who forwards it: the file is the same. */
	share_refund(opener_share(call->file->opener), SHARE_BYTES, size + PARCEL_OVERHEAD);
	return 0;
}

long call_forward(struct call *call, struct parcel_forward *request)
{
	struct handle_table *handles = &call->file->handles;
	struct parcel *parcel;
	int err;

	if (request->flags & ~PARCEL_DONTWAIT || request->reserved)
		return -EINVAL;
	parcel = handle_borrow_parcel(handles, request->parcel);
	if (IS_ERR(parcel))
		return PTR_ERR(parcel);
	err = forward(call, request, parcel);
	handle_return_parcel(handles, request->parcel, err ? parcel : NULL);
	if (!err)
		tell_sequence(call_answer(call, request, sizeof(*request)));
	return err;
}

long call_move(struct call *call, struct parcel_move *request)
{
	long length;

	if (request->flags || request->reserved)
		return -EINVAL;

	struct box *from __free(box_put) = parcel_file_box(call->file, request->from,
							   PARCEL_RIGHT_RECEIVE);

	if (IS_ERR(from))
		return PTR_ERR(from);

	struct box *to __free(box_put) = parcel_file_box(call->file, request->to,
							 PARCEL_RIGHT_SEND);

	if (IS_ERR(to))
		return PTR_ERR(to);
	length = box_move(from, to, &request->sequence);
	if (length > 0)
		tell_sequence(call_answer(call, request, sizeof(*request)));
	return length;
}

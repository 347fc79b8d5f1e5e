// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls that send, receive and look at parcels.
 */
#include <linux/timekeeping.h>

#include "parcel_internal.h"
#include "trace.h"
#include <own/strict.h>

static bool may_wait(struct call *call, u32 flags)
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
	const struct opener *opener = parcel_file_opener(call->file);
	int err;

	if (request->flags & ~PARCEL_DONTWAIT)
		return -EINVAL;
	own_auto(box_ref, box,
		 parcel_file_box(call->file, request->handle, PARCEL_RIGHT_SEND));
	if (own_none(box))
		return own_err(box);
	if (!request->length)
		return -EINVAL;
	if (request->length > PARCEL_MAX_LENGTH || request->length > own_use(box)->capacity_bytes)
		return -EMSGSIZE;
	if (request->deadline && deadline_from_user(request->deadline) <= ktime_get_ns())
		return -ETIME;

	own_auto(parcel_own, p, parcel_new(content_from_user(request), opener));
	if (own_none(p))
		return own_err(p);
	err = own_rest(p, box_send(own_use(box), own_take(p), may_wait(call, request->flags),
				   &request->sequence));
	if (!err)
		tell_sequence(own_user_write(versioned, &call->to, request, NULL));
	return err;
}

static int hand_out(struct call *call, const struct parcel_receive *request,
		    const struct content *content)
{
	int err = content_read(content, 0, content->length, request->buffer);

	if (!err && request->max_records)
		err = content_read_index(content, request->records);
	return err ?: own_user_write(versioned, &call->to, request, NULL);
}

/* Nothing was received. The end of the stream is no error. */
static long not_received(struct call *call, const struct parcel_receive *request, int err)
{
	if (err == -EMSGSIZE && own_user_write(versioned, &call->to, request, NULL))
		return -EFAULT;
	return err == -ENOENT ? 0 : err;
}

static long peek(struct call *call, struct parcel_receive *request, const struct box *box,
		 struct demand *demand)
{
	own_auto(content_ref, c, box_peek(box, demand));
	int err;

	request->info = demand->info;
	if (own_none(c))
		return not_received(call, request, own_err(c));
	err = hand_out(call, request, own_use(c));
	return err ?: (long)request->info.length;
}

static long receive(struct call *call, struct parcel_receive *request, const struct box *box,
		    struct demand *demand)
{
	own_linear(parcel_own, p, box_receive(box, demand));
	u32 size;
	int err;

	request->info = demand->info;
	if (own_none(p))
		return not_received(call, request, own_err(p));
	err = hand_out(call, request, parcel_content(own_use(p)));
	if (err) {
		box_give_back(box, own_take(p));
		return err;
	}
	trace_parcel_receive(box, request->info.sequence, request->info.length);
	size = content_size(parcel_content(own_use(p)));
	own_drop(parcel_own, p);
	box_received(box, size);
	return request->info.length;
}

long call_receive(struct call *call, struct parcel_receive *request)
{
	if (request->flags & ~(PARCEL_DONTWAIT | PARCEL_PEEK) || request->reserved)
		return -EINVAL;
	own_auto(box_ref, box,
		 parcel_file_box(call->file, request->handle, PARCEL_RIGHT_RECEIVE));
	if (own_none(box))
		return own_err(box);

	struct demand demand = {
		.buffer_size = request->buffer_size,
		.max_records = request->max_records,
		.wait = may_wait(call, request->flags),
	};

	if (request->flags & PARCEL_PEEK)
		return peek(call, request, own_use(box), &demand);
	return receive(call, request, own_use(box), &demand);
}

long call_take(struct call *call, struct parcel_take *request)
{
	struct demand demand = { .buffer_size = U64_MAX };
	int err;

	if (request->flags & ~PARCEL_DONTWAIT || request->reserved)
		return -EINVAL;
	own_auto(box_ref, box,
		 parcel_file_box(call->file, request->handle, PARCEL_RIGHT_RECEIVE));
	if (own_none(box))
		return own_err(box);
	own_table_reserve(handles, place, &call->file->handles);
	if (own_none(place))
		return own_err(place);

	demand.wait = may_wait(call, request->flags);
	own_linear(parcel_own, p, box_receive(own_use(box), &demand));
	if (own_none(p)) {
		if (own_err(p) != -ENOENT)
			return own_err(p);
		request->parcel = 0;
		return own_user_write(versioned, &call->to, request, NULL);
	}
	request->parcel = own_table_index(place);
	request->info = demand.info;
	err = own_user_write(versioned, &call->to, request, NULL) ?:
	      parcel_hold(own_mut(p), parcel_file_opener(call->file));
	if (err) {
		box_give_back(own_use(box), own_take(p));
		return err;
	}
	trace_parcel_take(own_use(box), request->info.sequence, request->info.length);
	box_received(own_use(box), content_size(parcel_content(own_use(p))));
	own_table_install(parcel_handle, place, own_take(p));
	return request->info.length;
}

long call_read(struct call *call, struct parcel_read *request)
{
	int err;

	if (request->flags)
		return -EINVAL;
	own_auto(content_ref, c, parcel_file_content(call->file, request->handle));
	if (own_none(c))
		return own_err(c);
	err = content_read(own_use(c), request->offset, request->length,
			   request->buffer);
	return err ?: (long)request->length;
}

long call_read_record(struct call *call, struct parcel_read_record *request)
{
	const struct parcel_record *record = &request->record;
	int err;

	if (request->flags || request->reserved || request->reserved2)
		return -EINVAL;
	own_auto(content_ref, c, parcel_file_content(call->file, request->handle));
	if (own_none(c))
		return own_err(c);
	err = content_record(own_use(c), request->index, &request->record);
	if (err)
		return err;
	if (!request->buffer_size)
		return own_user_write(versioned, &call->to, request, NULL);
	if (request->buffer_size < record->length)
		return own_user_write(versioned, &call->to, request, NULL) ?: -EMSGSIZE;
	err = content_read(own_use(c), record->offset, record->length,
			   request->buffer) ?: own_user_write(versioned, &call->to, request, NULL);
	return err ?: (long)record->length;
}

long call_forward(struct call *call, struct parcel_forward *request)
{
	int err;

	if (request->flags & ~PARCEL_DONTWAIT || request->reserved)
		return -EINVAL;
	/* Back under its handle at the end, unless the box took it. */
	own_table_borrow_mut(parcel_handle, p, &call->file->handles, request->parcel);
	if (own_none(p))
		return own_err(p);
	own_auto(box_ref, box,
		 parcel_file_box(call->file, request->box, PARCEL_RIGHT_SEND));
	if (own_none(box))
		return own_err(box);
	const u32 size = content_size(parcel_content(own_use(p)));

	/* Out of our hands, unless it comes back. */
	own_mut(p)->held = false;
	err = own_rest(p, box_send(own_use(box), own_take(p), may_wait(call, request->flags),
				   &request->sequence));
	if (!own_none(p)) {
		own_mut(p)->held = true;
		return err;
	}
	/* Who took it is who forwards it: the file is the same. */
	share_refund(opener_share(parcel_file_opener(call->file)), SHARE_BYTES,
		     size + PARCEL_OVERHEAD);
	tell_sequence(own_user_write(versioned, &call->to, request, NULL));
	return 0;
}

long call_move(struct call *call, struct parcel_move *request)
{
	long length;

	if (request->flags || request->reserved)
		return -EINVAL;
	own_auto(box_ref, from, parcel_file_box(call->file, request->from, PARCEL_RIGHT_RECEIVE));
	if (own_none(from))
		return own_err(from);
	own_auto(box_ref, to, parcel_file_box(call->file, request->to, PARCEL_RIGHT_SEND));
	if (own_none(to))
		return own_err(to);
	length = box_move(own_use(from), own_use(to), &request->sequence);
	if (length > 0)
		tell_sequence(own_user_write(versioned, &call->to, request, NULL));
	return length;
}

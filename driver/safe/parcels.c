// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls that send, receive and look at parcels.
 */
#include <linux/timekeeping.h>

#include "parcel_internal.h"

static bool may_wait(const struct call *call, u32 flags)
{
	return !(call->nonblock || flags & PARCEL_DONTWAIT);
}

/* The parcel is queued whether or not the sender learns its number. */
static void tell_sequence(const struct call *call)
{
	if (user_answer(call))
		pr_debug("a sequence number did not reach its sender\n");
}

long call_send(struct call *call)
{
	struct parcel_send *request = &call->arguments.send;
	int err;

	if (request->flags & ~PARCEL_DONTWAIT)
		return -EINVAL;
	own_auto(box_ref, box,
		 box_handle_get(&call->file->handles, request->handle, PARCEL_RIGHT_SEND));
	if (own_none(box))
		return own_err(box);
	if (!request->length)
		return -EINVAL;
	if (request->length > PARCEL_MAX_LENGTH ||
	    request->length > own_use(box)->capacity_bytes)
		return -EMSGSIZE;
	if (request->deadline && request->deadline <= ktime_get_ns())
		return -ETIME;

	own_auto(parcel_own, p, parcel_new(content_gather(request)));
	if (own_none(p))
		return own_err(p);
	err = own_rest(p, box_send(own_use(box), own_take(p), may_wait(call, request->flags),
				   &request->sequence));
	if (!err)
		tell_sequence(call);
	return err;
}

static int hand_out(const struct call *call, const struct content *content)
{
	const struct parcel_receive *request = &call->arguments.receive;
	int err = content_read(content, 0, content->length, request->buffer);

	if (!err && request->max_records)
		err = content_read_index(content, request->records);
	return err ?: user_answer(call);
}

/* Nothing was received. The end of the stream is no error. */
static long not_received(const struct call *call, int err)
{
	if (err == -EMSGSIZE && user_answer(call))
		return -EFAULT;
	return err == -ENOENT ? 0 : err;
}

static long peek(struct call *call, struct box *box, struct demand *demand)
{
	own_auto(content_ref, c, box_peek(box, demand));
	int err;

	call->arguments.receive.info = demand->info;
	if (own_none(c))
		return not_received(call, own_err(c));
	err = hand_out(call, own_use(c));
	return err ?: demand->info.length;
}

static long receive(struct call *call, struct box *box, struct demand *demand)
{
	own_linear(parcel_own, p, box_receive(box, demand));
	int err;

	call->arguments.receive.info = demand->info;
	if (own_none(p))
		return not_received(call, own_err(p));
	err = hand_out(call, parcel_content(own_use(p)));
	if (err) {
		box_give_back(box, own_take(p));
		return err;
	}
	own_drop(parcel_own, p);
	return demand->info.length;
}

long call_receive(struct call *call)
{
	const struct parcel_receive *request = &call->arguments.receive;
	struct demand demand = {
		.buffer_size = request->buffer_size,
		.max_records = request->max_records,
		.wait = may_wait(call, request->flags),
	};

	if (request->flags & ~(PARCEL_DONTWAIT | PARCEL_PEEK) || request->reserved)
		return -EINVAL;
	own_auto(box_ref, box,
		 box_handle_get(&call->file->handles, request->handle, PARCEL_RIGHT_RECEIVE));
	if (own_none(box))
		return own_err(box);
	if (request->flags & PARCEL_PEEK)
		return peek(call, own_use(box), &demand);
	return receive(call, own_use(box), &demand);
}

long call_take(struct call *call)
{
	struct parcel_take *request = &call->arguments.take;
	struct demand demand = {
		.buffer_size = U64_MAX,
		.wait = may_wait(call, request->flags),
	};
	int err;

	if (request->flags & ~PARCEL_DONTWAIT || request->reserved)
		return -EINVAL;
	own_auto(box_ref, box,
		 box_handle_get(&call->file->handles, request->handle, PARCEL_RIGHT_RECEIVE));
	if (own_none(box))
		return own_err(box);
	own_auto(handles_reserved, place, handles_reserve(&call->file->handles));
	if (own_none(place))
		return own_err(place);
	own_linear(parcel_own, p, box_receive(own_use(box), &demand));
	if (own_none(p)) {
		if (own_err(p) != -ENOENT)
			return own_err(p);
		request->parcel = 0;
		return user_answer(call);
	}
	request->parcel = handles_reserved_index(own_use(place));
	request->info = demand.info;
	err = user_answer(call);
	if (err) {
		box_give_back(own_use(box), own_take(p));
		return err;
	}
	parcel_handle_install(own_take(place), own_take(p));
	return demand.info.length;
}

long call_read(struct call *call)
{
	const struct parcel_read *request = &call->arguments.read;
	int err;

	if (request->flags)
		return -EINVAL;
	own_table_borrow(parcel_handle, p, &call->file->handles, request->handle);
	if (own_none(p))
		return own_err(p);
	err = content_read(parcel_content(own_use(p)), request->offset, request->length,
			   request->buffer);
	return err ?: request->length;
}

long call_read_record(struct call *call)
{
	struct parcel_read_record *request = &call->arguments.read_record;
	const struct parcel_record *record = &request->record;
	int err;

	if (request->flags || request->reserved || request->reserved2)
		return -EINVAL;
	own_table_borrow(parcel_handle, p, &call->file->handles, request->handle);
	if (own_none(p))
		return own_err(p);
	err = content_record(parcel_content(own_use(p)), request->index, &request->record);
	if (err)
		return err;
	if (!request->buffer_size)
		return user_answer(call);
	if (request->buffer_size < record->length)
		return user_answer(call) ?: -EMSGSIZE;
	err = content_read(parcel_content(own_use(p)), record->offset, record->length,
			   request->buffer) ?: user_answer(call);
	return err ?: record->length;
}

long call_forward(struct call *call)
{
	struct parcel_forward *request = &call->arguments.forward;
	int err;

	if (request->flags & ~PARCEL_DONTWAIT || request->reserved)
		return -EINVAL;
	/* Back under its handle at the end, unless the box took it. */
	own_table_borrow_mut(parcel_handle, p, &call->file->handles, request->parcel);
	if (own_none(p))
		return own_err(p);
	own_auto(box_ref, box,
		 box_handle_get(&call->file->handles, request->box, PARCEL_RIGHT_SEND));
	if (own_none(box))
		return own_err(box);
	err = own_rest(p, box_send(own_use(box), own_take(p), may_wait(call, request->flags),
				   &request->sequence));
	if (!err)
		tell_sequence(call);
	return err;
}

long call_move(struct call *call)
{
	struct parcel_move *request = &call->arguments.move;
	struct handles *handles = &call->file->handles;
	long length;

	if (request->flags || request->reserved)
		return -EINVAL;
	own_auto(box_ref, from, box_handle_get(handles, request->from, PARCEL_RIGHT_RECEIVE));
	if (own_none(from))
		return own_err(from);
	own_auto(box_ref, to, box_handle_get(handles, request->to, PARCEL_RIGHT_SEND));
	if (own_none(to))
		return own_err(to);
	length = box_move(own_use(from), own_use(to), &request->sequence);
	if (length > 0)
		tell_sequence(call);
	return length;
}

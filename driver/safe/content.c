// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parcels and what they carry: payload and index. A content is set up by the sender alone and is
 * constant from the moment that it is shared; a parcel is a content on its way.
 */
#include <linux/overflow.h>
#include <linux/pid_namespace.h>

#include "parcel_internal.h"

#include <own/strict.h>

static void parcel_end(struct parcel *parcel);

IMPLEMENT_OWN(content_own, struct content, OWN_KVMALLOC,
	      own_member(payload_own, apart), own_member(index_own, index));
EXPORT_SYMBOL_IF_KUNIT(__content_own_end);

IMPLEMENT_OWN(parcel_own, struct parcel, OWN_CACHE(parcel_cache), own_run(parcel_end),
	      own_member(share_ref, holder), own_member(sender_ref, sender),
	      own_member(content_ref, content));
EXPORT_SYMBOL_IF_KUNIT(__parcel_own_end);

/* User space says u64 where the library says size_t. */
static_assert(sizeof(size_t) == sizeof(u64));

/* The sender may have gone, and be kept by nothing else. */
static_assert(sizeof(struct parcel) + sizeof(struct content) + sizeof(struct index) +
	      sizeof(struct sender) + sizeof(struct pid) +
	      MAX_PID_NS_LEVEL * sizeof(struct upid) <= PARCEL_OVERHEAD);

DEFINE_OWN_SLICE(record_slice, struct parcel_record);
static const struct parcel_record no_records[] = { };

DEFINE_OWN_USER_ALLOC(index_own, records, nr_records);
DEFINE_OWN_USER_ALLOC_APART(content_own, bytes, length, payload_own, apart);

struct own_bytes content_payload(const struct content *content)
{
	/* SAFETY: they were made as long as length says, and are not changed. */
	return own_slice_unsafe_from(own_bytes, content_own_elements(content), content->length);
}
EXPORT_SYMBOL_IF_KUNIT(content_payload);

static struct index_own_result index_from_user(struct own_bytes payload,
					       const struct parcel_send *send)
{
	struct own_user_reader from =
		own_user_reader_from(u64_to_user_ptr(send->records),
				     array_size(send->nr_records, sizeof(struct parcel_record)));
	own_auto(index_own, index,
		 own_user_read_alloc(index_own, &from, PARCEL_MAX_RECORDS, GFP_KERNEL_ACCOUNT));

	if (own_none(index))
		return own_pass(index);
	struct record_slice records = own_slice_of_member(record_slice, own_use(index), records,
						      nr_records);

	own_slice_for_each(record, records) {
		own_result(own_bytes_result, part,
			   own_bytes_sub(payload, record->offset, record->length));
		if (own_none(part))
			return own_fail(index_own, -EINVAL);
	}
	return own_ok(index);
}

/* From several user buffers, which are together as long as the payload. */
static struct content_own_result gather(const struct parcel_send *send)
{
	struct own_user_reader segments =
		own_user_reader_from(u64_to_user_ptr(send->segments),
				     array_size(send->nr_segments, sizeof(struct parcel_segment)));

	return own_user_gather_alloc(content_own, &segments, struct parcel_segment, address, length,
				     send->length, GFP_KERNEL_ACCOUNT);
}

/* The caller has found send->length to be good, and nothing else. */
struct content_ref_result content_from_user(const struct parcel_send *send)
{
	if (send->nr_segments > PARCEL_MAX_SEGMENTS || send->nr_records > PARCEL_MAX_RECORDS)
		return own_fail(content_ref, -EOVERFLOW);

	own_auto(content_own, c, gather(send));
	if (own_none(c))
		return own_fail(content_ref, own_err(c));
	if (send->nr_records) {
		own_auto(index_own, index, index_from_user(content_payload(own_use(c)), send));
		if (own_none(index))
			return own_fail(content_ref, own_err(index));
		index_own_set_once(&own_mut(c)->index, own_take(index));
	}
	own_mut(c)->deadline = deadline_from_user(send->deadline);
	own_auto(content_ref, shared, content_ref_share(own_take(c)));
	return own_ok(shared);
}

struct content_ref_result content_from_iter(struct iov_iter *from)
{
	own_auto(content_own, c, own_user_iter_read_alloc(content_own, from, PARCEL_MAX_LENGTH,
							  GFP_KERNEL_ACCOUNT));

	if (own_none(c))
		return own_fail(content_ref, own_err(c));
	own_auto(content_ref, shared, content_ref_share(own_take(c)));
	return own_ok(shared);
}
EXPORT_SYMBOL_IF_KUNIT(content_from_iter);

static struct record_slice content_records(const struct content *content)
{
	const struct index *index = index_own_of(&content->index);

	return index ? own_slice_of_member(record_slice, index, records, nr_records) :
		       own_slice_of(record_slice, no_records);
}

static int write_to_user(u64 to, struct own_bytes bytes)
{
	struct own_user_writer writer =
		own_user_writer_from(u64_to_user_ptr(to), own_slice_len(bytes));

	return own_user_write(slice, &writer, bytes);
}

/* A part of the payload, to where the user says. */
int content_read(const struct content *content, u64 offset, u64 length, u64 to)
{
	own_result(own_bytes_result, part, own_bytes_sub(content_payload(content), offset, length));

	return own_none(part) ? -EINVAL : write_to_user(to, own_value(part));
}

int content_read_index(const struct content *content, u64 to)
{
	return write_to_user(to, record_slice_bytes(content_records(content)));
}

int content_record(const struct content *content, u32 number, struct parcel_record *record)
{
	own_result(record_slice_item, found, record_slice_get(content_records(content), number));

	if (own_none(found))
		return -EINVAL;
	*record = *own_value(found);
	return 0;
}

/* @opener: who sends it, or the file that does. Its deadline, if it has one, counts from here. */
struct parcel_own_result parcel_new(struct content_ref_result content, const struct opener *opener)
{
	own_auto(content_ref, c, content);
	int err;

	if (own_none(c))
		return own_fail(parcel_own, own_err(c));
	own_auto(parcel_own, p, own_alloc(parcel_own, GFP_KERNEL));
	if (own_none(p))
		return own_pass(p);
	if (own_use(c)->deadline) {
		err = share_charge(opener_share(opener), SHARE_DEADLINES, 1, opener);
		if (err)
			return own_fail(parcel_own, err);
	}
	sender_ref_set_once(&own_mut(p)->sender, sender_ref_get(opener_sender(opener)));
	content_ref_set_once(&own_mut(p)->content, own_take(c));
	return own_ok(p);
}
EXPORT_SYMBOL_IF_KUNIT(parcel_new);

static long parcel_cost(const struct parcel *parcel)
{
	return content_size(parcel_content(parcel)) + PARCEL_OVERHEAD;
}

static void refund_deadline(struct parcel *parcel)
{
	if (!parcel_content(parcel)->deadline)
		return;
	own_peek(share_ref, holder, &parcel->holder);
	share_refund(own_none(holder) ? sender_share(sender_ref_of(&parcel->sender)) :
		     own_use(holder), SHARE_DEADLINES, 1);
}

/* Does its deadline, if it has one, count against another share than this one? */
static bool has_other_payer(const struct parcel *parcel, const struct share *share)
{
	if (!parcel_content(parcel)->deadline)
		return false;
	own_peek(share_ref, holder, &parcel->holder);
	return share != (own_none(holder) ? sender_share(sender_ref_of(&parcel->sender)) :
			 own_use(holder));
}

/* It is taken out of its box, and from now on counts against who takes it; so does its deadline. */
int parcel_hold(struct parcel *parcel, const struct opener *holder)
{
	const struct share *share = opener_share(holder);
	const bool pays_now = has_other_payer(parcel, share);
	int err = share_charge(share, SHARE_BYTES, parcel_cost(parcel), holder);

	if (err)
		return err;
	if (pays_now) {
		err = share_charge(share, SHARE_DEADLINES, 1, holder);
		if (err) {
			share_refund(share, SHARE_BYTES, parcel_cost(parcel));
			return err;
		}
		refund_deadline(parcel);
	}
	share_ref_set(&parcel->holder, share_ref_get(share));
	parcel->held = true;
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(parcel_hold);

/* Without a content it was never finished, and nothing of it counts. */
static void parcel_end(struct parcel *parcel)
{
	if (!parcel_content(parcel))
		return;
	refund_deadline(parcel);
	if (!parcel->held)
		return;
	own_peek(share_ref, holder, &parcel->holder);
	if (!own_none(holder))
		share_refund(own_use(holder), SHARE_BYTES, parcel_cost(parcel));
}

/* The sender and the deadline are told in the namespaces of who asks. */
void parcel_info(const struct parcel *parcel, struct parcel_info *info)
{
	const struct content *content = parcel_content(parcel);
	const struct sender *sender = sender_ref_of(&parcel->sender);

	*info = (struct parcel_info){
		.length = content->length,
		.sequence = parcel->sequence,
		.deadline = deadline_to_user(content->deadline),
		.nr_records = own_slice_len(content_records(content)),
		.pid = pid_vnr(pid_ref_of(&sender->pid)),
		.uid = from_kuid_munged(current_user_ns(), sender->uid),
	};
}

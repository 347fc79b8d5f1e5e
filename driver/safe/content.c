// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parcels and what they carry: payload, index, sender. A content is set up by the sender alone and
 * is constant from the moment that it is shared; a parcel is a content on its way.
 */
#include <linux/cred.h>
#include <linux/overflow.h>

#include "parcel_internal.h"

void index_free(struct index *index)
{
	kvfree(index);
}

void content_free(struct content *content)
{
	own_auto(pid_ref, pid, pid_ref_take_from(&content->pid));
	own_auto(index_own, index, index_own_take_from(&content->index));

	kvfree(content);
}
EXPORT_SYMBOL_IF_KUNIT(content_free);

void parcel_free(struct parcel *parcel)
{
	own_auto(content_ref, content, content_ref_take_from(&parcel->content));

	kmem_cache_free(parcel_cache, parcel);
}
EXPORT_SYMBOL_IF_KUNIT(parcel_free);

#include <own/strict.h>

/* User space says u64 where the library says size_t. */
static_assert(sizeof(size_t) == sizeof(u64));

DEFINE_SLICE(record_slice, struct parcel_record);
static const struct parcel_record no_records[] = { };

DEFINE_USER_ALLOC(index_own, records, nr_records);
DEFINE_USER_ALLOC(content_own, bytes, length);

/* From here on others see it. */
static struct content_ref_result content_publish(struct content_own content)
{
	own_auto(content_own, c, content);
	own_auto(pid_ref, pid, pid_ref_get(task_tgid(current)));

	own_mut(c)->uid = current_euid();
	own_auto(pid_ref, none, pid_ref_swap(&own_mut(c)->pid, own_take(pid)));
	own_auto(content_ref, shared, content_ref_share(own_take(c)));
	return own_ok(shared);
}

/* From several user buffers, which are together as long as @payload. */
static int gather(struct slice_mut payload, const struct parcel_send *send)
{
	struct user_reader segments =
		user_reader_from(u64_to_user_ptr(send->segments),
				 array_size(send->nr_segments, sizeof(struct parcel_segment)));
	u64 filled = 0;

	while (user_left(&segments)) {
		struct parcel_segment segment;
		u64 start = filled;
		int err;

		err = user_read(object, &segments, &segment);
		if (err)
			return err;
		if (check_add_overflow(start, segment.length, &filled))
			return -EOVERFLOW;
		own_result(slice_mut_result, part, slice_mut_sub(payload, start, segment.length));
		/* Too much: go on to see by how much, but copy no more. */
		if (own_none(part))
			continue;
		struct user_reader from = user_reader_from(u64_to_user_ptr(segment.address),
							   segment.length);
		err = user_read(slice, &from, own_value(part));
		if (err)
			return err;
	}
	return filled == slice_len(payload) ? 0 : -EINVAL;
}

static struct index_own_result index_from_user(struct slice payload, const struct parcel_send *send)
{
	struct user_reader from =
		user_reader_from(u64_to_user_ptr(send->records),
				 array_size(send->nr_records, sizeof(struct parcel_record)));
	own_auto(index_own, index,
		 user_read_alloc(index_own, &from, PARCEL_MAX_RECORDS, GFP_KERNEL_ACCOUNT));

	if (own_none(index))
		return own_pass(index);
	struct record_slice records = slice_of_member(record_slice, own_use(index), records,
						      nr_records);

	slice_for_each(record, records) {
		own_result(slice_result, part, slice_sub(payload, record->offset, record->length));
		if (own_none(part))
			return own_fail(index_own, -EINVAL);
	}
	return own_ok(index);
}

/* The caller has found send->length to be good, and nothing else. */
struct content_ref_result content_from_user(const struct parcel_send *send)
{
	int err;

	if (send->nr_segments > PARCEL_MAX_SEGMENTS || send->nr_records > PARCEL_MAX_RECORDS)
		return own_fail(content_ref, -EOVERFLOW);

	own_auto(content_own, c,
		 own_alloc_flex(content_own, bytes, send->length, GFP_KERNEL_ACCOUNT));
	if (own_none(c))
		return own_fail(content_ref, own_err(c));
	own_mut(c)->length = send->length;
	own_mut(c)->deadline = send->deadline;
	err = gather(slice_mut_of_member(slice, own_mut(c), bytes, length), send);
	if (err)
		return own_fail(content_ref, err);
	if (send->nr_records) {
		own_auto(index_own, index,
			 index_from_user(slice_of_member(slice, own_use(c), bytes, length), send));
		if (own_none(index))
			return own_fail(content_ref, own_err(index));
		own_auto(index_own, none, index_own_swap(&own_mut(c)->index, own_take(index)));
	}
	return content_publish(own_take(c));
}

struct content_ref_result content_from_iter(struct iov_iter *from)
{
	own_auto(content_own, c,
		 user_iter_read_alloc(content_own, from, PARCEL_MAX_LENGTH, GFP_KERNEL_ACCOUNT));

	if (own_none(c))
		return own_fail(content_ref, own_err(c));
	return content_publish(own_take(c));
}
EXPORT_SYMBOL_IF_KUNIT(content_from_iter);

struct slice content_payload(const struct content *content)
{
	return slice_of_member(slice, content, bytes, length);
}
EXPORT_SYMBOL_IF_KUNIT(content_payload);

static struct record_slice content_records(const struct content *content)
{
	const struct index *index = index_own_peek(&content->index);

	return index ? slice_of_member(record_slice, index, records, nr_records) :
		       slice_of(record_slice, no_records);
}

static int write_to_user(u64 to, struct slice bytes)
{
	struct user_writer writer = user_writer_from(u64_to_user_ptr(to), slice_len(bytes));

	return user_write(slice, &writer, bytes);
}

/* A part of the payload, to where the user says. */
int content_read(const struct content *content, u64 offset, u64 length, u64 to)
{
	own_result(slice_result, part, slice_sub(content_payload(content), offset, length));

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

struct parcel_own_result parcel_new(struct content_ref_result content)
{
	own_auto(content_ref, c, content);

	if (own_none(c))
		return own_fail(parcel_own, own_err(c));
	own_auto(parcel_own, p, own_alloc_cache(parcel_own, parcel_cache, GFP_KERNEL));
	if (own_none(p))
		return own_pass(p);
	own_auto(content_ref, none, content_ref_swap(&own_mut(p)->content, own_take(c)));
	return own_ok(p);
}
EXPORT_SYMBOL_IF_KUNIT(parcel_new);

struct content *parcel_content(const struct parcel *parcel)
{
	return content_ref_peek(&parcel->content);
}
EXPORT_SYMBOL_IF_KUNIT(parcel_content);

/* The sender is told in the namespaces of who asks. */
void parcel_info(const struct parcel *parcel, struct parcel_info *info)
{
	const struct content *content = parcel_content(parcel);

	*info = (struct parcel_info){
		.length = content->length,
		.sequence = parcel->sequence,
		.deadline = content->deadline,
		.nr_records = slice_len(content_records(content)),
		.pid = pid_vnr(pid_ref_peek(&content->pid)),
		.uid = from_kuid_munged(current_user_ns(), content->uid),
	};
}

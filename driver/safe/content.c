// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parcels and what they carry: payload, index, sender. A content is set up by the sender alone and
 * is constant from the moment that it is shared; a parcel is a content on its way.
 */
#include <linux/cred.h>
#include <linux/nospec.h>
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

static struct content_own_result content_new(size_t length)
{
	own_auto(content_own, c,
		 own_alloc_flex(content_own, bytes, length, GFP_KERNEL_ACCOUNT));

	if (own_none(c))
		return own_pass(c);
	own_mut(c)->length = length;
	own_mut(c)->uid = current_euid();
	own_auto(pid_ref, pid, pid_ref_get(task_tgid(current)));
	own_auto(pid_ref, none, pid_ref_swap(&own_mut(c)->pid, own_take(pid)));
	return own_ok(c);
}

/* Is a range that user space names within the payload? Lengths that wrap are not. */
static bool content_has(const struct content *content, u64 offset, u64 length)
{
	return offset <= content->length && length <= content->length - offset;
}

static int content_fill(struct content *content, const struct parcel_send *send)
{
	u64 filled = 0;

	for (u32 i = 0; i < send->nr_segments; i++) {
		struct parcel_segment segment;
		u64 start = filled;
		int err;

		err = user_read(&segment, send->segments + i * sizeof(segment), sizeof(segment));
		if (err)
			return err;
		if (check_add_overflow(start, segment.length, &filled))
			return -EOVERFLOW;
		/* Too much: go on to see by how much, but copy no more. */
		if (filled > content->length)
			continue;
		err = user_read(content->bytes + start, segment.address, segment.length);
		if (err)
			return err;
	}
	return filled == content->length ? 0 : -EINVAL;
}

static struct index_own_result index_from_user(const struct content *content, u64 from,
					       u32 nr_records)
{
	own_auto(index_own, index,
		 own_alloc_flex(index_own, records, nr_records, GFP_KERNEL_ACCOUNT));
	int err;

	if (own_none(index))
		return own_pass(index);
	own_mut(index)->nr_records = nr_records;
	err = user_read(own_mut(index)->records, from,
			array_size(nr_records, sizeof(struct parcel_record)));
	if (err)
		return own_fail(index_own, err);
	for (u32 i = 0; i < nr_records; i++) {
		const struct parcel_record *record = &own_use(index)->records[i];

		if (!content_has(content, record->offset, record->length))
			return own_fail(index_own, -EINVAL);
	}
	return own_ok(index);
}

/* send->length has been found to be good; the rest has not. */
struct content_ref_result content_gather(const struct parcel_send *send)
{
	int err;

	if (send->nr_segments > PARCEL_MAX_SEGMENTS || send->nr_records > PARCEL_MAX_RECORDS)
		return own_fail(content_ref, -EOVERFLOW);

	own_auto(content_own, c, content_new(send->length));
	if (own_none(c))
		return own_fail(content_ref, own_err(c));
	own_mut(c)->deadline = send->deadline;
	err = content_fill(own_mut(c), send);
	if (err)
		return own_fail(content_ref, err);
	if (send->nr_records) {
		own_auto(index_own, index,
			 index_from_user(own_use(c), send->records, send->nr_records));

		if (own_none(index))
			return own_fail(content_ref, own_err(index));
		own_auto(index_own, none, index_own_swap(&own_mut(c)->index, own_take(index)));
	}
	own_auto(content_ref, shared, content_ref_share(own_take(c)));
	return own_ok(shared);
}

struct content_ref_result content_from_iter(struct iov_iter *from, size_t length)
{
	own_auto(content_own, c, content_new(length));

	if (own_none(c))
		return own_fail(content_ref, own_err(c));
	if (copy_from_iter(own_mut(c)->bytes, length, from) != length)
		return own_fail(content_ref, -EFAULT);
	own_auto(content_ref, shared, content_ref_share(own_take(c)));
	return own_ok(shared);
}

u32 content_nr_records(const struct content *content)
{
	const struct index *index = index_own_peek(&content->index);

	return index ? index->nr_records : 0;
}

int content_record(const struct content *content, u32 number, struct parcel_record *record)
{
	const struct index *index = index_own_peek(&content->index);

	if (!index || number >= index->nr_records)
		return -EINVAL;
	*record = index->records[array_index_nospec(number, index->nr_records)];
	return 0;
}

int content_read(const struct content *content, u64 offset, u64 length, u64 to)
{
	if (!content_has(content, offset, length))
		return -EINVAL;
	offset = array_index_nospec(offset, (u64)content->length + 1);
	return user_write(to, content->bytes + offset, length);
}

int content_read_index(const struct content *content, u64 to)
{
	const struct index *index = index_own_peek(&content->index);

	if (!index)
		return 0;
	return user_write(to, index->records,
			  array_size(index->nr_records, sizeof(struct parcel_record)));
}

int content_to_iter(const struct content *content, struct iov_iter *to)
{
	if (copy_to_iter(content->bytes, content->length, to) != content->length)
		return -EFAULT;
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

void parcel_free(struct parcel *parcel)
{
	own_auto(content_ref, content, content_ref_take_from(&parcel->content));

	kmem_cache_free(parcel_cache, parcel);
}

struct content *parcel_content(const struct parcel *parcel)
{
	return content_ref_peek(&parcel->content);
}

/* As the caller sees it: the sender in the namespaces of who asks. */
void parcel_info(const struct parcel *parcel, struct parcel_info *info)
{
	const struct content *content = parcel_content(parcel);

	*info = (struct parcel_info){
		.length = content->length,
		.sequence = parcel->sequence,
		.deadline = content->deadline,
		.nr_records = content_nr_records(content),
		.pid = pid_vnr(pid_ref_peek(&content->pid)),
		.uid = from_kuid_munged(current_user_ns(), content->uid),
	};
}

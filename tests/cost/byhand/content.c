// SPDX-License-Identifier: GPL-2.0-only
/*
 * Parcels and what they carry: payload and index. A content is set up by the sender alone and is
 * constant from the moment that it is shared; a parcel is a content on its way.
 */
#include <linux/nospec.h>
#include <linux/overflow.h>
#include <linux/pid_namespace.h>

#include "parcel_internal.h"

/* The sender may have gone, and be kept by nothing else. */
static_assert(sizeof(struct parcel) + sizeof(struct content) + sizeof(struct index) +
	      sizeof(struct sender) + sizeof(struct pid) +
	      MAX_PID_NS_LEVEL * sizeof(struct upid) <= PARCEL_OVERHEAD);

void content_release(struct kref *refs)
{
	struct content *content = container_of(refs, struct content, refs);

	/* Mostly there is neither, and kvfree() would be called for nothing. */
	if (content->apart)
		kvfree(content->apart);
	if (content->index)
		kvfree(content->index);
	kvfree(content);
}

/* Would the allocator round up less if the payload were not behind its header? */
static bool is_apart(size_t length)
{
	return length > 192 && kmalloc_size_roundup(sizeof(struct content) + length) >
			       sizeof(struct content) + kmalloc_size_roundup(length);
}

/* All is set up but for the bytes, which the caller fills. */
static struct content *content_new(size_t length)
{
	u8 *apart __free(kvfree) = NULL;
	struct content *content;

	if (is_apart(length)) {
		apart = kvmalloc(length, GFP_KERNEL_ACCOUNT);
		if (!apart)
			return NULL;
	}
	content = kvmalloc(struct_size(content, bytes, apart ? 0 : length), GFP_KERNEL_ACCOUNT);
	if (!content)
		return NULL;
	kref_init(&content->refs);
	content->length = length;
	content->deadline = 0;
	content->index = NULL;
	content->apart = no_free_ptr(apart);
	return content;
}

/* Where the one who makes it fills it. */
static u8 *content_room(struct content *content)
{
	return content->apart ?: content->bytes;
}

static bool is_part(u64 size, u64 offset, u64 length)
{
	return offset <= size && length <= size - offset;
}

/* From several user buffers, which are together as long as the payload. */
static int gather(struct content *content, const struct parcel_send *send)
{
	const struct parcel_segment __user *segments = u64_to_user_ptr(send->segments);
	const u64 size = content->length;
	u64 filled = 0;

	for (u32 i = 0; i < send->nr_segments; i++) {
		struct parcel_segment segment;
		u64 start = filled, length;

		if (copy_from_user(&segment, &segments[i], sizeof(segment)))
			return -EFAULT;
		if (check_add_overflow(start, segment.length, &filled))
			return -EOVERFLOW;
		/* Too much: go on to see by how much, but copy no more. */
		if (filled > size)
			continue;
		start = array_index_nospec(start, size + 1);
		length = array_index_nospec(segment.length, size - start + 1);
		if (copy_from_user(content_room(content) + start, u64_to_user_ptr(segment.address),
				   length))
			return -EFAULT;
	}
	return filled == size ? 0 : -EINVAL;
}

static struct index *index_from_user(const struct content *content,
				     const struct parcel_send *send)
{
	const u32 number = send->nr_records;
	struct index *index __free(kvfree) = kvmalloc(struct_size(index, records, number),
						      GFP_KERNEL_ACCOUNT);

	if (!index)
		return ERR_PTR(-ENOMEM);
	index->nr_records = number;
	if (copy_from_user(index->records, u64_to_user_ptr(send->records),
			   array_size(number, sizeof(index->records[0]))))
		return ERR_PTR(-EFAULT);
	for (u32 i = 0; i < number; i++) {
		const struct parcel_record *record = &index->records[i];

		if (!is_part(content->length, record->offset, record->length))
			return ERR_PTR(-EINVAL);
	}
	return_ptr(index);
}

/* The caller has found send->length to be good, and nothing else. */
struct content *content_from_user(const struct parcel_send *send)
{
	int err;

	if (send->nr_segments > PARCEL_MAX_SEGMENTS || send->nr_records > PARCEL_MAX_RECORDS)
		return ERR_PTR(-EOVERFLOW);

	struct content *content __free(content_put) = content_new(send->length);

	if (!content)
		return ERR_PTR(-ENOMEM);
	err = gather(content, send);
	if (err)
		return ERR_PTR(err);
	if (send->nr_records) {
		struct index *index = index_from_user(content, send);

		if (IS_ERR(index))
			return ERR_CAST(index);
		content->index = index;
	}
	content->deadline = deadline_from_user(send->deadline);
	return_ptr(content);
}

struct content *content_from_iter(struct iov_iter *from)
{
	const size_t length = iov_iter_count(from);

	if (length > PARCEL_MAX_LENGTH)
		return ERR_PTR(-E2BIG);

	struct content *content __free(content_put) = content_new(length);

	if (!content)
		return ERR_PTR(-ENOMEM);
	if (!copy_from_iter_full(content_room(content), length, from))
		return ERR_PTR(-EFAULT);
	return_ptr(content);
}

/* A part of the payload, to where the user says. */
int content_read(const struct content *content, u64 offset, u64 length, u64 to)
{
	const u64 size = content->length;

	if (!is_part(size, offset, length))
		return -EINVAL;
	offset = array_index_nospec(offset, size + 1);
	length = array_index_nospec(length, size - offset + 1);
	if (copy_to_user(u64_to_user_ptr(to), content_payload(content) + offset, length))
		return -EFAULT;
	return 0;
}

int content_read_index(const struct content *content, u64 to)
{
	const struct index *index = content->index;

	if (!index)
		return 0;
	if (copy_to_user(u64_to_user_ptr(to), index->records,
			 array_size(index->nr_records, sizeof(index->records[0]))))
		return -EFAULT;
	return 0;
}

int content_record(const struct content *content, u32 number, struct parcel_record *record)
{
	const struct index *index = content->index;

	if (!index || number >= index->nr_records)
		return -EINVAL;
	*record = index->records[array_index_nospec(number, index->nr_records)];
	return 0;
}

/*
 * Takes @content, which may be an errno, also if it fails. @opener: who sends it, or the file that
 * does. Its deadline, if it has one, counts from here.
 */
struct parcel *parcel_new(struct content *content, const struct opener *opener)
{
	struct content *given __free(content_put) = content;
	struct parcel *parcel;
	int err;

	if (IS_ERR(given))
		return ERR_CAST(given);
	parcel = kmem_cache_zalloc(parcel_cache, GFP_KERNEL);
	if (!parcel)
		return ERR_PTR(-ENOMEM);
	if (given->deadline) {
		err = share_charge(opener_share(opener), SHARE_DEADLINES, 1, opener);
		if (err) {
			kmem_cache_free(parcel_cache, parcel);
			return ERR_PTR(err);
		}
	}
	parcel->sender = sender_get(opener->sender);
	parcel->content = no_free_ptr(given);
	return parcel;
}

static long parcel_cost(const struct parcel *parcel)
{
	return content_size(parcel->content) + PARCEL_OVERHEAD;
}

/* Whom its deadline counts against. */
static struct share *payer(const struct parcel *parcel)
{
	return parcel->holder ?: parcel->sender->share;
}

/* It is taken out of its box, and from now on counts against who takes it; so does its deadline. */
int parcel_hold(struct parcel *parcel, const struct opener *holder)
{
	struct share *share = opener_share(holder);
	const bool pays_now = parcel->content->deadline && payer(parcel) != share;
	int err = share_charge(share, SHARE_BYTES, parcel_cost(parcel), holder);

	if (err)
		return err;
	if (pays_now) {
		err = share_charge(share, SHARE_DEADLINES, 1, holder);
		if (err) {
			share_refund(share, SHARE_BYTES, parcel_cost(parcel));
			return err;
		}
		share_refund(payer(parcel), SHARE_DEADLINES, 1);
	}
	if (parcel->holder)
		share_put(parcel->holder);
	parcel->holder = share_get(share);
	parcel->held = true;
	return 0;
}

void parcel_free(struct parcel *parcel)
{
	if (parcel->content->deadline)
		share_refund(payer(parcel), SHARE_DEADLINES, 1);
	if (parcel->held)
		share_refund(parcel->holder, SHARE_BYTES, parcel_cost(parcel));
	if (parcel->holder)
		share_put(parcel->holder);
	sender_put(parcel->sender);
	content_put(parcel->content);
	kmem_cache_free(parcel_cache, parcel);
}

/* The sender and the deadline are told in the namespaces of who asks. */
void parcel_info(const struct parcel *parcel, struct parcel_info *info)
{
	const struct content *content = parcel->content;
	const struct sender *sender = parcel->sender;

	*info = (struct parcel_info){
		.length = content->length,
		.sequence = parcel->sequence,
		.deadline = deadline_to_user(content->deadline),
		.nr_records = content->index ? content->index->nr_records : 0,
		.pid = pid_vnr(sender->pid),
		.uid = from_kuid_munged(current_user_ns(), sender->uid),
	};
}

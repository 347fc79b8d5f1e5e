// SPDX-License-Identifier: GPL-2.0-only
/*
 * What driver/safe/content.c does whenever a parcel is looked at, in careful C: offsets that user
 * space chose are tested, and clamped against speculation.
 */
#include <linux/cred.h>
#include <linux/nospec.h>
#include <linux/uaccess.h>
#include "parcel_plain.h"

/* A part of the payload, to where the user says. */
int content_read(const struct content *content, u64 offset, u64 length, u64 to)
{
	const size_t size = content->length;

	if (offset > size || length > size - offset)
		return -EINVAL;
	offset = array_index_nospec(offset, size + 1);
	length = array_index_nospec(length, size - offset + 1);
	if (copy_to_user(u64_to_user_ptr(to), content->bytes + offset, length))
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

/* The sender is told in the namespaces of who asks. */
void parcel_info(const struct parcel *parcel, struct parcel_info *info)
{
	const struct content *content = parcel_content(parcel);
	const struct sender *sender = content->sender;

	*info = (struct parcel_info){
		.length = content->length,
		.sequence = parcel->sequence,
		.deadline = deadline_to_user(content->deadline),
		.nr_records = content->index ? content->index->nr_records : 0,
		.pid = pid_vnr(sender->pid),
		.uid = from_kuid_munged(current_user_ns(), sender->uid),
	};
}

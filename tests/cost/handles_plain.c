// SPDX-License-Identifier: GPL-2.0-only
/* How the parcel driver finds what a handle names, in careful C. */
#include "parcel_plain.h"

/* The table is locked. What is found is good as long. */
static void *handle_find(struct handle_table *handles, u32 index, enum handle_kind kind)
{
	void *entry = xa_load(&handles->entries, index);
	void *object = xa_untag_pointer(entry);

	return object && xa_pointer_tag(entry) == kind ? object : ERR_PTR(-EBADF);
}

/* The box of a handle that has these rights. The caller owns a reference. */
struct box *parcel_file_box(struct parcel_file *file, u32 handle, u32 rights)
{
	struct handle_table *handles = &file->handles;
	struct box *box;
	struct seat *seat;

	guard(spinlock)(&handles->entries.xa_lock);
	seat = handle_find(handles, handle, HANDLE_BOX);
	if (IS_ERR(seat))
		return ERR_CAST(seat);
	if (rights & ~seat->rights)
		return ERR_PTR(-EACCES);
	box = seat->box;
	kref_get(&box->refs);
	return box;
}

/* What is in a parcel that was taken. The caller owns a reference. */
struct content *parcel_file_content(struct parcel_file *file, u32 handle)
{
	struct handle_table *handles = &file->handles;
	struct content *content;
	struct parcel *parcel;

	guard(spinlock)(&handles->entries.xa_lock);
	parcel = handle_find(handles, handle, HANDLE_PARCEL);
	if (IS_ERR(parcel))
		return ERR_CAST(parcel);
	content = parcel->content;
	kref_get(&content->refs);
	return content;
}

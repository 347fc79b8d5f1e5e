// SPDX-License-Identifier: GPL-2.0-only
/*
 * The open file: read, write and poll go through the box that it has selected.
 */
#include <linux/seq_file.h>

#include "parcel_internal.h"

#include "trace.h"
#include <own/strict.h>

/* It has an opener when it counts. */
static void parcel_file_end(struct parcel_file *file)
{
	if (parcel_file_opener(file))
		share_refund(opener_share(parcel_file_opener(file)), SHARE_FILES, 1);
}

IMPLEMENT_OWN(parcel_file_own, struct parcel_file, OWN_KMALLOC,
	      own_locked_member(seat_own, selection, seat), own_member(handles, handles),
	      own_run(parcel_file_end),
	      own_member(opener_ref, opener), own_member(depot_ref, depot));
EXPORT_SYMBOL_IF_KUNIT(__parcel_file_own_end);

/* The current process opens it with @cred. */
struct parcel_file_own_result parcel_file_new(struct depot_ref depot, const struct cred *cred)
{
	own_auto(depot_ref, d, depot);
	own_auto(parcel_file_own, f, own_alloc(parcel_file_own, GFP_KERNEL_ACCOUNT));
	int err;

	if (own_none(f))
		return own_pass(f);
	handles_init(&own_mut(f)->handles, READ_ONCE(max_handles), -EMFILE);
	own_locked_init(&own_mut(f)->selection);
	own_auto(opener_ref, opener, opener_new(own_use(d), cred));
	if (own_none(opener))
		return own_fail(parcel_file_own, own_err(opener));
	err = share_charge(opener_share(own_use(opener)), SHARE_FILES, 1, own_use(opener));
	if (err)
		return own_fail(parcel_file_own, err);
	opener_ref_set_once(&own_mut(f)->opener, own_take(opener));
	depot_ref_set_once(&own_mut(f)->depot, own_take(d));
	return own_ok(f);
}
EXPORT_SYMBOL_IF_KUNIT(parcel_file_new);

/* The box of a handle that has these rights. It stays good when the handle is closed. */
struct box_ref_result parcel_file_box(const struct parcel_file *file, u32 handle, u32 rights)
{
	own_table_peek(box_handle, seat, &file->handles, handle);

	if (own_none(seat))
		return own_fail(box_ref, own_err(seat));
	if (rights & ~own_use(seat)->rights)
		return own_fail(box_ref, -EACCES);
	own_auto(box_ref, box, box_ref_get(seat_box(own_use(seat))));
	return own_ok(box);
}

/* What is in a parcel that was taken. */
struct content_ref_result parcel_file_content(const struct parcel_file *file, u32 handle)
{
	own_table_peek(parcel_handle, p, &file->handles, handle);

	if (own_none(p))
		return own_fail(content_ref, own_err(p));
	own_auto(content_ref, content, content_ref_get(parcel_content(own_use(p))));
	return own_ok(content);
}
EXPORT_SYMBOL_IF_KUNIT(parcel_file_content);

/* A seat like that of a handle, taken before the handle can be closed. */
static struct seat_own_result parcel_file_seat(const struct parcel_file *file, u32 handle)
{
	own_auto(seat_own, seat, seat_new());

	if (own_none(seat))
		return own_pass(seat);
	own_table_peek(box_handle, given, &file->handles, handle);
	if (own_none(given))
		return own_fail(seat_own, own_err(given));
	seat_take(own_mut(seat), box_ref_get(seat_box(own_use(given))), own_use(given)->rights);
	return own_ok(seat);
}

/* @none: only that it is not to be the default box. */
int parcel_file_select(const struct parcel_file *file, u32 handle, bool none)
{
	own_guard(mutex, selection, &file->selection);

	if (seat_own_of(&selection->seat))
		return -EBUSY;
	if (none) {
		selection->none = true;
		return 0;
	}
	own_auto(seat_own, seat, parcel_file_seat(file, handle));
	if (own_none(seat))
		return own_err(seat);
	seat_own_set_once(&selection->seat, own_take(seat));
	return 0;
}

/* Borrowed from the file, which keeps it until release. */
DEFINE_OWN_RESULT_PTR(selected_result, const struct seat);

static struct selected_result selected(const struct parcel_file *file, u32 right)
{
	if (depot_is_gone(parcel_file_depot(file)))
		return own_fail(selected_result, -ENODEV);
	own_guard(mutex, selection, &file->selection);
	if (!seat_own_of(&selection->seat)) {
		if (selection->none)
			return own_fail(selected_result, -ENOTCONN);
		own_auto(seat_own, seat,
			 depot_open(parcel_file_depot(file), parcel_file_opener(file),
				    PARCEL_DEFAULT_NAME, PARCEL_RIGHT_SEND | PARCEL_RIGHT_RECEIVE));
		if (own_none(seat))
			return own_fail(selected_result, own_err(seat));
		seat_own_set_once(&selection->seat, own_take(seat));
	}
	if (right & ~seat_own_of(&selection->seat)->rights)
		return own_fail(selected_result, -EACCES);
	return selected_result_from(seat_own_of(&selection->seat));
}

static bool may_wait(const struct kiocb *iocb)
{
	return !(iocb->ki_filp->f_flags & O_NONBLOCK || iocb->ki_flags & IOCB_NOWAIT);
}

static struct parcel_file_own_result open_file(struct inode *inode, struct file *file)
{
	const struct depot *depot = container_of(own_file_misc(file), struct depot, misc);

	stream_open(inode, file);
	file->f_mode |= FMODE_NOWAIT;
	return parcel_file_new(depot_ref_get(depot), file->f_cred);
}

DEFINE_OWN_FILE(parcel_file, parcel_file_own, struct parcel_file, open_file);

static ssize_t parcel_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct demand demand = { .buffer_size = iov_iter_count(to), .wait = may_wait(iocb) };
	u32 size;
	int err;

	own_result(selected_result, s,
		   selected(parcel_file_of(iocb->ki_filp), PARCEL_RIGHT_RECEIVE));
	if (own_none(s))
		return own_err(s);
	if (!demand.buffer_size)
		return 0;
	const struct box *box = seat_box(own_value(s));

	own_linear(parcel_own, p, box_receive(box, &demand));
	if (own_none(p))
		return own_err(p) == -ENOENT ? 0 : own_err(p);
	err = own_user_iter_write(slice, to, content_payload(parcel_content(own_use(p))));
	if (err) {
		box_give_back(box, own_take(p));
		return err;
	}
	trace_parcel_receive(box, demand.info.sequence, demand.info.length);
	size = content_size(parcel_content(own_use(p)));
	own_drop(parcel_own, p);
	box_received(box, size);
	return demand.info.length;
}

static ssize_t parcel_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	const struct parcel_file *file = parcel_file_of(iocb->ki_filp);
	own_result(selected_result, s, selected(file, PARCEL_RIGHT_SEND));
	const struct opener *opener = parcel_file_opener(file);
	size_t length = iov_iter_count(from);
	u64 sequence;

	if (own_none(s))
		return own_err(s);
	if (!length)
		return -EINVAL;
	const struct box *box = seat_box(own_value(s));

	if (length > PARCEL_MAX_LENGTH || length > box->capacity_bytes)
		return -EMSGSIZE;
	own_auto(parcel_own, p, parcel_new(content_from_iter(from), opener));
	if (own_none(p))
		return own_err(p);
	return own_rest(p, box_send(box, own_take(p), may_wait(iocb), &sequence)) ?:
	       (ssize_t)length;
}

static __poll_t parcel_poll(struct file *file, struct poll_table_struct *wait)
{
	own_result(selected_result, s, selected(parcel_file_of(file), 0));

	if (own_none(s))
		return own_err(s) == -ENODEV ? EPOLLERR | EPOLLHUP : EPOLLERR;
	/* SAFETY: the file has its seat until it is released, and with it the box. */
	own_unsafe_poll_wait(file, &seat_box(own_value(s))->pollers, wait);
	return box_poll(seat_box(own_value(s)), own_value(s)->rights);
}

static long parcel_ioctl(struct file *file, unsigned int number, unsigned long address)
{
	void __user *structure = (void __user *)address;
	struct call call = {
		.file = parcel_file_of(file),
		.nonblock = file->f_flags & O_NONBLOCK,
		.from = own_user_reader_from(structure, _IOC_SIZE(number)),
		.to = own_user_writer_from(structure, _IOC_SIZE(number)),
	};

	return call_run(&call, number);
}

/* One of the file's handles, if there is one of this number. */
static void show_handle(struct seq_file *seq, const struct parcel_file *file, u32 handle)
{
	{
		own_table_peek(box_handle, seat, &file->handles, handle);
		if (!own_none(seat))
			seq_printf(seq, "parcel-handle:\t%u box %s rights %#x\n", handle,
				   seat_box(own_use(seat))->name, own_use(seat)->rights);
	}
	own_table_peek(parcel_handle, p, &file->handles, handle);
	if (!own_none(p))
		seq_printf(seq, "parcel-handle:\t%u parcel length %u\n", handle,
			   parcel_content(own_use(p))->length);
}

static void parcel_show_fdinfo(struct seq_file *seq, struct file *file)
{
	const struct parcel_file *f = parcel_file_of(file);

	own_guard(mutex, selection, &f->selection);
	const struct seat *seat = seat_own_of(&selection->seat);

	seq_printf(seq, "parcel-box:\t%s\n", seat ? seat_box(seat)->name : "");
	seq_printf(seq, "parcel-rights:\t%#x\n", seat ? seat->rights : 0);
	for (u32 handle = 1; handle <= READ_ONCE(max_handles); handle++)
		show_handle(seq, f, handle);
}

/* No mmap on purpose: what user space can write while it is looked at cannot be checked. */
const struct file_operations parcel_fops = {
	OWN_FILE_SLOTS(parcel_file),
	.read_iter = parcel_read_iter,
	.write_iter = parcel_write_iter,
	.poll = parcel_poll,
	.unlocked_ioctl = parcel_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.show_fdinfo = parcel_show_fdinfo,
};

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The open file: read, write and poll go through the box that it has selected.
 */
#include <linux/seq_file.h>

#include "parcel_internal.h"

void parcel_file_free(struct parcel_file *file)
{
	/* SAFETY: the file was released, so this is the only pointer; it is freed below. */
	own_auto(parcel_file_own, f, own_unsafe_from(parcel_file_own, file));
	own_auto(depot_ref, depot, depot_ref_take_from(&own_mut(f)->depot));
	own_auto(box_ref, box, box_ref_take_from(&own_locked_mut(f, selection)->box));

	if (!own_none(box))
		box_closed(own_use(box), own_locked_mut(f, selection)->rights);
	handles_drop_all(&own_mut(f)->handles);
	/* SAFETY: this ends its life. */
	kfree(own_unsafe_into(f));
}
EXPORT_SYMBOL_IF_KUNIT(parcel_file_free);

#include "trace.h"
#include <own/strict.h>

struct parcel_file_own_result parcel_file_new(struct depot_ref depot)
{
	own_auto(depot_ref, d, depot);
	own_auto(parcel_file_own, f, own_alloc(parcel_file_own, GFP_KERNEL_ACCOUNT));

	if (own_none(f))
		return own_pass(f);
	own_auto(depot_ref, none, depot_ref_swap(&own_mut(f)->depot, own_take(d)));
	handles_init(&own_mut(f)->handles, READ_ONCE(max_handles), -EMFILE);
	own_locked_init(&own_mut(f)->selection);
	return own_ok(f);
}
EXPORT_SYMBOL_IF_KUNIT(parcel_file_new);

struct depot *parcel_file_depot(const struct parcel_file *file)
{
	return depot_ref_peek(&file->depot);
}

static void select_box(struct selection *selection, struct box_ref box, u32 rights)
{
	own_auto(box_ref, b, box);

	box_opened(own_use(b), rights);
	selection->rights = rights;
	own_auto(box_ref, none, box_ref_swap(&selection->box, own_take(b)));
}

/* @none: only that it is not to be the default box. */
int parcel_file_select(struct parcel_file *file, u32 handle, bool none)
{
	own_guard(mutex, selection, &file->selection);
	u32 rights;

	if (box_ref_peek(&selection->box))
		return -EBUSY;
	if (none) {
		selection->none = true;
		return 0;
	}
	own_auto(box_ref, box, box_handle_get_with_rights(&file->handles, handle, &rights));
	if (own_none(box))
		return own_err(box);
	select_box(selection, own_take(box), rights);
	return 0;
}

struct selected {
	struct box *box;		/* borrowed from the file, which keeps it until release */
	u32 rights;
};

DEFINE_RESULT(selected_result, struct selected);

static struct selected_result selected(struct parcel_file *file, u32 right)
{
	const u32 default_rights = PARCEL_RIGHT_SEND | PARCEL_RIGHT_RECEIVE;

	if (depot_is_gone(parcel_file_depot(file)))
		return own_fail(selected_result, -ENODEV);
	own_guard(mutex, selection, &file->selection);
	if (!box_ref_peek(&selection->box)) {
		if (selection->none)
			return own_fail(selected_result, -ENOTCONN);
		own_auto(box_ref, found,
			 depot_open(parcel_file_depot(file), PARCEL_DEFAULT_NAME, default_rights));
		if (own_none(found))
			return own_fail(selected_result, own_err(found));
		select_box(selection, box_ref_get(own_use(found)), default_rights);
		box_closed(own_use(found), default_rights);
	}
	if (right & ~selection->rights)
		return own_fail(selected_result, -EACCES);
	return selected_result_ok((struct selected){
		.box = box_ref_peek(&selection->box),
		.rights = selection->rights,
	});
}

static bool may_wait(const struct kiocb *iocb)
{
	return !(iocb->ki_filp->f_flags & O_NONBLOCK || iocb->ki_flags & IOCB_NOWAIT);
}

static struct parcel_file_own_result open_file(struct inode *inode, struct file *file)
{
	struct depot *depot = container_of(own_file_misc(file), struct depot, misc);

	stream_open(inode, file);
	file->f_mode |= FMODE_NOWAIT;
	return parcel_file_new(depot_ref_get(depot));
}

DEFINE_OWN_FILE(parcel_file, parcel_file_own, struct parcel_file, open_file);

static ssize_t parcel_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	struct demand demand = { .buffer_size = iov_iter_count(to), .wait = may_wait(iocb) };
	int err;

	own_result(selected_result, s,
		   selected(parcel_file_of(iocb->ki_filp), PARCEL_RIGHT_RECEIVE));
	if (own_none(s))
		return own_err(s);
	own_linear(parcel_own, p, box_receive(own_value(s).box, &demand));
	if (own_none(p))
		return own_err(p) == -ENOENT ? 0 : own_err(p);
	err = user_iter_write(slice, to, content_payload(parcel_content(own_use(p))));
	if (err) {
		box_give_back(own_value(s).box, own_take(p));
		return err;
	}
	trace_parcel_receive(own_value(s).box, demand.info.sequence, demand.info.length);
	own_drop(parcel_own, p);
	return demand.info.length;
}

static ssize_t parcel_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	own_result(selected_result, s, selected(parcel_file_of(iocb->ki_filp), PARCEL_RIGHT_SEND));
	size_t length = iov_iter_count(from);
	u64 sequence;

	if (own_none(s))
		return own_err(s);
	if (!length)
		return -EINVAL;
	if (length > PARCEL_MAX_LENGTH || length > own_value(s).box->capacity_bytes)
		return -EMSGSIZE;
	own_auto(parcel_own, p, parcel_new(content_from_iter(from)));
	if (own_none(p))
		return own_err(p);
	return own_rest(p, box_send(own_value(s).box, own_take(p), may_wait(iocb), &sequence)) ?:
	       (ssize_t)length;
}

static __poll_t parcel_poll(struct file *file, struct poll_table_struct *wait)
{
	own_result(selected_result, s, selected(parcel_file_of(file), 0));

	if (own_none(s))
		return own_err(s) == -ENODEV ? EPOLLERR | EPOLLHUP : EPOLLERR;
	poll_wait(file, &own_value(s).box->pollers, wait);
	return box_poll(own_value(s).box, own_value(s).rights);
}

static long parcel_ioctl(struct file *file, unsigned int number, unsigned long address)
{
	void __user *structure = (void __user *)address;
	struct call call = {
		.file = parcel_file_of(file),
		.nonblock = file->f_flags & O_NONBLOCK,
		.from = user_reader_from(structure, _IOC_SIZE(number)),
		.to = user_writer_from(structure, _IOC_SIZE(number)),
	};

	return call_run(&call, number);
}

static void parcel_show_fdinfo(struct seq_file *seq, struct file *file)
{
	struct parcel_file *f = parcel_file_of(file);

	own_guard(mutex, selection, &f->selection);
	const struct box *box = box_ref_peek(&selection->box);

	seq_printf(seq, "parcel-box:\t%s\n", box ? box->name : "");
	seq_printf(seq, "parcel-rights:\t%#x\n", selection->rights);
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

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Provocations: what is not checked, checked too early, or not what it was taken for.
 */
#include <linux/anon_inodes.h>
#include <linux/err.h>
#include <linux/file.h>
#include <linux/gfp.h>
#include <linux/limits.h>
#include <linux/mman.h>
#include <linux/poll.h>
#include <linux/string.h>
#include <linux/uio.h>

#include "unsafe_device.h"

/* A box is read like a parcel. With this mode it seems to be 438 bytes long. */
void provoke_type_confusion(struct attempt *a)
{
	struct parcel_create create = { .name = "confused", .mode = 0666, .rights = PARCEL_RIGHTS };

	must(a, call(a, PARCEL_IOC_CREATE, &create, sizeof(create)), 0);
	send(a, create.handle, 'x', 100, 0);
	read_range(a, create.handle, 0, 0666);
	unlink_box(a, create.handle);
	close_handle(a, create.handle);
}

static void wait_once(struct file *file, wait_queue_head_t *head, poll_table *table)
{
	DEFINE_WAIT(entry);

	add_wait_queue(head, &entry);
	remove_wait_queue(head, &entry);
}

/* A poll of a file that is to have no box. */
void provoke_null_deref(struct attempt *a)
{
	struct parcel_select select = { .flags = PARCEL_SELECT_NONE };
	struct attempt other = { .file = open_again(a), .user = a->user };
	poll_table table;

	if (!other.file)
		return;
	must(a, call(&other, PARCEL_IOC_SELECT, &select, sizeof(select)), 0);
	init_poll_funcptr(&table, wait_once);
	must(a, vfs_poll(other.file, &table), EPOLLERR);
	fput(other.file);
}

/* A record of what no handle names. */
void provoke_err_ptr_deref(struct attempt *a)
{
	must(a, read_record(a, 12345, 0), -EBADF);
}

/* A write of which only the first byte can be read, after a parcel was read. */
void provoke_ignored_copy(struct attempt *a)
{
	struct attempt other = { .file = open_again(a), .user = a->user };
	struct parcel_select select = { };
	struct kiocb iocb = { .ki_filp = other.file };
	struct iov_iter from;
	u8 bytes[64] = { };
	u32 parcel;

	if (!other.file)
		return;
	select.handle = make_box(&other, 0);
	must(a, call(&other, PARCEL_IOC_SELECT, &select, sizeof(select)), 0);
	send(&other, select.handle, 0x5a, sizeof(bytes), 0);
	parcel = take(&other, select.handle, sizeof(bytes));
	must(a, read_range(&other, parcel, 0, sizeof(bytes)), sizeof(bytes));
	close_handle(&other, parcel);

	iov_iter_ubuf(&from, ITER_SOURCE, (void __user *)(a->user + USER_SIZE - 1), sizeof(bytes));
	if (other.file->f_op->write_iter(&iocb, &from) == sizeof(bytes)) {
		put_bytes(a, USER_BYTES, bytes, sizeof(bytes));
		must(a, receive(&other, select.handle, PARCEL_DONTWAIT), sizeof(bytes));
		if (copy_from_user(bytes, (void __user *)(a->user + USER_BYTES), sizeof(bytes)))
			must(a, -EIO, 0);
		a->content = bytes[1] == 0x5a;
	}
	unlink_box(&other, select.handle);
	must(a, other.error, 0);
	fput(other.file);
}

/* The state of a box with a name that fills its 32 bytes. */
void provoke_name_without_nul(struct attempt *a)
{
	struct parcel_create create = { .rights = PARCEL_RIGHTS };
	struct parcel_stat stat = { };

	memset(create.name, 'x', sizeof(create.name));
	if (call(a, PARCEL_IOC_CREATE, &create, sizeof(create)))
		return;
	stat.handle = create.handle;
	call(a, PARCEL_IOC_STAT, &stat, sizeof(stat));
	unlink_box(a, create.handle);
	close_handle(a, create.handle);
}

/* A peek with room for 2^28 records. */
void provoke_unbounded_alloc(struct attempt *a)
{
	struct parcel_receive req = {
		.handle = make_box(a, 0),
		.flags = PARCEL_DONTWAIT | PARCEL_PEEK,
		.max_records = 1U << 28,
	};

	call(a, PARCEL_IOC_RECEIVE, &req, sizeof(req));
	unlink_box(a, req.handle);
	close_handle(a, req.handle);
}

/* Memory of two pages. When somebody first touches the second one, the first one changes. */
struct shifty {
	struct page *pages[2];
};

#define SHIFTY_RECORD	(PAGE_SIZE - sizeof(struct parcel_record))

static void shifty_put(struct shifty *shifty, u32 offset)
{
	const struct parcel_record record = { .offset = offset, .length = 8 };

	memcpy(page_address(shifty->pages[0]) + SHIFTY_RECORD, &record, sizeof(record));
}

static vm_fault_t shifty_fault(struct vm_fault *vmf)
{
	struct shifty *shifty = vmf->vma->vm_private_data;

	if (vmf->pgoff >= ARRAY_SIZE(shifty->pages))
		return VM_FAULT_SIGBUS;
	if (vmf->pgoff)
		shifty_put(shifty, 100);
	vmf->page = shifty->pages[vmf->pgoff];
	get_page(vmf->page);
	return 0;
}

static const struct vm_operations_struct shifty_vm_ops = {
	.fault = shifty_fault,
};

static int shifty_mmap(struct file *file, struct vm_area_struct *vma)
{
	vma->vm_ops = &shifty_vm_ops;
	vma->vm_private_data = file->private_data;
	return 0;
}

static const struct file_operations shifty_fops = {
	.mmap = shifty_mmap,
};

/* Where it is in the thread's memory. */
static unsigned long shifty_map(struct shifty *shifty)
{
	struct file *file = anon_inode_getfile("shifty", &shifty_fops, shifty, O_RDWR);
	unsigned long address;

	if (IS_ERR(file))
		return PTR_ERR(file);
	address = vm_mmap(file, 0, 2 * PAGE_SIZE, PROT_READ, MAP_SHARED, 0);
	fput(file);
	return address;
}

/* An index of two records, the second of them in the second page. */
void provoke_double_fetch(struct attempt *a)
{
	const struct parcel_segment segment = { a->user + USER_BYTES, 100 };
	struct parcel_send req = { .handle = make_box(a, 0), .length = 100, .nr_records = 2 };
	struct shifty shifty = { { alloc_page(GFP_KERNEL | __GFP_ZERO),
				   alloc_page(GFP_KERNEL | __GFP_ZERO) } };
	unsigned long address;
	u32 parcel;

	if (!shifty.pages[0] || !shifty.pages[1]) {
		must(a, -ENOMEM, 0);
		goto out;
	}
	shifty_put(&shifty, 0);
	address = shifty_map(&shifty);
	if (IS_ERR_VALUE(address)) {
		must(a, address, 0);
		goto out;
	}
	req.records = address + SHIFTY_RECORD;
	must(a, send_segments(a, &req, &segment, 1), 0);
	parcel = take(a, req.handle, 100);
	must(a, read_record(a, parcel, 0), 8);
	close_handle(a, parcel);
	must(a, vm_munmap(address, 2 * PAGE_SIZE), 0);
out:
	unlink_box(a, req.handle);
	close_handle(a, req.handle);
	if (shifty.pages[0])
		put_page(shifty.pages[0]);
	if (shifty.pages[1])
		put_page(shifty.pages[1]);
}

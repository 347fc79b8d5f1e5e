/* SPDX-License-Identifier: GPL-2.0-only */
/* The file /dev/mirror: from and to user memory. */

static struct mirror_ref_result mirror_open(struct inode *inode, struct file *file)
{
	const struct mirror *mirror = container_of(own_file_misc(file), struct mirror, misc);

	own_auto(mirror_ref, shared, mirror_ref_get(mirror));
	return own_ok(shared);
}

DEFINE_OWN_FILE(mirror_file, mirror_ref, struct mirror, mirror_open);

static struct frame_own_result frame_new(void)
{
	return own_alloc(frame_own, GFP_KERNEL | GFP_DMA);
}

static ssize_t mirror_write(struct file *file, const char __user *from, size_t size, loff_t *at)
{
	int err;

	size = min(size, MIRROR_SIZE);
	own_auto(frame_own, f, frame_new());
	if (own_none(f))
		return own_err(f);
	own_result(own_bytes_mut_result, part,
		   own_bytes_mut_sub(own_slice_mut_of(own_bytes, own_mut(f)->data), 0, size));
	if (own_none(part))
		return own_err(part);
	struct own_user_reader reader = own_user_reader_from(from, size);

	err = own_user_read(slice, &reader, own_value(part));
	if (err)
		return err;
	own_auto(frame_own, back, move(mirror_file_of(file), own_take(f), 0));
	return own_none(back) ? own_err(back) : (ssize_t)size;
}

static ssize_t mirror_read(struct file *file, char __user *to, size_t size, loff_t *at)
{
	int err;

	size = min(size, MIRROR_SIZE);
	own_auto(frame_own, f, frame_new());
	if (own_none(f))
		return own_err(f);
	own_auto(frame_own, back, move(mirror_file_of(file), own_take(f), MIRROR_TO_MEMORY));
	if (own_none(back))
		return own_err(back);
	own_result(own_bytes_result, part,
		   own_bytes_sub(own_slice_of(own_bytes, own_use(back)->data), 0, size));
	if (own_none(part))
		return own_err(part);
	struct own_user_writer writer = own_user_writer_from(to, size);

	err = own_user_write(slice, &writer, own_value(part));
	return err ?: (ssize_t)size;
}

static const struct file_operations mirror_fops = {
	OWN_FILE_SLOTS(mirror_file),
	.read = mirror_read,
	.write = mirror_write,
};

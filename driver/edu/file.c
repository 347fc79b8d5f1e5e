// SPDX-License-Identifier: GPL-2.0-only
/*
 * The open file. It keeps the object, and finds the device gone.
 */
#include <linux/nospec.h>

#include "edu_internal.h"
#include <own/strict.h>

static struct edu_ref_result open_file(struct inode *inode, struct file *file)
{
	const struct edu *edu = container_of(own_file_misc(file), struct edu, misc);

	own_auto(edu_ref, shared, edu_ref_get(edu));
	return own_ok(shared);
}

DEFINE_OWN_FILE(edu_file, edu_ref, struct edu, open_file);

static ssize_t edu_fops_read(struct file *file, char __user *to, size_t length, loff_t *at)
{
	int err;

	if (*at >= EDU_BUFFER_SIZE || !length)
		return 0;
	length = min(length, EDU_BUFFER_SIZE - (size_t)*at);
	own_auto(edu_frame_own, frame, edu_from_device(edu_file_of(file), *at, length,
						       file->f_flags & O_NONBLOCK));
	if (own_none(frame))
		return own_err(frame);
	own_result(own_bytes_result, part,
		   own_bytes_sub(own_slice_of(own_bytes, own_use(frame)->data), 0, length));
	if (own_none(part))
		return own_err(part);
	struct own_user_writer writer = own_user_writer_from(to, length);

	err = own_user_write(slice, &writer, own_value(part));
	if (err)
		return err;
	*at += length;
	return length;
}

static ssize_t edu_fops_write(struct file *file, const char __user *from, size_t length, loff_t *at)
{
	ssize_t written;
	int err;

	if (!length)
		return 0;
	if (*at >= EDU_BUFFER_SIZE)
		return -ENOSPC;
	length = min(length, EDU_BUFFER_SIZE - (size_t)*at);
	own_auto(edu_frame_own, frame, own_alloc(edu_frame_own, GFP_KERNEL | GFP_DMA));
	if (own_none(frame))
		return own_err(frame);
	own_result(own_bytes_mut_result, part,
		   own_bytes_mut_sub(own_slice_mut_of(own_bytes, own_mut(frame)->data), 0, length));
	if (own_none(part))
		return own_err(part);
	struct own_user_reader reader = own_user_reader_from(from, length);

	err = own_user_read(slice, &reader, own_value(part));
	if (err)
		return err;
	own_mut(frame)->length = length;
	written = edu_to_device(edu_file_of(file), own_take(frame), *at,
				file->f_flags & O_NONBLOCK);
	if (written > 0)
		*at += written;
	return written;
}

static loff_t edu_fops_llseek(struct file *file, loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, EDU_BUFFER_SIZE);
}

static __poll_t edu_fops_poll(struct file *file, struct poll_table_struct *table)
{
	const struct edu *edu = edu_file_of(file);

	own_poll_wait(edu_file, waiters, file, table);
	own_guard(spinlock_irqsave, hw, &edu->hw);
	own_peek(edu_regs, regs, &hw->regs);

	if (own_none(regs))
		return EPOLLERR | EPOLLHUP;
	return hw->moving ? 0 : EPOLLIN | EPOLLRDNORM | EPOLLOUT | EPOLLWRNORM;
}

static int edu_info(const struct edu *edu, struct edu_info *request)
{
	own_guard(spinlock_irqsave, hw, &edu->hw);
	own_peek(edu_regs, regs, &hw->regs);

	if (own_none(regs))
		return -ENODEV;
	if (request->flags || request->reserved)
		return -EINVAL;
	request->id = edu_id_read(own_use(regs));
	request->buffer_size = EDU_BUFFER_SIZE;
	return 0;
}

static int edu_register(const struct edu *edu, struct edu_register *request)
{
	own_guard(spinlock_irqsave, hw, &edu->hw);
	own_peek(edu_regs, regs, &hw->regs);

	if (own_none(regs))
		return -ENODEV;
	if (request->flags || request->reserved)
		return -EINVAL;
	return edu_any_read(own_use(regs), request->index, &request->value);
}

/* What the caller knows of a structure is read once, and written back. */
#define CALL(NAME, name, ...)							\
static long run_##name(struct file *file, void __user *structure, size_t size)	\
{										\
	struct own_user_reader from = own_user_reader_from(structure, size);	\
	struct own_user_writer to = own_user_writer_from(structure, size);	\
	struct edu_##name request;						\
	int err;								\
										\
	static_assert(sizeof(request) == EDU_##NAME##_SIZE_VER0);		\
	err = own_user_read(versioned, &from, &request, EDU_##NAME##_SIZE_VER0);	\
	err = err ?: __VA_ARGS__;						\
	return err ?: own_user_write(versioned, &to, &request, NULL);		\
}

CALL(INFO, info, edu_info(edu_file_of(file), &request))
CALL(REGISTER, register, edu_register(edu_file_of(file), &request))
CALL(FACTORIAL, factorial, edu_compute(edu_file_of(file), &request, file->f_flags & O_NONBLOCK))

static long edu_fops_ioctl(struct file *file, unsigned int number, unsigned long address)
{
	void __user *structure = (void __user *)address;

	if (edu_is_gone(edu_file_of(file)))
		return -ENODEV;
	/* Known by type and number; the size is what the caller knows. */
	switch (number & ~IOCSIZE_MASK) {
	case EDU_IOC_INFO & ~IOCSIZE_MASK:
		return run_info(file, structure, _IOC_SIZE(number));
	case EDU_IOC_FACTORIAL & ~IOCSIZE_MASK:
		return run_factorial(file, structure, _IOC_SIZE(number));
	case EDU_IOC_REGISTER & ~IOCSIZE_MASK:
		return run_register(file, structure, _IOC_SIZE(number));
	default:
		return -ENOTTY;
	}
}

const struct file_operations edu_fops = {
	OWN_FILE_SLOTS(edu_file),
	.llseek = edu_fops_llseek,
	.read = edu_fops_read,
	.write = edu_fops_write,
	.poll = edu_fops_poll,
	.unlocked_ioctl = edu_fops_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

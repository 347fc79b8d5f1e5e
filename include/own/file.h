/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_FILE_H
#define OWN_FILE_H

/**
 * DOC: What an open file owns
 *
 * ``file->private_data`` is a ``void *`` that changes its meaning: before open it
 * is the miscdevice, then whatever the driver stored, and after release it
 * dangles. Each file operation casts it by hand, and nothing says who frees it.
 *
 * Here a driver says once what an open file owns, and gets its ``open``,
 * ``release`` and one accessor:
 *
 * .. code-block:: c
 *
 *	static struct session_own_result session_open(struct inode *inode,
 *						      struct file *file)
 *	{
 *		struct depot *depot = container_of(own_file_misc(file), struct depot, misc);
 *
 *		own_auto(session_own, s, own_alloc(session_own, GFP_KERNEL_ACCOUNT));
 *		if (own_none(s))
 *			return own_pass(s);
 *		...
 *		return own_ok(s);	// the file owns it from here on
 *	}
 *	DEFINE_OWN_FILE(parcel_file, session_own, struct session, session_open);
 *
 *	static __poll_t parcel_poll(struct file *file, struct poll_table_struct *wait)
 *	{
 *		const struct session *s = parcel_file_of(file);	// borrowed
 *		...
 *	}
 *
 *	static const struct file_operations parcel_fops = {
 *		OWN_FILE_SLOTS(parcel_file),	// .owner, .open, .release
 *		.poll = parcel_poll,
 *		...
 *
 * This header has no other function that stores or clears the pointer, so it is set
 * once, by an open that succeeded, and dropped once, by the release that
 * belongs to it. (``make analyze`` finds its ``private_data`` below strict.h.) The
 * file system calls release when the last operation on the file has returned, so what
 * the accessor gives stays good for the whole of an operation, whatever other threads
 * do with the file descriptor.
 *
 * Any number of threads may be in operations on one file at once, so what the
 * accessor gives is const. What they change belongs behind a lock (locked.h).
 *
 * What it costs: what the same costs by hand (tests/cost/file.c).
 *
 * What it cannot prevent: calling the accessor on another driver's file. The file
 * operations of this driver never see one; a file that user space named by its
 * descriptor may be any, so compare ``file->f_op`` first. And it cannot see that
 * OWN_FILE_SLOTS() was left out: the accessor then gives what somebody else
 * stored.
 *
 * When not to use it: with single_open() and friends, which own private_data
 * themselves.
 *
 * Rust: ``MiscDevice::Ptr`` with ``ForeignOwnable``.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

/**
 * DEFINE_OWN_FILE() - define what an open file owns
 * @name: prefix of the functions that are defined
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined for the data
 * @type: type of the data
 * @make: function ``struct tag_result make(struct inode *, struct file *)`` that
 *	makes the data of a file that is being opened, or says why not
 *
 * Defines::
 *
 *	int name_open(struct inode *inode, struct file *file);		// for .open
 *	int name_release(struct inode *inode, struct file *file);	// for .release
 *	const type *name_of(struct file *file);				// borrowed
 *
 * ``name_of()`` is for the other file operations. It is not for @make, which has
 * no data yet, and not for a file of unknown origin. The pointer is good until
 * the operation returns, unless the operation takes a reference of its own.
 *
 * Context: ``name_open()`` and ``name_release()``: process. @make runs under
 * misc_mtx if the file is a miscdevice's, so that the device is registered for
 * as long as it runs. The drop function runs in ``name_release()``, or later if
 * @tag is counted. ``name_of()``: any.
 *
 * Rust: ``impl MiscDevice for T``; ``type Ptr = Pin<KBox<T>>``.
 */
#define DEFINE_OWN_FILE(name, tag, type, make)				\
static __maybe_unused int name##_open(struct inode *inode, struct file *file) \
{									\
	own_auto(tag, data, make(inode, file));				\
									\
	if (own_none(data))						\
		return own_err(data);					\
	/* SAFETY: name_release() takes it back; nothing else stores. */ \
	file->private_data = own_unsafe_into(data);			\
	return 0;							\
}									\
static __maybe_unused int name##_release(struct inode *inode, struct file *file) \
{									\
	/* SAFETY: name_open() stored it, and this runs once, last. */	\
	own_auto(tag, data, own_unsafe_from(tag, file->private_data));	\
									\
	file->private_data = NULL;					\
	return 0;							\
}									\
static __always_inline __own_role(operation) __maybe_unused const type *	\
name##_of(struct file *file)						\
{									\
	return file->private_data;					\
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #name)

/**
 * OWN_FILE_SLOTS() - the file operations that own the data of a file
 * @name: what DEFINE_OWN_FILE() defined
 *
 * Initialises ``.owner``, ``.open`` and ``.release`` of a ``struct
 * file_operations``; the three belong together. An owner keeps the module loaded
 * while a file is open.
 */
#define OWN_FILE_SLOTS(name)						\
	.owner = THIS_MODULE,						\
	.open = name##_open,						\
	.release = name##_release

static __always_inline __own_role(opening) void *own_file_misc(struct file *file);

/**
 * own_file_misc() - the miscdevice that a file is being opened on
 * @file: the file that a driver's open function was given
 *
 * misc_open() hands the device over in ``private_data``, until the driver stores
 * its own. It holds misc_mtx meanwhile, and misc_deregister() takes it, so the
 * device is registered until the open function returns, and no longer: take a
 * reference to what contains it.
 *
 * Context: Only in the @make function of DEFINE_OWN_FILE(), of a miscdevice; own-check reports
 * it elsewhere, and no compiler does.
 * Return: The miscdevice, borrowed; without a type, so that container_of() takes it for a
 * member of any kind.
 */
static __always_inline void *own_file_misc(struct file *file)
{
	return file->private_data;
}

#endif /* OWN_FILE_H */

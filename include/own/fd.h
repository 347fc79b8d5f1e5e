/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_FD_H
#define OWN_FD_H

/**
 * DOC: Files and descriptors
 *
 * A descriptor is a number that user space may close, or give to another file, at any
 * moment. A driver that is told one looks it up once and keeps what it found: a
 * reference to the file.
 *
 * .. code-block:: c
 *
 *	own_auto(own_file_ref, file, own_fget(request->fd));
 *
 *	if (own_none(file))
 *		return own_err(file);			// -EBADF
 *
 * The other way round, a driver that gives out a new file reserves a number, makes the
 * file, tells user space, and installs the file last: from then on another thread of the
 * process may close it, and there is no way back. Reserved is not installed, and here the
 * two are of different types:
 *
 * .. code-block:: c
 *
 *	own_auto(own_fd, fd, own_fd_reserve(O_CLOEXEC));
 *	...
 *	own_auto(own_file_ref, file, shot_file_new("[shot]", &shot_fops, O_RDONLY, own_take(shot)));
 *	...
 *	err = answer(argument, own_fd_number(own_use(fd)));	// to user space
 *	if (err)
 *		return err;		// the number and the file go back
 *	own_fd_install(own_take(fd), own_take(file));
 *
 * What is installed was taken, so it cannot be used afterwards or installed again, and on
 * every return before that both owners give back what they have. DEFINE_OWN_ANON_FILE()
 * makes a file that owns an object of the driver's, as DEFINE_OWN_FILE() does for files
 * that user space opens by a name.
 *
 * An eventfd is how a driver tells a process that something happened. own_eventfd keeps
 * the counter alive, whoever closes the descriptor.
 *
 * What it costs: what fget() and fput(), or reserving and installing, cost by hand.
 *
 * What it cannot prevent: that the number is written to user space after
 * own_fd_install(), and the writing fails. A file of another driver, of which nothing is
 * known: test its ``f_op`` before you look at what it keeps. Two references to files that
 * keep each other alive.
 *
 * When not to use it: for a file that is only looked at in the call that was given the
 * descriptor, the kernel's ``CLASS(fd, f)(fd)`` does not count if it need not.
 *
 * Rust: ``ARef<File>``, ``FileDescriptorReservation``.
 */

#include <own/box.h>
#if __OWN_QUIET_MACROS
#pragma GCC system_header
#endif

#include <linux/anon_inodes.h>
#include <linux/eventfd.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <own/ref.h>

/* The members of a file are read as usual; its position and flags are whoever uses it's. */
DEFINE_OWN_REF_ADOPTED(own_file_ref, struct file, get_file, fput);

/**
 * own_fget() - the file that a descriptor of the current process means
 * @fd: the descriptor, a number from user space
 *
 * Nothing may be concluded about what the number means afterwards.
 *
 * Context: Process, on behalf of the one who said the number.
 * Return: A reference to the file, or %-EBADF.
 *
 * Rust: ``LocalFile::fget()``.
 */
static __always_inline struct own_file_ref_result own_fget(unsigned int fd)
{
	struct file *file = fget(fd);

	own_assume(!IS_ERR(file));
	return __own_file_ref_result(file ?: ERR_PTR(-EBADF));
}

/* A reserved number is an owner, and an owner holds a pointer: the number and one. */
struct own_fd_reserved;

static __always_inline struct own_fd_reserved *__own_fd_pointer(int fd)
{
	return (struct own_fd_reserved *)(unsigned long)(fd + 1);
}

/**
 * own_fd_number() - the number of a reserved descriptor
 * @reserved: borrowed: ``own_use(fd)``
 *
 * Context: Any.
 * Return: The number, 0 or more. User space may be told; it means nothing yet.
 */
static __always_inline int own_fd_number(const struct own_fd_reserved *reserved)
{
	return (int)(unsigned long)reserved - 1;
}

static __always_inline void __own_fd_end(struct own_fd_reserved *reserved)
{
	put_unused_fd(own_fd_number(reserved));
}

DEFINE_OWN_ADOPTED(own_fd, struct own_fd_reserved, __own_fd_end);

/**
 * own_fd_reserve() - reserve a descriptor in the current process
 * @flags: %O_CLOEXEC, or 0
 *
 * It goes back when the owner ends, unless own_fd_install() was given it.
 *
 * Context: Process, on behalf of the one who is to have it.
 * Return: The reservation, or %-EMFILE if the process has too many, or %-ENOMEM.
 *
 * Rust: ``FileDescriptorReservation::get_unused_fd_flags()``.
 */
static __always_inline struct own_fd_result own_fd_reserve(unsigned int flags)
{
	int fd = get_unused_fd_flags(flags);

	return __own_fd_result(fd < 0 ? ERR_PTR(fd) : __own_fd_pointer(fd));
}

/**
 * own_fd_install() - let a reserved descriptor mean a file
 * @fd: the reservation, used up
 * @file: the reference, which is user space's from now on
 *
 * Cannot fail. Another thread may use or close the descriptor before this returns.
 *
 * Context: Process, the one that reserved it.
 * Return: The number.
 *
 * Rust: ``FileDescriptorReservation::fd_install()``.
 */
static __always_inline int own_fd_install(struct own_fd fd, struct own_file_ref file)
{
	int number = own_fd_number(__own_fd_object(fd));

	fd_install(number, __own_file_ref_object(file));
	return number;
}

/**
 * DEFINE_OWN_ANON_FILE() - define files without a name that own an object
 * @name: prefix of the functions that are defined
 * @tag: what DEFINE_OWN() or DEFINE_OWN_REF() defined for the object
 * @type: type of the object
 *
 * Defines::
 *
 *	struct own_file_ref_result name_new(const char *label, const struct file_operations *fops,
 *					    int flags, struct tag object);
 *	int name_release(struct inode *inode, struct file *file);
 *	const type *name_of(struct file *file);		// borrowed
 *
 * ``name_new()`` makes a file with these operations, of which ``release`` is
 * ``name_release`` and ``owner`` is %THIS_MODULE; it shows as @label in /proc, and @flags are
 * those of open(2). The file owns the object until its last reference is gone. If it
 * cannot be made the object is dropped.
 *
 * ``name_of()`` is for these operations: a file that does not have them owns something else.
 *
 * Context: ``name_new()``: process. ``name_release()``: process, once, last.
 * Return: ``name_new()``: the file, %-EINVAL if @fops has another ``release``, %-ENOENT if the
 * module is being unloaded, %-ENFILE or %-ENOMEM.
 *
 * Rust: none; there a miscdevice is the only file.
 */
#define DEFINE_OWN_ANON_FILE(name, tag, type)				\
static __maybe_unused int name##_release(struct inode *inode, struct file *file) \
	__own_unanalysed						\
{									\
	__##tag##_drop(file->private_data);				\
	file->private_data = NULL;					\
	return 0;							\
}									\
static __always_inline __maybe_unused struct own_file_ref_result	\
name##_new(const char *label, const struct file_operations *fops, int flags, struct tag value) \
{									\
	type *object = __##tag##_object(value);				\
	struct file *file = ERR_PTR(-EINVAL);				\
									\
	if (fops->release == name##_release)				\
		file = anon_inode_getfile(label, fops, object, flags);	\
	if (IS_ERR(file))						\
		__##tag##_drop(object);					\
	return __own_file_ref_result(file);				\
}									\
static __always_inline __own_role(operation) __maybe_unused const type *	\
name##_of(struct file *file)						\
{									\
	return file->private_data;					\
}									\
_Static_assert(sizeof(struct tag) == sizeof(void *), #name)

DEFINE_OWN_ADOPTED(own_eventfd, struct eventfd_ctx, eventfd_ctx_put);

/**
 * own_eventfd_fdget() - the eventfd that a descriptor of the current process means
 * @fd: the descriptor, a number from user space
 *
 * Context: Process, on behalf of the one who said the number.
 * Return: An owner of the counter, %-EBADF if it is no descriptor, or %-EINVAL if it is
 * none of eventfd(2).
 *
 * Rust: none.
 */
static __always_inline struct own_eventfd_result own_eventfd_fdget(int fd)
{
	return __own_eventfd_result(eventfd_ctx_fdget(fd));
}

/**
 * own_eventfd_signal() - add one to an eventfd, and wake who waits for it
 * @eventfd: borrowed; it locks for itself
 *
 * Context: Any, interrupts included.
 */
static __always_inline void own_eventfd_signal(const struct eventfd_ctx *eventfd)
{
	eventfd_signal((struct eventfd_ctx *)eventfd);
}

#endif /* OWN_FD_H */

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_COMPAT_H
#define OWN_COMPAT_H

/**
 * DOC: Older kernels
 *
 * The one place where the library looks at the version of the kernel. It
 * supports Linux 6.12 and newer; each entry says what it stands in for and which
 * kernel makes it unnecessary. Entries bear the kernel's own names, so that
 * nothing else changes when one of them goes.
 */

#include <linux/hrtimer.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/version.h>

/*
 * copy_struct_to_user(), for user.h. In the kernel since 6.13; remove this when
 * 6.12 is no longer supported.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
static __always_inline __must_check int
copy_struct_to_user(void __user *dst, size_t usize, const void *src,
		    size_t ksize, bool *ignored_trailing)
{
	size_t size = min(ksize, usize);
	size_t rest = max(ksize, usize) - size;

	if (usize > ksize && clear_user(dst + size, rest))
		return -EFAULT;
	if (ignored_trailing)
		*ignored_trailing = usize < ksize && memchr_inv(src + size, 0, rest);
	return copy_to_user(dst, src, size) ? -EFAULT : 0;
}
#endif

/* hrtimer_setup(), for timer.h. In the kernel since 6.13. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 13, 0)
static inline void hrtimer_setup(struct hrtimer *timer,
				 enum hrtimer_restart (*function)(struct hrtimer *),
				 clockid_t clock_id, enum hrtimer_mode mode)
{
	hrtimer_init(timer, clock_id, mode);
	timer->function = function;
}
#endif

/* timer_init_key(), for timer.h: what timer_setup() expands to. Of that name since 6.16. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 16, 0)
static inline void timer_init_key(struct timer_list *timer, void (*function)(struct timer_list *),
				  unsigned int flags, const char *name, struct lock_class_key *key)
{
	init_timer_key(timer, function, flags, name, key);
}
#endif

#endif /* OWN_COMPAT_H */

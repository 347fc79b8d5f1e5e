// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: a notifier takes a reference to a file whose count is already zero (CVE-2025-40249)
 * Rust: E0308 (a raw pointer is no ARef)
 * gcc clang context-analysis coccinelle sparse: silent: the pointer is not followed: whether somebody has a reference is not known
 * own-check: warning: own: a reference is taken of what a plain pointer in a structure points to, whose count may be zero by now
 */
#include "../prelude.h"
#include <linux/file.h>
#include <linux/notifier.h>

DEFINE_OWN_REF_ADOPTED(filp_ref, struct file, get_file, fput);

struct watch {
	struct notifier_block nb;
	struct file *file;
};

struct event {
	struct filp_ref_slot file;
};

int watch_notify(struct notifier_block *nb, unsigned long what, void *data)
{
	struct watch *watch = container_of(nb, struct watch, nb);
	struct event *event = data;

#ifdef MENDED
	/* SAFETY: get_file_active() counts, or gives NULL. */
	own_auto(filp_ref, f, own_unsafe_result(filp_ref, get_file_active(&watch->file)));
	if (own_none(f))
		return NOTIFY_DONE;
#else
	own_auto(filp_ref, f, filp_ref_get(watch->file));	/* ERROR */
#endif
	filp_ref_set(&event->file, own_take(f));
	return NOTIFY_OK;
}

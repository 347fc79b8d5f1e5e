// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who opened a file, and what that user has: of each thing that a user can use up there is a share,
 * so that one cannot use it up for all.
 */
#include <linux/capability.h>
#include <linux/time_namespace.h>
#include <linux/user_namespace.h>

#include "parcel_internal.h"

#include <own/strict.h>

/* The depot may still find it, until it is erased there. */
static void share_end(struct share *share)
{
	depot_forget_share(depot_ref_of(&share->depot), share);
}

IMPLEMENT_OWN(share_own, struct share, OWN_KMALLOC,
	      own_run(share_end), own_member(depot_ref, depot));

IMPLEMENT_OWN(sender_own, struct sender, OWN_KMALLOC,
	      own_member(pid_ref, pid), own_member(share_ref, share));
EXPORT_SYMBOL_IF_KUNIT(__sender_own_end);

IMPLEMENT_OWN(opener_own, struct opener, OWN_KMALLOC,
	      own_member(cred_ref, cred), own_member(sender_ref, sender));
EXPORT_SYMBOL_IF_KUNIT(__opener_own_end);

struct share_own_result share_new(const struct depot *depot, kuid_t uid)
{
	own_auto(share_own, s, own_alloc(share_own, GFP_KERNEL_ACCOUNT));

	if (own_none(s))
		return own_pass(s);
	own_mut(s)->uid = uid;
	depot_ref_set_once(&own_mut(s)->depot, depot_ref_get(depot));
	return own_ok(s);
}

/* In a user namespace one can be many: who made the outermost one counts for all of them. */
static kuid_t who_counts(const struct cred *cred)
{
	kuid_t uid = cred->fsuid;

	for (const struct user_namespace *ns = cred->user_ns; ns->parent; ns = ns->parent)
		uid = ns->owner;
	return uid;
}

static struct sender_ref_result sender_new(const struct depot *depot, const struct cred *cred)
{
	own_auto(share_ref, share, depot_share(depot, who_counts(cred)));
	if (own_none(share))
		return own_fail(sender_ref, own_err(share));
	own_auto(sender_own, s, own_alloc(sender_own, GFP_KERNEL_ACCOUNT));
	if (own_none(s))
		return own_fail(sender_ref, own_err(s));
	own_mut(s)->uid = cred->euid;
	share_ref_set_once(&own_mut(s)->share, own_take(share));
	pid_ref_set_once(&own_mut(s)->pid, pid_ref_get(task_tgid(current)));
	own_auto(sender_ref, shared, sender_ref_share(own_take(s)));
	return own_ok(shared);
}

/* The current process opens a file with @cred. */
struct opener_ref_result opener_new(const struct depot *depot, const struct cred *cred)
{
	own_auto(sender_ref, sender, sender_new(depot, cred));
	if (own_none(sender))
		return own_fail(opener_ref, own_err(sender));
	own_auto(opener_own, o, own_alloc(opener_own, GFP_KERNEL_ACCOUNT));
	if (own_none(o))
		return own_fail(opener_ref, own_err(o));
	sender_ref_set_once(&own_mut(o)->sender, own_take(sender));
	cred_ref_set_once(&own_mut(o)->cred, cred_ref_get(cred));
	own_auto(opener_ref, shared, opener_ref_share(own_take(o)));
	return own_ok(shared);
}
EXPORT_SYMBOL_IF_KUNIT(opener_new);

/* Had who opened the file the capability? It is asked of everybody, so "no" is no incident. */
bool opener_capable(const struct opener *opener, int capability)
{
	const struct cred *mine = override_creds(opener_cred(opener));
	bool able = ns_capable_noaudit(&init_user_ns, capability);

	revert_creds(mine);
	return able;
}

/* Counts @amount more, unless it were too much for @opener: then nothing, not even for a moment. */
int share_charge(const struct share *share, enum share_of what, long amount,
		 const struct opener *opener)
{
	atomic_long_t *used = own_shared(&share->used[what]);
	long before = atomic_long_read(used);

	do {
		if (before + amount > READ_ONCE(share_limits[what]) &&
		    !opener_capable(opener, CAP_SYS_RESOURCE))
			return -EDQUOT;
	} while (!atomic_long_try_cmpxchg(used, &before, before + amount));
	return 0;
}
EXPORT_SYMBOL_IF_KUNIT(share_charge);

void share_refund(const struct share *share, enum share_of what, long amount)
{
	atomic_long_sub(amount, own_shared(&share->used[what]));
}
EXPORT_SYMBOL_IF_KUNIT(share_refund);

/* How far CLOCK_MONOTONIC of the current time namespace is ahead. */
static s64 clock_offset(void)
{
	struct timespec64 offset = { };

	timens_add_monotonic(&offset);
	return timespec64_to_ns(&offset);
}

/* What does not fit is past, or never comes. */
static u64 shift(u64 deadline, s64 by)
{
	if (by >= 0)
		return deadline > U64_MAX - by ? U64_MAX : deadline + by;
	return deadline > -by ? deadline + by : 1;
}

/* A deadline by the current process's clock, as the kernel has it; 0 is none. */
u64 deadline_from_user(u64 deadline)
{
	return deadline ? shift(deadline, -clock_offset()) : 0;
}

u64 deadline_to_user(u64 deadline)
{
	return deadline ? shift(deadline, clock_offset()) : 0;
}

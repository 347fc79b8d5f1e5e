// SPDX-License-Identifier: GPL-2.0-only
/*
 * Who opened a file, and what that user has: of each thing that a user can use up there is a share,
 * so that one cannot use it up for all.
 */
#include <linux/capability.h>
#include <linux/time_namespace.h>
#include <linux/user_namespace.h>

#include "parcel_internal.h"

/* The depot may still find it, until it is erased there. */
void share_release(struct kref *refs)
{
	struct share *share = container_of(refs, struct share, refs);

	depot_forget_share(share->depot, share);
	depot_put(share->depot);
	kfree(share);
}

void sender_release(struct kref *refs)
{
	struct sender *sender = container_of(refs, struct sender, refs);

	put_pid(sender->pid);
	share_put(sender->share);
	kfree(sender);
}

void opener_release(struct kref *refs)
{
	struct opener *opener = container_of(refs, struct opener, refs);

	put_cred(opener->cred);
	sender_put(opener->sender);
	kfree(opener);
}

struct share *share_new(struct depot *depot, kuid_t uid)
{
	struct share *share = kzalloc(sizeof(*share), GFP_KERNEL_ACCOUNT);

	if (!share)
		return NULL;
	kref_init(&share->refs);
	share->uid = uid;
	share->depot = depot_get(depot);
	return share;
}

/* In a user namespace one can be many: who made the outermost one counts for all of them. */
static kuid_t who_counts(const struct cred *cred)
{
	kuid_t uid = cred->fsuid;

	for (const struct user_namespace *ns = cred->user_ns; ns->parent; ns = ns->parent)
		uid = ns->owner;
	return uid;
}

static struct sender *sender_new(struct depot *depot, const struct cred *cred)
{
	struct share *share __free(share_put) = depot_share(depot, who_counts(cred));
	struct sender *sender;

	if (IS_ERR(share))
		return ERR_CAST(share);
	sender = kzalloc(sizeof(*sender), GFP_KERNEL_ACCOUNT);
	if (!sender)
		return ERR_PTR(-ENOMEM);
	kref_init(&sender->refs);
	sender->uid = cred->euid;
	sender->share = no_free_ptr(share);
	sender->pid = get_pid(task_tgid(current));
	return sender;
}

/* The current process opens a file with @cred. */
struct opener *opener_new(struct depot *depot, const struct cred *cred)
{
	struct sender *sender __free(sender_put) = sender_new(depot, cred);
	struct opener *opener;

	if (IS_ERR(sender))
		return ERR_CAST(sender);
	opener = kzalloc(sizeof(*opener), GFP_KERNEL_ACCOUNT);
	if (!opener)
		return ERR_PTR(-ENOMEM);
	kref_init(&opener->refs);
	opener->sender = no_free_ptr(sender);
	opener->cred = get_cred(cred);
	return opener;
}

/* Had who opened the file the capability? It is asked of everybody, so "no" is no incident. */
bool opener_capable(const struct opener *opener, int capability)
{
	const struct cred *mine = override_creds(opener->cred);
	bool able = ns_capable_noaudit(&init_user_ns, capability);

	revert_creds(mine);
	return able;
}

/* Counts @amount more, unless it were too much for @opener: then nothing, not even for a moment. */
int share_charge(struct share *share, enum share_of what, long amount,
		 const struct opener *opener)
{
	atomic_long_t *used = &share->used[what];
	long before = atomic_long_read(used);

	do {
		if (before + amount > READ_ONCE(share_limits[what]) &&
		    !opener_capable(opener, CAP_SYS_RESOURCE))
			return -EDQUOT;
	} while (!atomic_long_try_cmpxchg(used, &before, before + amount));
	return 0;
}

void share_refund(struct share *share, enum share_of what, long amount)
{
	atomic_long_sub(amount, &share->used[what]);
}

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

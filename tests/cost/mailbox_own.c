// SPDX-License-Identifier: GPL-2.0-only
/*
 * The mailbox driver written with own.
 *
 * cost: mailbox: gcc -35, clang -1020: own drops without the tests that __free()
 * makes; clang inlines mailbox_release() of the other one in every put.
 */
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/poll.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <own/file.h>
#include <own/locked.h>
#include <own/queue.h>
#include <own/ref.h>
#include "mailbox.h"

struct letter {
	struct list_head node;
	size_t len;
	char data[] __counted_by(len);
};

DEFINE_OWN(letter_own, struct letter, OWN_KVMALLOC);
DEFINE_OWN_QUEUE(letter_queue, letter_own, struct letter, node);

struct mailbox_state {
	struct letter_queue letters;
	bool dead;
	unsigned int histogram[MAILBOX_BUCKETS];
};

struct mailbox {
	struct kref refs;
	struct list_head node;
	struct mailbox_name name;	/* constant */
	OWN_SHARED(wait_queue_head_t) readers, writers;
	OWN_LOCKED(spinlock_t, struct mailbox_state) state;
};

DEFINE_OWN(mailbox_own, struct mailbox, OWN_KMALLOC,
	   own_locked_member(letter_queue, state, letters));
DEFINE_OWN_REF(mailbox_ref, mailbox_own, struct mailbox, refs);
DEFINE_OWN_QUEUE(mailbox_list, mailbox_ref, struct mailbox, node);

static OWN_LOCKED(struct mutex, struct mailbox_list) mailboxes =
	OWN_LOCKED_INIT(__MUTEX_INITIALIZER, mailboxes,
			OWN_QUEUE_INIT(OWN_LOCKED_STATIC(mailboxes)));

struct session_state {
	struct mailbox_ref_slot mailbox;
};

struct session {
	OWN_LOCKED(struct mutex, struct session_state) state;
};

DEFINE_OWN(session_own, struct session, OWN_KMALLOC,
	   own_locked_member(mailbox_ref, state, mailbox));

/* Letters ------------------------------------------------------------------- */

static struct letter_own_result letter_from_user(const char __user *from, size_t len)
{
	if (len > MAILBOX_LETTER_MAX)
		return own_fail(letter_own, -EMSGSIZE);

	own_auto(letter_own, letter, own_alloc_flex(letter_own, data, len, GFP_KERNEL));

	if (own_none(letter))
		return own_pass(letter);
	own_mut(letter)->len = len;
	if (copy_from_user(own_mut(letter)->data, from, len))
		return own_fail(letter_own, -EFAULT);
	return own_ok(letter);
}

static struct letter_own_rest mailbox_push(const struct mailbox *mailbox, struct letter_own value)
{
	own_linear(letter_own, letter, value);
	own_guard(spinlock, state, &mailbox->state);

	if (state->dead)
		return own_reject(letter, -EPIPE);
	if (letter_queue_len(&state->letters) >= MAILBOX_DEPTH)
		return own_reject(letter, -EAGAIN);
	state->histogram[min_t(unsigned int, fls(own_use(letter)->len), MAILBOX_BUCKETS - 1)]++;
	letter_queue_push(&state->letters, own_take(letter));
	wake_up_interruptible(own_shared(&mailbox->readers));
	return own_accepted(letter_own);
}

static struct letter_own_result mailbox_pop(const struct mailbox *mailbox)
{
	own_guard(spinlock, state, &mailbox->state);
	own_auto(letter_own, letter, letter_queue_pop(&state->letters));

	if (own_none(letter))
		return own_fail(letter_own, state->dead ? -EPIPE : -EAGAIN);
	wake_up_interruptible(own_shared(&mailbox->writers));
	return own_ok(letter);
}

static void mailbox_unpop(const struct mailbox *mailbox, struct letter_own letter)
{
	own_guard(spinlock, state, &mailbox->state);

	letter_queue_push_front(&state->letters, letter);
	wake_up_interruptible(own_shared(&mailbox->readers));
}

static __poll_t mailbox_ready(const struct mailbox *mailbox)
{
	own_guard(spinlock, state, &mailbox->state);
	unsigned int len = letter_queue_len(&state->letters);

	return (state->dead ? EPOLLHUP | EPOLLIN | EPOLLOUT : 0) |
	       (len ? EPOLLIN | EPOLLRDNORM : 0) |
	       (len < MAILBOX_DEPTH ? EPOLLOUT | EPOLLWRNORM : 0);
}

/* Mailboxes ----------------------------------------------------------------- */

static struct mailbox_ref_result mailbox_search(struct mailbox_list *list,
						const struct mailbox_name *name)
{
	own_queue_for_each(mailbox_list, mailbox, list) {
		if (!strncmp(own_use(mailbox)->name.name, name->name, sizeof(name->name))) {
			own_auto(mailbox_ref, found, mailbox_ref_get(own_use(mailbox)));
			return own_ok(found);
		}
	}
	return own_fail(mailbox_ref, -ENOENT);
}

static struct mailbox_ref_result mailbox_find(const struct mailbox_name *name)
{
	own_guard(mutex, list, &mailboxes);

	return mailbox_search(list, name);
}

static struct mailbox_ref_result mailbox_open(const struct mailbox_name *name)
{
	own_guard(mutex, list, &mailboxes);
	own_auto(mailbox_ref, old, mailbox_search(list, name));

	if (!own_none(old))
		return own_ok(old);

	own_auto(mailbox_own, new, own_alloc(mailbox_own, GFP_KERNEL));

	if (own_none(new))
		return own_fail(mailbox_ref, own_err(new));
	own_mut(new)->name = *name;
	init_waitqueue_head(own_shared(&own_mut(new)->readers));
	init_waitqueue_head(own_shared(&own_mut(new)->writers));
	own_locked_init(&own_mut(new)->state);
	letter_queue_init(&own_locked_mut(&own_mut(new)->state)->letters);

	own_auto(mailbox_ref, mailbox, mailbox_ref_share(own_take(new)));

	mailbox_list_push(list, mailbox_ref_get(own_use(mailbox)));
	return own_ok(mailbox);
}

static struct mailbox_ref_result mailbox_take_out(struct mailbox_list *list,
						  const struct mailbox_name *name)
{
	own_queue_for_each(mailbox_list, mailbox, list) {
		if (!strncmp(own_use(mailbox)->name.name, name->name, sizeof(name->name))) {
			own_auto(mailbox_ref, found, own_take_out(mailbox_list, mailbox));
			return own_ok(found);
		}
	}
	return own_fail(mailbox_ref, -ENOENT);
}

static int mailbox_delete(const struct mailbox_name *name)
{
	own_guard(mutex, list, &mailboxes);
	own_auto(mailbox_ref, mailbox, mailbox_take_out(list, name));

	if (own_none(mailbox))
		return own_err(mailbox);
	own_borrow(m, mailbox);
	own_scoped_guard(spinlock, state, &m->state)
		state->dead = true;
	wake_up_all(own_shared(&m->readers));
	wake_up_all(own_shared(&m->writers));
	return 0;
}

static int mailbox_move(const struct mailbox_move *move)
{
	own_auto(mailbox_ref, from, mailbox_find(&move->from));

	if (own_none(from))
		return -ENOENT;

	own_auto(mailbox_ref, to, mailbox_find(&move->to));

	if (own_none(to))
		return -ENOENT;
	own_borrow(source, from);
	own_borrow(target, to);
	if (source == target)
		return -EINVAL;
	own_guard_pair(spinlock, out, source, in, target, state);
	if (in->dead || letter_queue_len(&in->letters) >= MAILBOX_DEPTH)
		return -EAGAIN;

	own_linear(letter_own, letter, letter_queue_pop(&out->letters));

	if (own_none(letter))
		return -ENOMSG;
	letter_queue_push(&in->letters, own_take(letter));
	wake_up_interruptible(own_shared(&target->readers));
	wake_up_interruptible(own_shared(&source->writers));
	return 0;
}

/* Files --------------------------------------------------------------------- */

static struct mailbox_ref_result session_mailbox(const struct session *session)
{
	own_guard(mutex, state, &session->state);
	own_peek(mailbox_ref, mailbox, &state->mailbox);

	if (own_none(mailbox))
		return own_fail(mailbox_ref, -ENOENT);

	own_auto(mailbox_ref, ref, mailbox_ref_get(own_use(mailbox)));

	return own_ok(ref);
}

static struct session_own_result session_open(struct inode *inode, struct file *file)
{
	own_auto(session_own, session, own_alloc(session_own, GFP_KERNEL));

	if (own_none(session))
		return own_pass(session);
	own_locked_init(&own_mut(session)->state);
	return own_ok(session);
}

DEFINE_OWN_FILE(mailbox_fop, session_own, struct session, session_open);

static ssize_t mailbox_fop_read(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	own_auto(mailbox_ref, ref, session_mailbox(mailbox_fop_of(file)));

	if (own_none(ref))
		return -ENOTCONN;
	own_borrow(mailbox, ref);
	own_linear(letter_own, letter);

	while (own_refill(letter_own, letter, mailbox_pop(mailbox))) {
		if (own_err(letter) != -EAGAIN || file->f_flags & O_NONBLOCK)
			return own_err(letter) == -EPIPE ? 0 : own_err(letter);
		if (wait_event_interruptible(*own_shared(&mailbox->readers),
					     mailbox_ready(mailbox) & EPOLLIN))
			return -ERESTARTSYS;
	}

	size_t n = own_use(letter)->len;

	if (len < n || copy_to_user(to, own_use(letter)->data, n)) {
		mailbox_unpop(mailbox, own_take(letter));
		return len < n ? -EMSGSIZE : -EFAULT;
	}
	own_drop(letter_own, letter);
	return n;
}

static ssize_t mailbox_fop_write(struct file *file, const char __user *from, size_t len,
				 loff_t *pos)
{
	own_auto(mailbox_ref, ref, session_mailbox(mailbox_fop_of(file)));

	if (own_none(ref))
		return -ENOTCONN;
	own_borrow(mailbox, ref);
	own_auto(letter_own, letter, letter_from_user(from, len));

	if (own_none(letter))
		return own_err(letter);
	for (;;) {
		int err = own_rest(letter, mailbox_push(mailbox, own_take(letter)));

		if (!err)
			return len;
		if (err != -EAGAIN || file->f_flags & O_NONBLOCK)
			return err;
		if (wait_event_interruptible(*own_shared(&mailbox->writers),
					     mailbox_ready(mailbox) & EPOLLOUT))
			return -ERESTARTSYS;
	}
}

static __poll_t mailbox_fop_poll(struct file *file, poll_table *wait)
{
	own_auto(mailbox_ref, ref, session_mailbox(mailbox_fop_of(file)));

	if (own_none(ref))
		return EPOLLERR;
	own_borrow(mailbox, ref);
	poll_wait(file, own_shared(&mailbox->readers), wait);
	poll_wait(file, own_shared(&mailbox->writers), wait);
	return mailbox_ready(mailbox);
}

static int session_attach(const struct session *session, const struct mailbox_name *name)
{
	own_auto(mailbox_ref, mailbox, mailbox_open(name));

	if (own_none(mailbox))
		return own_err(mailbox);
	own_guard(mutex, state, &session->state);
	mailbox_ref_set(&state->mailbox, own_take(mailbox));
	return 0;
}

static int session_stat(const struct session *session, struct mailbox_stat *stat)
{
	own_auto(mailbox_ref, mailbox, session_mailbox(session));

	if (own_none(mailbox))
		return -ENOTCONN;
	if (stat->bucket >= MAILBOX_BUCKETS)
		return -EINVAL;
	own_borrow(m, mailbox);
	own_guard(spinlock, state, &m->state);
	stat->count = state->histogram[stat->bucket];
	return 0;
}

static long mailbox_fop_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	void __user *user = (void __user *)arg;
	union mailbox_argument argument;
	int err;

	if (_IOC_TYPE(cmd) != 'm' || _IOC_SIZE(cmd) > sizeof(argument))
		return -ENOTTY;
	if (copy_from_user(&argument, user, _IOC_SIZE(cmd)))
		return -EFAULT;
	switch (cmd) {
	case MAILBOX_OPEN:
		return session_attach(mailbox_fop_of(file), &argument.name);
	case MAILBOX_MOVE:
		return mailbox_move(&argument.move);
	case MAILBOX_DELETE:
		return mailbox_delete(&argument.name);
	case MAILBOX_STAT:
		err = session_stat(mailbox_fop_of(file), &argument.stat);
		if (!err && copy_to_user(user, &argument.stat, sizeof(argument.stat)))
			err = -EFAULT;
		return err;
	}
	return -ENOTTY;
}

static const struct file_operations mailbox_fops = {
	OWN_FILE_SLOTS(mailbox_fop),
	.read = mailbox_fop_read,
	.write = mailbox_fop_write,
	.poll = mailbox_fop_poll,
	.unlocked_ioctl = mailbox_fop_ioctl,
};

static struct miscdevice mailbox_device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "mailbox",
	.fops = &mailbox_fops,
};

static int __init mailbox_init(void)
{
	return misc_register(&mailbox_device);
}
module_init(mailbox_init);

static void __exit mailbox_exit(void)
{
	misc_deregister(&mailbox_device);
	own_guard(mutex, list, &mailboxes);
	mailbox_list_drop_all(list);
}
module_exit(mailbox_exit);

MODULE_DESCRIPTION("Mailboxes, with own");
MODULE_LICENSE("GPL");

// SPDX-License-Identifier: GPL-2.0-only
/* The mailbox driver in careful C: cleanup.h, guards, kref. */
#include <linux/cleanup.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include "mailbox.h"

struct letter {
	struct list_head node;
	size_t len;
	char data[] __counted_by(len);
};

struct mailbox {
	struct kref refs;
	struct list_head node;		/* under mailboxes_lock */
	struct mailbox_name name;	/* constant */
	wait_queue_head_t readers, writers;
	spinlock_t lock;		/* protects the rest */
	struct list_head letters;
	unsigned int len;
	bool dead;
	unsigned int histogram[MAILBOX_BUCKETS];
};

static LIST_HEAD(mailboxes);		/* owns one reference to each */
static DEFINE_MUTEX(mailboxes_lock);

struct session {
	struct mutex lock;
	struct mailbox *mailbox;	/* owns a reference */
};

static struct letter *letter_first(struct mailbox *mailbox)
{
	struct letter *letter = list_first_entry_or_null(&mailbox->letters, struct letter, node);

	if (letter) {
		list_del(&letter->node);
		mailbox->len--;
	}
	return letter;
}

static void mailbox_release(struct kref *refs)
{
	struct mailbox *mailbox = container_of(refs, struct mailbox, refs);
	struct letter *letter;

	while ((letter = letter_first(mailbox)))
		kvfree(letter);
	kfree(mailbox);
}

static void mailbox_put(struct mailbox *mailbox)
{
	kref_put(&mailbox->refs, mailbox_release);
}

static struct mailbox *mailbox_get(struct mailbox *mailbox)
{
	kref_get(&mailbox->refs);
	return mailbox;
}

DEFINE_FREE(mailbox_put, struct mailbox *, if (_T) mailbox_put(_T))

/* Letters ------------------------------------------------------------------- */

static struct letter *letter_from_user(const char __user *from, size_t len)
{
	if (len > MAILBOX_LETTER_MAX)
		return ERR_PTR(-EMSGSIZE);

	struct letter *letter __free(kvfree) = kvzalloc(struct_size(letter, data, len), GFP_KERNEL);

	if (!letter)
		return ERR_PTR(-ENOMEM);
	letter->len = len;
	if (copy_from_user(letter->data, from, len))
		return ERR_PTR(-EFAULT);
	return_ptr(letter);
}

/* Takes the letter on success only. */
static int mailbox_push(struct mailbox *mailbox, struct letter *letter)
{
	guard(spinlock)(&mailbox->lock);

	if (mailbox->dead)
		return -EPIPE;
	if (mailbox->len >= MAILBOX_DEPTH)
		return -EAGAIN;
	mailbox->histogram[min_t(unsigned int, fls(letter->len), MAILBOX_BUCKETS - 1)]++;
	list_add_tail(&letter->node, &mailbox->letters);
	mailbox->len++;
	wake_up_interruptible(&mailbox->readers);
	return 0;
}

static struct letter *mailbox_pop(struct mailbox *mailbox)
{
	guard(spinlock)(&mailbox->lock);
	struct letter *letter = letter_first(mailbox);

	if (!letter)
		return ERR_PTR(mailbox->dead ? -EPIPE : -EAGAIN);
	wake_up_interruptible(&mailbox->writers);
	return letter;
}

static void mailbox_unpop(struct mailbox *mailbox, struct letter *letter)
{
	guard(spinlock)(&mailbox->lock);

	list_add(&letter->node, &mailbox->letters);
	mailbox->len++;
	wake_up_interruptible(&mailbox->readers);
}

static __poll_t mailbox_ready(struct mailbox *mailbox)
{
	guard(spinlock)(&mailbox->lock);

	return (mailbox->dead ? EPOLLHUP | EPOLLIN | EPOLLOUT : 0) |
	       (mailbox->len ? EPOLLIN | EPOLLRDNORM : 0) |
	       (mailbox->len < MAILBOX_DEPTH ? EPOLLOUT | EPOLLWRNORM : 0);
}

/* Mailboxes ----------------------------------------------------------------- */

static struct mailbox *mailbox_search(const struct mailbox_name *name)
{
	struct mailbox *mailbox;

	lockdep_assert_held(&mailboxes_lock);
	list_for_each_entry(mailbox, &mailboxes, node) {
		if (!strncmp(mailbox->name.name, name->name, sizeof(name->name)))
			return mailbox_get(mailbox);
	}
	return NULL;
}

static struct mailbox *mailbox_find(const struct mailbox_name *name)
{
	guard(mutex)(&mailboxes_lock);

	return mailbox_search(name);
}

static struct mailbox *mailbox_open(const struct mailbox_name *name)
{
	guard(mutex)(&mailboxes_lock);
	struct mailbox *mailbox = mailbox_search(name);

	if (mailbox)
		return mailbox;
	mailbox = kzalloc(sizeof(*mailbox), GFP_KERNEL);
	if (!mailbox)
		return ERR_PTR(-ENOMEM);
	kref_init(&mailbox->refs);
	mailbox->name = *name;
	init_waitqueue_head(&mailbox->readers);
	init_waitqueue_head(&mailbox->writers);
	spin_lock_init(&mailbox->lock);
	INIT_LIST_HEAD(&mailbox->letters);
	list_add_tail(&mailbox_get(mailbox)->node, &mailboxes);
	return mailbox;
}

static int mailbox_delete(const struct mailbox_name *name)
{
	guard(mutex)(&mailboxes_lock);
	struct mailbox *mailbox __free(mailbox_put) = mailbox_search(name);

	if (!mailbox)
		return -ENOENT;
	list_del(&mailbox->node);
	mailbox_put(mailbox);		/* the list's reference */
	scoped_guard(spinlock, &mailbox->lock)
		mailbox->dead = true;
	wake_up_all(&mailbox->readers);
	wake_up_all(&mailbox->writers);
	return 0;
}

static void mailbox_lock_both(struct mailbox *a, struct mailbox *b)
{
	if (a > b)
		swap(a, b);
	spin_lock(&a->lock);
	spin_lock_nested(&b->lock, SINGLE_DEPTH_NESTING);
}

static int mailbox_move(const struct mailbox_move *move)
{
	struct mailbox *from __free(mailbox_put) = mailbox_find(&move->from);
	struct letter *letter;
	int err = 0;

	if (!from)
		return -ENOENT;

	struct mailbox *to __free(mailbox_put) = mailbox_find(&move->to);

	if (!to)
		return -ENOENT;
	if (from == to)
		return -EINVAL;
	mailbox_lock_both(from, to);
	if (to->dead || to->len >= MAILBOX_DEPTH) {
		err = -EAGAIN;
		goto unlock;
	}
	letter = letter_first(from);
	if (!letter) {
		err = -ENOMSG;
		goto unlock;
	}
	list_add_tail(&letter->node, &to->letters);
	to->len++;
	wake_up_interruptible(&to->readers);
	wake_up_interruptible(&from->writers);
unlock:
	spin_unlock(&from->lock);
	spin_unlock(&to->lock);
	return err;
}

/* Files --------------------------------------------------------------------- */

static struct mailbox *session_mailbox(struct session *session)
{
	guard(mutex)(&session->lock);

	return session->mailbox ? mailbox_get(session->mailbox) : NULL;
}

static int mailbox_fop_open(struct inode *inode, struct file *file)
{
	struct session *session = kzalloc(sizeof(*session), GFP_KERNEL);

	if (!session)
		return -ENOMEM;
	mutex_init(&session->lock);
	file->private_data = session;
	return 0;
}

static int mailbox_fop_release(struct inode *inode, struct file *file)
{
	struct session *session = file->private_data;

	file->private_data = NULL;
	if (session->mailbox)
		mailbox_put(session->mailbox);
	kfree(session);
	return 0;
}

static ssize_t mailbox_fop_read(struct file *file, char __user *to, size_t len, loff_t *pos)
{
	struct mailbox *mailbox __free(mailbox_put) = session_mailbox(file->private_data);
	struct letter *letter;
	size_t n;

	if (!mailbox)
		return -ENOTCONN;
	while (IS_ERR(letter = mailbox_pop(mailbox))) {
		if (PTR_ERR(letter) != -EAGAIN || file->f_flags & O_NONBLOCK)
			return PTR_ERR(letter) == -EPIPE ? 0 : PTR_ERR(letter);
		if (wait_event_interruptible(mailbox->readers, mailbox_ready(mailbox) & EPOLLIN))
			return -ERESTARTSYS;
	}
	n = letter->len;
	if (len < n || copy_to_user(to, letter->data, n)) {
		mailbox_unpop(mailbox, letter);
		return len < n ? -EMSGSIZE : -EFAULT;
	}
	kvfree(letter);
	return n;
}

static ssize_t mailbox_fop_write(struct file *file, const char __user *from, size_t len,
				 loff_t *pos)
{
	struct mailbox *mailbox __free(mailbox_put) = session_mailbox(file->private_data);

	if (!mailbox)
		return -ENOTCONN;

	struct letter *letter __free(kvfree) = letter_from_user(from, len);

	if (IS_ERR(letter))
		return PTR_ERR(letter);
	for (;;) {
		int err = mailbox_push(mailbox, letter);

		if (!err) {
			retain_and_null_ptr(letter);
			return len;
		}
		if (err != -EAGAIN || file->f_flags & O_NONBLOCK)
			return err;
		if (wait_event_interruptible(mailbox->writers, mailbox_ready(mailbox) & EPOLLOUT))
			return -ERESTARTSYS;
	}
}

static __poll_t mailbox_fop_poll(struct file *file, poll_table *wait)
{
	struct mailbox *mailbox __free(mailbox_put) = session_mailbox(file->private_data);

	if (!mailbox)
		return EPOLLERR;
	poll_wait(file, &mailbox->readers, wait);
	poll_wait(file, &mailbox->writers, wait);
	return mailbox_ready(mailbox);
}

static int session_attach(struct session *session, const struct mailbox_name *name)
{
	struct mailbox *mailbox = mailbox_open(name);

	if (IS_ERR(mailbox))
		return PTR_ERR(mailbox);
	guard(mutex)(&session->lock);
	if (session->mailbox)
		mailbox_put(session->mailbox);
	session->mailbox = mailbox;
	return 0;
}

static int session_stat(struct session *session, struct mailbox_stat *stat)
{
	struct mailbox *mailbox __free(mailbox_put) = session_mailbox(session);

	if (!mailbox)
		return -ENOTCONN;
	if (stat->bucket >= MAILBOX_BUCKETS)
		return -EINVAL;
	guard(spinlock)(&mailbox->lock);
	stat->count = mailbox->histogram[stat->bucket];
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
		return session_attach(file->private_data, &argument.name);
	case MAILBOX_MOVE:
		return mailbox_move(&argument.move);
	case MAILBOX_DELETE:
		return mailbox_delete(&argument.name);
	case MAILBOX_STAT:
		err = session_stat(file->private_data, &argument.stat);
		if (!err && copy_to_user(user, &argument.stat, sizeof(argument.stat)))
			err = -EFAULT;
		return err;
	}
	return -ENOTTY;
}

static const struct file_operations mailbox_fops = {
	.owner = THIS_MODULE,
	.open = mailbox_fop_open,
	.release = mailbox_fop_release,
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
	struct mailbox *mailbox, *next;

	misc_deregister(&mailbox_device);
	guard(mutex)(&mailboxes_lock);
	list_for_each_entry_safe(mailbox, next, &mailboxes, node) {
		list_del(&mailbox->node);
		mailbox_put(mailbox);
	}
}
module_exit(mailbox_exit);

MODULE_DESCRIPTION("Mailboxes, in careful C");
MODULE_LICENSE("GPL");

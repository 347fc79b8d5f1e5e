// SPDX-License-Identifier: GPL-2.0-only
/*
 * Correct: tasks wait for a device, in every way, and files poll it
 */
#include "../prelude.h"
#include <own/irq.h>
#include <own/wait.h>

struct adder_state {
	unsigned int sum;
	bool busy;
};

struct adder {
	struct kref refs;
	struct own_irq_line line;
	struct own_waiters waiters;
	struct own_completion ready;
	OWN_LOCKED_IRQ(spinlock_t, struct adder_state) state;
	OWN_LOCKED(struct mutex, struct adder_state) turn;
};
DEFINE_OWN(adder_own, struct adder, OWN_KMALLOC);
DEFINE_OWN_REF(adder_ref, adder_own, struct adder, refs);
DEFINE_OWN_IRQ(adder_irq, adder_ref, struct adder, line, adder_interrupt);

struct adder_ref_result adder_opened(struct inode *inode, struct file *file);
DEFINE_OWN_FILE(adder_file, adder_ref, struct adder, adder_opened);

#include <own/strict.h>

static bool adder_idle(const struct adder *adder)
{
	own_guard(spinlock_irqsave, state, &adder->state);

	return !state->busy;
}

static irqreturn_t adder_interrupt(struct adder_irq_fired fired)
{
	own_irq_fired(adder, fired);

	own_scoped_guard(spinlock_irqsave, state, &adder->state)
		state->busy = false;
	own_wake_up(&adder->waiters, EPOLLIN | EPOLLRDNORM);
	own_complete_all(&adder->ready);
	return IRQ_HANDLED;
}

struct adder_ref_result adder_begin(void)
{
	own_auto(adder_own, new, own_alloc(adder_own, GFP_KERNEL));

	if (own_none(new))
		return own_fail(adder_ref, own_err(new));
	own_locked_init(&own_mut(new)->state);
	own_locked_init(&own_mut(new)->turn);
	own_waiters_init(new, waiters);
	own_completion_init(new, ready);
	own_auto(adder_ref, adder, adder_ref_share(own_take(new)));
	return own_ok(adder);
}

struct adder_irq_result adder_request(const struct adder *adder, unsigned int number)
{
	return adder_irq_request(adder_ref_get(adder), number, 0, "adder");
}

int adder_wait(const struct adder *shared)
{
	own_auto(adder_ref, adder, adder_ref_get(shared));
	int err;

	own_wait(uninterruptible, &own_use(adder)->waiters, adder_idle(own_use(adder)));
	if (own_wait(killable, &own_use(adder)->waiters, adder_idle(own_use(adder))))
		return -EINTR;
	err = own_wait_timeout(interruptible, &own_use(adder)->waiters,
			       adder_idle(own_use(adder)), HZ);
	if (err == -ETIMEDOUT)
		return -EIO;
	return err ?: own_wait(interruptible_exclusive, &own_use(adder)->waiters,
			       adder_idle(own_use(adder)));
}

int adder_wait_ready(const struct adder *adder)
{
	own_completion_wait(uninterruptible, &adder->ready);
	return own_completion_wait(interruptible, &adder->ready) ?:
	       own_completion_wait_timeout(killable, &adder->ready, HZ);
}

/* Whose turn it is waits for the device, which does not want the mutex. */
int adder_take_turn(const struct adder *adder)
{
	own_guard(mutex, turn, &adder->turn);
	own_may_park();
	int err = own_wait_timeout(killable, &adder->waiters, adder_idle(adder), 2 * HZ);

	if (err)
		return err;
	turn->sum++;
	return 0;
}

static __poll_t adder_poll(struct file *file, struct poll_table_struct *table)
{
	own_poll_wait(adder_file, waiters, file, table);
	return adder_idle(adder_file_of(file)) ? EPOLLIN | EPOLLRDNORM : 0;
}

const struct file_operations adder_fops = {
	OWN_FILE_SLOTS(adder_file),
	.poll = adder_poll,
};

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Question: The queue is full: store() returns -ENOSPC. What becomes of the note and the mutex?
 * a: The note is lost and the mutex stays held: the next call hangs.
 * b: The mutex is released, but the note is lost.
 * c: gcc warns of both.
 * d: The mutex is released, then the note is freed. It is right.
 * Answer: d
 * gcc: silent
 * own-check: silent
 * stock: quiz: freed; a second time: freed; -28
 * kasan: quiz: freed; a second time: freed; -28
 *
 * Owner and guard end with their scope, the last one declared first. So the note is freed
 * outside of the mutex.
 */
#include <linux/list.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <own/locked.h>
#include <own/queue.h>

struct note {
	struct list_head node;
	u32 tag;
};

static void note_free(struct note *note);
DEFINE_OWN(note_own, struct note, note_free);
DEFINE_OWN_QUEUE(note_queue, note_own, struct note, node);

static OWN_LOCKED(struct mutex, struct note_queue) notes =
	OWN_LOCKED_INIT(__MUTEX_INITIALIZER, notes, { });

static int store(struct note_own value, unsigned int limit)
{
	own_auto(note_own, note, value);
	own_guard(mutex, queue, &notes);

	if (note_queue_len(queue) >= limit)
		return -ENOSPC;
	note_queue_push(queue, own_take(note));
	return 0;
}

/* What follows runs it. */
static int freed;

static void note_free(struct note *note)
{
	/* A mutex that is still held would hang here. */
	own_guard(mutex, queue, &notes);

	freed += !note_queue_len(queue);
	kfree(note);
}

static noinline int store_one(void)
{
	/* SAFETY: kzalloc() gives an object that nobody else knows. */
	own_auto(note_own, note, own_unsafe_result(note_own, kzalloc(sizeof(struct note), GFP_KERNEL)));

	if (own_none(note))
		return own_err(note);
	return store(own_take(note), 0);
}

static int __init quiz_init(void)
{
	store_one();
	pr_info("quiz: %s; a second time: ", freed == 1 ? "freed" : "lost");
	int err = store_one();

	pr_cont("%s; %d\n", freed == 2 ? "freed" : "lost", err);
	return 0;
}

static void __exit quiz_exit(void)
{
}

module_init(quiz_init);
module_exit(quiz_exit);
MODULE_DESCRIPTION("Right, though it looks wrong");
MODULE_LICENSE("GPL");

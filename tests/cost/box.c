// SPDX-License-Identifier: GPL-2.0-only
/* What one owner costs: nothing. */
#include <linux/uaccess.h>
#include <own/box.h>
#include "cost.h"

struct parcel {
	struct list_head node;
	size_t len;
	char data[] __counted_by(len);
};

DEFINE_OWN(parcel_own, struct parcel, OWN_KVMALLOC);

int parcel_check(const struct parcel *parcel);
void parcel_keep(struct parcel *parcel);
void parcel_keep_own(struct parcel_own parcel);
struct parcel *parcel_find(int key);
struct parcel_own_result parcel_find_own(int key);

/* Allocate, fill, hand on. */

static struct parcel *COST(from_user_plain)(const void __user *from, size_t len)
{
	struct parcel *p __free(kvfree) = kvzalloc(struct_size(p, data, len), GFP_KERNEL);

	if (!p)
		return ERR_PTR(-ENOMEM);
	p->len = len;
	if (copy_from_user(p->data, from, len))
		return ERR_PTR(-EFAULT);
	return_ptr(p);
}

/*
 * cost: from_user: gcc +4, clang -4: gcc gives the failing path a return of
 * its own instead of a jump; no path executes more. own knows that it holds an
 * object where it drops it, and __free() tests.
 */
static struct parcel_own_result COST(from_user_own)(const void __user *from, size_t len)
{
	own_auto(parcel_own, p, own_alloc_flex(parcel_own, data, len, GFP_KERNEL));

	if (own_none(p))
		return own_pass(p);
	own_mut(p)->len = len;
	if (copy_from_user(own_mut(p)->data, from, len))
		return own_fail(parcel_own, -EFAULT);
	return own_ok(p);
}

/* Receive an owner and drop it. */

static void COST(consume_plain)(struct parcel *parcel)
{
	pr_info("%zu\n", parcel->len);
	kvfree(parcel);
}

static void COST(consume_own)(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	pr_info("%zu\n", own_use(p)->len);
}

/* Receive an owner, hand it on or drop it. */

static int COST(forward_plain)(struct parcel *parcel)
{
	struct parcel *p __free(kvfree) = parcel;
	int err = parcel_check(p);

	if (err)
		return err;
	parcel_keep(no_free_ptr(p));
	return 0;
}

/*
 * cost: forward: gcc -5, clang -6: own drops without the test that __free()
 * makes.
 */
static int COST(forward_own)(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	int err = parcel_check(own_use(p));

	if (err)
		return err;
	parcel_keep_own(own_take(p));
	return 0;
}

/* Borrow across several uses, shared and then exclusive. */

static int COST(borrow_plain)(struct parcel *parcel)
{
	struct parcel *p __free(kvfree) = parcel;

	if (parcel_check(p) || parcel_check(p))
		return -EINVAL;
	p->len /= 2;
	parcel_keep(no_free_ptr(p));
	return 0;
}

/*
 * cost: borrow: gcc 0, clang -9: as in forward; gcc spends what was saved on
 * the order of blocks.
 */
static int COST(borrow_own)(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	{
		own_borrow(b, p);
		if (parcel_check(b) || parcel_check(b))
			return -EINVAL;
	}
	{
		own_borrow_mut(b, p);
		b->len /= 2;
	}
	parcel_keep_own(own_take(p));
	return 0;
}

/* A result is an object, an errno, or nothing. */

static long COST(find_plain)(int key)
{
	struct parcel *p __free(kvfree) = parcel_find(key);

	if (IS_ERR_OR_NULL(p))
		return PTR_ERR(p) ?: -ENOENT;
	return p->len;
}

/* cost: find: gcc -5, clang -1: as in forward. */
static long COST(find_own)(int key)
{
	own_auto(parcel_own, p, parcel_find_own(key));

	if (own_none(p))
		return own_err(p);
	return own_use(p)->len;
}

/* Try again until it works. */

static int COST(retry_plain)(int key)
{
	for (;;) {
		struct parcel *p __free(kvfree) = parcel_find(key);

		if (!IS_ERR_OR_NULL(p))
			return p->len;
		if ((PTR_ERR(p) ?: -ENOENT) != -EAGAIN)
			return PTR_ERR(p) ?: -ENOENT;
		schedule();
	}
}

/* cost: retry: gcc -6, clang -8: as in forward. */
static int COST(retry_own)(int key)
{
	own_auto(parcel_own, p);

	while (own_refill(parcel_own, p, parcel_find_own(key))) {
		if (own_err(p) != -EAGAIN)
			return own_err(p);
		schedule();
	}
	return own_use(p)->len;
}

/* A member that owns: put a new one in and drop the old one, empty it, look. */

struct holder_plain {
	int key;
	struct parcel *parcel;
};

struct holder_own {
	int key;
	struct parcel_own_slot parcel;
};

static void COST(replace_plain)(struct holder_plain *holder, struct parcel *parcel)
{
	struct parcel *old = holder->parcel;

	holder->parcel = parcel;
	if (old)
		kvfree(old);
}

static void COST(replace_own)(struct holder_own *holder, struct parcel_own parcel)
{
	parcel_own_set(&holder->parcel, parcel);
}

static struct parcel *COST(clear_plain)(struct holder_plain *holder)
{
	struct parcel *old = holder->parcel;

	holder->parcel = NULL;
	return old;
}

/*
 * cost: clear: gcc +3, clang +3: nothing is -ENOENT and not NULL, so that whoever gets it
 * tests once.
 */
static struct parcel_own_result COST(clear_own)(struct holder_own *holder)
{
	return parcel_own_take_from(&holder->parcel);
}

static int COST(look_plain)(struct holder_plain *holder)
{
	const struct parcel *parcel = holder->parcel;

	return parcel ? parcel_check(parcel) : -ENOENT;
}

static int COST(look_own)(struct holder_own *holder)
{
	own_peek(parcel_own, parcel, &holder->parcel);
	if (own_none(parcel))
		return own_err(parcel);
	return parcel_check(own_use(parcel));
}

/* Taken on success, handed back on failure: a function that does it ... */

static int COST(offer_plain)(struct holder_plain *holder, struct parcel *parcel)
{
	if (holder->key < 0)
		return -EPIPE;
	parcel_keep(parcel);
	return 0;
}

/*
 * cost: offer: gcc +2, clang +2: the object that is handed back comes in a
 * second register, which is cleared when there is none.
 */
static struct parcel_own_rest COST(offer_own)(struct holder_own *holder, struct parcel_own parcel)
{
	own_linear(parcel_own, p, parcel);

	if (holder->key < 0)
		return own_reject(p, -EPIPE);
	parcel_keep_own(own_take(p));
	return own_accepted(parcel_own);
}

/* ... and its caller, which sends until there is room. */

int line_push(int key, struct parcel *parcel);
struct parcel_own_rest line_push_own(int key, struct parcel_own parcel);

static int COST(insist_plain)(int key, struct parcel *parcel)
{
	struct parcel *p __free(kvfree) = parcel;

	for (;;) {
		int err = line_push(key, p);

		if (!err) {
			retain_and_null_ptr(p);
			return 0;
		}
		if (err != -EAGAIN)
			return err;
		schedule();
	}
}

/*
 * cost: insist: gcc +1, clang -5: the object comes back in a register and is
 * copied, where __free() keeps it, and tests it in the end.
 */
static int COST(insist_own)(int key, struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);

	for (;;) {
		int err = own_rest(p, line_push_own(key, own_take(p)));

		if (!err)
			return 0;
		if (err != -EAGAIN)
			return err;
		schedule();
	}
}

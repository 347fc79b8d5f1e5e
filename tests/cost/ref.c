// SPDX-License-Identifier: GPL-2.0-only
/* What a counted reference costs: what its kref costs. */
#include <own/ref.h>
#include "cost.h"

struct box {
	struct kref refs;
	int limit;
};

void box_destroy(struct box *box);

DEFINE_OWN(box_own, struct box, box_destroy);
DEFINE_OWN_REF(box_ref, box_own, struct box, refs);

static void box_release(struct kref *refs)
{
	box_destroy(container_of(refs, struct box, refs));
}

static void box_put(struct box *box)
{
	kref_put(&box->refs, box_release);
}

DEFINE_FREE(box_put, struct box *, if (!IS_ERR_OR_NULL(_T)) box_put(_T))

int box_use(const struct box *box);
void list_add_box(struct box *box);
void list_add_box_own(struct box_ref box);
struct box *box_find(int key);
struct box_ref_result box_find_own(int key);

/* Allocate, set up alone, publish: one reference for a list, one for the caller. */

static struct box *COST(create_plain)(int limit)
{
	struct box *box = kzalloc(sizeof(*box), GFP_KERNEL);

	if (!box)
		return ERR_PTR(-ENOMEM);
	box->limit = limit;
	kref_init(&box->refs);
	kref_get(&box->refs);
	list_add_box(box);
	return box;
}

/*
 * cost: create: gcc +3: gcc gives the failing path a return of its
 * own instead of a jump; no path executes more.
 */
static struct box_ref_result COST(create_own)(int limit)
{
	own_auto(box_own, new, own_alloc(box_own, GFP_KERNEL));

	if (own_none(new))
		return own_fail(box_ref, own_err(new));
	own_mut(new)->limit = limit;
	own_auto(box_ref, box, box_ref_share(own_take(new)));
	list_add_box_own(box_ref_get(own_use(box)));
	return own_ok(box);
}

/* Receive a reference, use it, put it. */

static int COST(use_plain)(struct box *box)
{
	int err = box_use(box);

	box_put(box);
	return err;
}

/*
 * cost: use: gcc 0, clang 0: the function that ends the object's life has
 * another name.
 */
static int COST(use_own)(struct box_ref ref)
{
	own_auto(box_ref, box, ref);

	return box_use(own_use(box));
}

/* Look up, test, use, put. */

static int COST(find_plain)(int key)
{
	struct box *box __free(box_put) = box_find(key);

	if (IS_ERR_OR_NULL(box))
		return PTR_ERR(box) ?: -ENOENT;
	return box_use(box);
}

/*
 * cost: find: gcc -4, clang -4: own puts without the test that __free() makes.
 */
static int COST(find_own)(int key)
{
	own_auto(box_ref, box, box_find_own(key));

	if (own_none(box))
		return own_err(box);
	return box_use(own_use(box));
}

/* A table holds no reference: the object may be dying. */

static struct box *COST(revive_plain)(struct box *box)
{
	return kref_get_unless_zero(&box->refs) ? box : NULL;
}

/* cost: revive: gcc +3, clang 0: as in create. */
static struct box_ref_result COST(revive_own)(const struct box *box)
{
	return box_ref_get_unless_zero(box);
}

/* A member that holds a reference: get another one. */

struct file_plain {
	struct box *box;
};

struct file_own {
	struct box_ref_slot box;
};

static struct box *COST(current_plain)(struct file_plain *file)
{
	struct box *box = file->box;

	if (!box)
		return ERR_PTR(-ENOTCONN);
	kref_get(&box->refs);
	return box;
}

/*
 * cost: current: gcc -5: gcc puts the cold paths in another order,
 * with fewer returns.
 */
static struct box_ref_result COST(current_own)(struct file_own *file)
{
	own_peek(box_ref, box, &file->box);
	if (own_none(box))
		return own_fail(box_ref, -ENOTCONN);
	own_auto(box_ref, ref, box_ref_get(own_use(box)));
	return own_ok(ref);
}

/* A count that the kernel keeps. */

struct task;
struct task *task_get(struct task *task);
void task_put(struct task *task);
int task_ask(struct task *task);
DEFINE_OWN_REF_ADOPTED(task_ref, struct task, task_get, task_put);
DEFINE_FREE(task_put, struct task *, if (_T) task_put(_T))

static int COST(adopt_plain)(struct task *borrowed)
{
	struct task *task __free(task_put) = NULL;

	task_get(borrowed);
	task = borrowed;
	return task_ask(task);
}

/*
 * cost: adopt: gcc -2, clang 0: own puts without the test that __free() makes;
 * clang spends what was saved on a register.
 */
static int COST(adopt_own)(struct task *borrowed)
{
	own_auto(task_ref, task, task_ref_get(borrowed));

	return task_ask(own_use(task));
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the interface promises of one caller after the other: <parcel.h> once more, as a model.
 *
 * A deadline passes at its time, and the model knows only that a call was made between two times.
 * If a deadline is between them the model does not know any more, and says nothing until the
 * program is over.
 */
#define _GNU_SOURCE
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

enum { BOXES = 32, OVERHEAD = PARCEL_OVERHEAD };

struct file_model *model_files[FILES];
struct file_model nobody;
bool unsure;
static struct box_model boxes[BOXES];	/* those with an id are there */
static struct { u64 boxes, bytes, files; } shares[USERS];
static u64 depot_bytes, last_deadline, settled;

/* The limits that the driver was given, or those of the man page. */
static u64 limit(const char *name, u64 otherwise)
{
	const char *text = getenv(name);

	return text ? strtoull(text, NULL, 0) : otherwise;
}

static u64 for_user(int user, u64 limit)
{
	return user ? limit - limit / 8 : limit;
}

/* What was told before hides nothing: the program goes on. */
void complain(const struct op *o, const char *format, ...)
{
	char detail[WORDS], said[WORDS];
	va_list list;

	if (unsure)
		return;
	va_start(list, format);
	vsnprintf(detail, WORDS, format, list);
	va_end(list);
	sprintf(said, "answer: %s: ", o ? op_names[o->kind] : "end");
	add_words(said, detail);
	if (is_known(said))
		return;
	unsure = true;
	copy_words(shared->detail, detail);
	copy_words(shared->said, said);
}

static const char *errno_name(int number)
{
	return strerrorname_np(number) ?: "?";
}

/* Did it succeed, as it had to? If something is wrong with it any of that may be told. */
bool judged(struct thread *t, const struct op *o, long got, long want)
{
	char words[WORDS] = "";

	if (!t->modelled) {
		check_answer(o, got);
		return false;
	}
	/* Another answer may be right because a deadline has passed since the call began. */
	model_unsettled();
	if (unsure || (got < 0 && got > -128 && (t->may | t->perhaps) & E(-got)))
		return false;
	add_errnos(words, t->may);
	if (got >= 0 && !t->may && got == want)
		return true;
	if (got < 0)
		complain(o, "%s instead of%s", errno_name(-got), t->may ? words : " success");
	else if (t->may)
		complain(o, "success instead of%s", words);
	else
		complain(o, "%ld instead of %ld", got, want);
	/* What succeeds and should not may change what the model does not know of. */
	unsure |= got >= 0 && o->kind != OP_readtaken && o->kind != OP_readrecord &&
		  o->kind != OP_stat && o->kind != OP_poll;
	return false;
}

const char *model_name(u32 name)
{
	static const char *const names[NAMES + 1] = {
		"a", "b", "c", "longer-name", "e", "a-name-of-thirty-one-characters",
		PARCEL_DEFAULT_NAME,
	};

	return names[name % (NAMES + 1)];
}

/* The lowest number that is free. */
static u32 next_id(void)
{
	u32 id = 1;

	for (u32 i = 0; i < BOXES; i++) {
		if (boxes[i].id == id) {
			id++;
			i = -1;
		}
	}
	return id;
}

static struct box_model *new_box(u32 name, int user)
{
	struct box_model *box = NULL;
	u32 id = next_id();

	for (u32 i = 0; i < BOXES && !box; i++)
		box = boxes[i].id ? NULL : &boxes[i];
	if (!box)
		abort();
	memset(box, 0, sizeof(*box));
	box->id = id;
	box->name = name % (NAMES + 1);
	box->user = user;
	return box;
}

static u64 cost_of(u64 bytes, u64 parcels)
{
	return bytes + (bytes < parcels ? bytes : parcels) * OVERHEAD;
}

/* A device that was just made, with its box. */
static void new_device(void)
{
	struct box_model *box;

	memset(boxes, 0, sizeof(boxes));
	memset(shares, 0, sizeof(shares));
	box = new_box(NAMES, 0);
	box->mode = 0666;
	box->capacity_parcels = PARCEL_DEFAULT_BOX_PARCELS;
	box->capacity_bytes = PARCEL_DEFAULT_BOX_BYTES;
	depot_bytes = cost_of(box->capacity_bytes, box->capacity_parcels);
}

/* @stat: of the default box, which keeps its numbers; all that is in it is late. */
void model_begin(const struct parcel_stat *stat)
{
	new_device();
	boxes[0].sent = stat->sent;
	boxes[0].received = stat->received;
	boxes[0].late = stat->queued_parcels;
	boxes[0].late_bytes = stat->queued_bytes;
	last_deadline = 0;
}

void model_end(void)
{
	for (int i = 0; i < FILES; i++)
		model_put(i);
}

void model_rebind(void)
{
	new_device();
	for (int i = 0; i < FILES; i++) {
		struct file_model *f = model_files[i];

		if (f && !f->dead) {
			f->dead = true;
			f->selected = NULL;
			memset(f->handles, 0, sizeof(f->handles));
		}
	}
}

errnos model_may_open_file(int user)
{
	return user && shares[user].files + 1 > limit("max_files_per_user", 1024) ? E(EDQUOT) : 0;
}

void model_open(int slot, int user)
{
	struct file_model *f = calloc(1, sizeof(*f));

	f->user = user;
	f->slots = 1;
	shares[user].files++;
	model_files[slot] = f;
}

void model_share(int from, int to)
{
	model_files[to] = model_files[from];
	model_files[to]->slots++;
}

void model_put(int slot)
{
	struct file_model *f = model_files[slot];

	model_files[slot] = NULL;
	if (!f || --f->slots)
		return;
	for (u32 i = 1; i < HANDLES; i++) {
		struct handle_model *h = model_handle(f, i);

		if (h)
			model_close(f, h);
	}
	if (f->selected)
		model_sit(f->selected, f->rights, -1);
	if (!f->dead)
		shares[f->user].files--;
	free(f);
}

/* Handles */

struct handle_model *model_handle(struct file_model *f, u32 handle)
{
	struct handle_model *h = handle < HANDLES ? &f->handles[handle] : NULL;

	return h && (h->box || h->parcel.length) ? h : NULL;
}

errnos model_may_use(struct file_model *f, u32 handle, u32 right)
{
	struct handle_model *h = model_handle(f, handle);

	if (!h || !h->box)
		return E(EBADF);
	return right & ~h->rights ? E(EACCES) : 0;
}

bool model_has_place(struct file_model *f)
{
	u32 n = 0;

	for (u32 i = 1; i < HANDLES; i++)
		n += !!model_handle(f, i);
	return n < limit("max_handles", 1024);
}

struct handle_model *model_install(const struct op *o, struct file_model *f, u32 handle)
{
	static struct handle_model lost;

	if (handle && handle < HANDLES && !model_handle(f, handle))
		return &f->handles[handle];
	complain(o, "handle %u", handle);
	return &lost;
}

void model_close(struct file_model *f, struct handle_model *h)
{
	struct handle_model gone = *h;

	memset(h, 0, sizeof(*h));
	if (gone.box)
		model_sit(gone.box, gone.rights, -1);
	else
		model_hold(f, &gone.parcel, -1);
}

/* Boxes */

struct box_model *model_find(const char *name)
{
	for (u32 i = 0; i < BOXES; i++) {
		if (boxes[i].id && !boxes[i].unlinked &&
		    !strncmp(model_name(boxes[i].name), name, PARCEL_NAME_SIZE))
			return &boxes[i];
	}
	return NULL;
}

struct box_model *model_next(u32 id)
{
	struct box_model *next = NULL;

	for (u32 i = 0; i < BOXES; i++) {
		if (boxes[i].id > id && (!next || boxes[i].id < next->id))
			next = &boxes[i];
	}
	return next;
}

errnos model_permission(struct file_model *f, struct box_model *box, u32 rights)
{
	u32 mode = box->mode;

	if (!f->user)		/* has CAP_DAC_OVERRIDE and CAP_FOWNER */
		return 0;
	if (box->user == f->user)
		mode >>= 6;
	else if (box->user)	/* the others are of one group */
		mode >>= 3;
	if (rights & PARCEL_RIGHT_ADMIN && box->user != f->user)
		return E(EACCES);
	if ((rights & PARCEL_RIGHT_RECEIVE && !(mode & 4)) ||
	    (rights & PARCEL_RIGHT_SEND && !(mode & 2)))
		return E(EACCES);
	return 0;
}

static void fill_defaults(const struct parcel_create *c, u64 *bytes, u64 *parcels)
{
	*bytes = c->capacity_bytes ?: PARCEL_DEFAULT_BOX_BYTES;
	*parcels = c->capacity_parcels ?: PARCEL_DEFAULT_BOX_PARCELS;
}

errnos model_may_create(struct file_model *f, const struct parcel_create *c)
{
	u64 bytes, parcels, cost;
	errnos may = 0;
	u32 id = next_id();

	fill_defaults(c, &bytes, &parcels);
	cost = cost_of(bytes, parcels);
	if (model_find(c->name))
		may |= E(EEXIST);
	if (!model_has_place(f))
		may |= E(EMFILE);
	if (id > for_user(f->user, limit("max_boxes", 16384)) || id > BOXES - 2 ||
	    depot_bytes + cost > for_user(f->user, limit("max_bytes", 4ull << 30)))
		may |= E(ENOSPC);
	if (f->user && (shares[f->user].boxes + 1 > limit("max_boxes_per_user", 1024) ||
			shares[f->user].bytes + cost > limit("max_bytes_per_user", 512 << 20)))
		may |= E(EDQUOT);
	return may;
}

struct box_model *model_create(struct file_model *f, u32 name, const struct parcel_create *c)
{
	struct box_model *box = new_box(name, f->user);
	u64 parcels;

	fill_defaults(c, &box->capacity_bytes, &parcels);
	box->capacity_parcels = parcels;
	box->mode = c->mode;
	depot_bytes += cost_of(box->capacity_bytes, parcels);
	shares[f->user].boxes++;
	shares[f->user].bytes += cost_of(box->capacity_bytes, parcels);
	model_sit(box, c->rights, 1);
	return box;
}

static void drop_all(struct box_model *box)
{
	box->expired += box->n + box->late;
	box->n = 0;
	box->late = 0;
	box->bytes = 0;
	box->late_bytes = 0;
}

/* Somebody came, went, or took the name away: who is left? */
static void look(struct box_model *box)
{
	u64 cost = cost_of(box->capacity_bytes, box->capacity_parcels);

	if (!box->unlinked || box->senders || box->receivers)
		return;
	drop_all(box);
	if (box->seats)
		return;
	depot_bytes -= cost;
	shares[box->user].boxes--;
	shares[box->user].bytes -= cost;
	box->id = 0;
}

void model_sit(struct box_model *box, u32 rights, int change)
{
	if (rights & PARCEL_RIGHT_SEND)
		box->senders += change;
	if (rights & PARCEL_RIGHT_RECEIVE)
		box->receivers += change;
	box->seats += change;
	look(box);
}

void model_unlink(struct box_model *box)
{
	box->unlinked = true;
	look(box);
}

/* Parcels */

u64 model_size(const struct parcel_model *p)
{
	return p->length + p->nr_records * (u64)PARCEL_RECORD_SIZE;
}

errnos model_may_send(struct box_model *box, u64 size)
{
	errnos may = 0;

	if (size > box->capacity_bytes)
		may |= E(EMSGSIZE);
	if (box->unlinked && !box->receivers)
		may |= E(EPIPE);
	if (box->n >= box->capacity_parcels || box->bytes + size > box->capacity_bytes)
		may |= E(EAGAIN);
	return may;
}

void model_send(struct box_model *box, struct parcel_model *parcel)
{
	if (box->n == QUEUE)
		abort();
	parcel->sequence = ++box->sent;
	box->queue[box->n++] = *parcel;
	box->bytes += model_size(parcel);
	if (parcel->deadline)
		last_deadline = parcel->deadline;
	/* Nobody may be there to receive it; then it was never more than late. */
	look(box);
}

bool model_at_end(struct box_model *box)
{
	return !box->n && box->unlinked && !box->senders;
}

static struct parcel_model remove_parcel(struct box_model *box, u32 at)
{
	struct parcel_model p = box->queue[at];

	memmove(&box->queue[at], &box->queue[at + 1], (--box->n - at) * sizeof(p));
	box->bytes -= model_size(&p);
	return p;
}

struct parcel_model model_receive(struct box_model *box)
{
	box->received++;
	return remove_parcel(box, 0);
}

errnos model_may_hold(struct file_model *f, const struct parcel_model *p)
{
	return f->user && shares[f->user].bytes + model_size(p) + OVERHEAD >
	       limit("max_bytes_per_user", 512 << 20) ? E(EDQUOT) : 0;
}

void model_hold(struct file_model *f, const struct parcel_model *p, int change)
{
	shares[f->user].bytes += change * (long)(model_size(p) + OVERHEAD);
}

/* What is late now. It counts until somebody drops it. */
void model_settle(void)
{
	settled = now_ns();
	for (u32 i = 0; i < BOXES; i++) {
		struct box_model *box = &boxes[i];

		for (u32 at = 0; box->id && at < box->n; at++) {
			struct parcel_model p = box->queue[at];

			if (!p.deadline || p.deadline > settled)
				continue;
			remove_parcel(box, at--);
			box->late++;
			box->late_bytes += model_size(&p);
		}
	}
}

/* Nobody knows what came first, the call or a deadline. */
void model_unsettled(void)
{
	u64 now = now_ns();

	for (u32 i = 0; i < BOXES; i++) {
		for (u32 at = 0; boxes[i].id && at < boxes[i].n; at++) {
			u64 deadline = boxes[i].queue[at].deadline;

			if (deadline >= settled && deadline <= now)
				unsure = true;
		}
	}
}

/* The latest that was ever given. */
u64 model_last_deadline(void)
{
	return last_deadline;
}

void model_select_default(struct file_model *f)
{
	if (f->selected || f->none || f->dead || f == &nobody)
		return;
	f->selected = model_find(PARCEL_DEFAULT_NAME);
	f->rights = PARCEL_RIGHT_SEND | PARCEL_RIGHT_RECEIVE;
	model_sit(f->selected, f->rights, 1);
}

short model_poll(struct file_model *f)
{
	struct box_model *box;
	short events = 0;
	errnos may;

	if (f->dead)
		return POLLERR | POLLHUP;
	model_select_default(f);
	box = f->selected;
	if (!box)
		return POLLERR;
	if (f->rights & PARCEL_RIGHT_RECEIVE) {
		if (box->n || model_at_end(box))
			events |= POLLIN | POLLRDNORM;
		if (model_at_end(box))
			events |= POLLHUP;
	}
	if (f->rights & PARCEL_RIGHT_SEND) {
		may = model_may_send(box, 1);
		if (!may)
			events |= POLLOUT | POLLWRNORM;
		if (may & E(EPIPE))
			events |= POLLERR;
	}
	return events;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * Programs: made of random numbers, changed, and as text: one call a line, "name" and nine numbers.
 */
#include <stdio.h>
#include <string.h>

#include "fuzz.h"

#define STRING(name) #name,
const char *const op_names[NR_OPS] = { OPS(STRING) };

static u64 state = 1;

void seed_set(u64 seed)
{
	state = (seed + 1) * 0x9e3779b97f4a7c15;
}

u32 pick(u32 n)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 20) % n;
}

static u32 kinds_off;		/* those that this machine does not see */
static bool no_hows, no_failures;
static u8 threads_of[4] = { 1, 1, 1, THREADS };

/*
 * Not all at once: what one call always runs into, others are never seen behind. The other
 * machines have these calls.
 */
void swarm_set(u64 seed)
{
	seed_set(seed);
	for (u8 kind = 0; kind < NR_OPS; kind++) {
		if (target->weights[kind] < 12 && !pick(3))
			kinds_off |= 1u << kind;
	}
	no_hows = pick(2);
	no_failures = pick(2);
	memset(threads_of, pick(3) ? 1 : THREADS, 1 + pick(4));
}

static bool is_off(u8 kind)
{
	return kinds_off & 1u << kind;
}

static u8 any_kind(void)
{
	u32 sum = 0, left;
	u8 kind;

	for (kind = 0; kind < NR_OPS; kind++)
		sum += target->weights[kind];
	left = pick(sum);
	for (kind = 0; left >= target->weights[kind]; kind++)
		left -= target->weights[kind];
	/* They take as long as fifty others. */
	return (kind == OP_rebind || kind == OP_replug) && pick(8) ? target->second : kind;
}

/* Mostly small: handles that there are. */
static u8 any_number(void)
{
	switch (pick(8)) {
	case 0:
		return pick(256);
	case 1:
		return pick(32);
	case 2:
		return pick(16);
	default:
		return pick(5);
	}
}

/* One of the first cases, which are mostly good, or of all. */
static u8 any_case(void)
{
	return pick(4) ? pick(8) : pick(256);
}

static struct op any_op(u8 threads)
{
	struct op o = {
		.kind = any_kind(),
		.thread = pick(THREADS),
		.file = pick(3) ? 0 : pick(FILES),
		/* A call that did its work, and cannot say so, has to undo it. */
		.how = pick(6) ? 0 : pick(3) ? pick(HOWS) : HOW_READONLY,
		.fail = pick(16) ? 0 : 1 + pick(12),
		.a = any_number(), .b = pick(3) ? any_number() : pick(32),
		.c = any_case(), .d = any_case(), .e = any_case(),
	};

	/* Who sleeps is what others may get in the way of. */
	if (threads > 1 && pick(2))
		o.file = SLEEPS;
	/* A fork takes as long as a hundred calls. */
	if (o.how == HOW_CHILD && pick(16))
		o.how = HOW_PLAIN;
	return o;
}

static void insert(struct program *p, u32 at, struct op o)
{
	if (p->n == MAX_OPS)
		p->n--;
	if (at > p->n)
		at = p->n;
	memmove(&p->ops[at + 1], &p->ops[at], (p->n - at) * sizeof(o));
	p->ops[at] = o;
	p->n++;
}

static void insert_phrase(struct program *p, u32 at)
{
	const struct op *phrase;
	u32 n = 0;

	while (n < PHRASES && target->phrases[n][0].kind)
		n++;
	phrase = target->phrases[pick(n)];

	/* A phrase ends at the call whose number is 0. */
	for (int i = 0; i < PHRASE && phrase[i].kind; i++) {
		struct op o = phrase[i];

		if (!pick(8))
			((u8 *)&o)[1 + pick(sizeof(o) - 1)] = any_number();
		insert(p, at + i, o);
	}
}

void program_make(struct program *p)
{
	memset(p, 0, sizeof(*p));
	p->threads = threads_of[pick(4)];
	p->n = 4 + pick(MAX_OPS - 4);
	for (u32 i = 0; i < p->n; i++)
		p->ops[i] = any_op(p->threads);
	/* Without a file and a box little happens. */
	p->ops[0].kind = OP_openfile;
	p->ops[0].file = 0;
	p->ops[0].how = 0;
	p->ops[0].fail = 0;
	p->ops[1].kind = target->second;
	p->ops[1].file = 0;
	p->ops[1].how = 0;
	if (pick(2))
		insert_phrase(p, 2);
}

void program_change(struct program *p, const struct program *other)
{
	u32 changes = 1 + pick(4);

	while (changes--) {
		u32 at = pick(p->n ?: 1);
		u8 *bytes = (u8 *)&p->ops[at];

		switch (pick(8)) {
		case 0:
			insert(p, at, any_op(p->threads));
			break;
		case 1:
			if (p->n > 2) {
				memmove(&p->ops[at], &p->ops[at + 1],
					(p->n - at - 1) * sizeof(p->ops[0]));
				p->n--;
			}
			break;
		case 2:		/* the rest is that of another one */
			if (other->n > at) {
				memcpy(&p->ops[at], &other->ops[at],
				       (other->n - at) * sizeof(p->ops[0]));
				p->n = other->n;
			}
			break;
		case 3:
			p->threads = threads_of[pick(4)];
			break;
		case 4:
			insert(p, pick(p->n + 1), p->ops[at]);
			break;
		case 5:
			insert_phrase(p, at);
			break;
		default:
			bytes[1 + pick(sizeof(struct op) - 1)] = pick(3) ? any_number() : pick(256);
		}
	}
}

void program_filter(struct program *p)
{
	u32 n = 0;

	for (u32 i = 0; i < p->n; i++) {
		if (is_off(p->ops[i].kind))
			continue;
		p->ops[n] = p->ops[i];
		if (no_hows)
			p->ops[n].how = HOW_PLAIN;
		if (no_failures)
			p->ops[n].fail = 0;
		n++;
	}
	p->n = n;
}

void program_print(const struct program *p, char *text, size_t size)
{
	size_t at = snprintf(text, size, "threads %u\n", p->threads);

	for (u32 i = 0; i < p->n && at < size; i++) {
		const struct op *o = &p->ops[i];

		at += snprintf(text + at, size - at, "%s %u %u %u %u %u %u %u %u %u\n",
			       op_names[o->kind], o->thread, o->file, o->how, o->fail, o->a, o->b,
			       o->c, o->d, o->e);
	}
}

static bool read_op(struct op *o, const char *line)
{
	char name[16];

	if (sscanf(line, "%15s %hhu %hhu %hhu %hhu %hhu %hhu %hhu %hhu %hhu", name, &o->thread,
		   &o->file, &o->how, &o->fail, &o->a, &o->b, &o->c, &o->d, &o->e) != 10)
		return false;
	for (o->kind = 0; o->kind < NR_OPS; o->kind++) {
		if (!strcmp(name, op_names[o->kind]))
			return target->runs[o->kind];
	}
	return false;
}

/* The next program of a text, and where the text goes on; NULL at its end or if it is none. */
const char *program_read(struct program *p, const char *text)
{
	memset(p, 0, sizeof(*p));
	while (text && *text) {
		const char *next = strchr(text, '\n');
		u8 threads;

		next = next ? next + 1 : text + strlen(text);
		if (sscanf(text, "threads %hhu", &threads) == 1) {
			if (p->threads)
				return text;
			p->threads = threads == 1 ? 1 : THREADS;
		} else if (*text != '#' && *text != '\n') {
			if (!p->threads || p->n == MAX_OPS || !read_op(&p->ops[p->n++], text))
				return NULL;
		}
		text = next;
	}
	return p->threads ? text : NULL;
}

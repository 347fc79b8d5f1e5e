// SPDX-License-Identifier: GPL-2.0-only
/* Functions that are not seen: what they say of their parameters. */
#include "../prelude.h"
#include <own/file.h>

const char *label(const struct parcel *parcel) __own_borrows(parcel);
const char *constant(const struct parcel *parcel);
const u32 *part(const struct parcel *parcel);
void watch(struct parcel *parcel) __own_keeps(parcel);

char after_take(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	const char *text = label(own_use(p));

	parcel_send(own_take(p));
	return *text;	/* SAYS: dead */
}

char before_take(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	const char *text = label(own_use(p));
	char letter = *text;

	parcel_send(own_take(p));
	return letter;
}

char of_no_contract(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	const char *text = constant(own_use(p));

	parcel_send(own_take(p));
	return *text;
}

u32 of_a_part(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);
	const u32 *number = part(own_use(p));

	parcel_send(own_take(p));
	return *number;	/* SAYS: dead */
}

void kept(struct parcel_own parcel)
{
	own_auto(parcel_own, p, parcel);	/* SAYS: registered */

	watch(own_mut(p));
}

struct lamp {
	struct kref refs;
};
DEFINE_OWN(lamp_own, struct lamp, OWN_KMALLOC);
DEFINE_OWN_REF(lamp_ref, lamp_own, struct lamp, refs);
void light(const struct lamp *lamp) __own_keeps(lamp);
void keep(struct lamp_ref lamp);

void kept_and_last(struct lamp_ref lamp)
{
	own_auto(lamp_ref, l, lamp);	/* SAYS: registered */

	light(own_use(l));
}

/* By the other reference the object lives on. */
void kept_and_shared(struct lamp_ref lamp)
{
	own_auto(lamp_ref, l, lamp);

	keep(lamp_ref_get(own_use(l)));
	light(own_use(l));
}

struct session {
	u32 id;
};
DEFINE_OWN(session_own, struct session, OWN_KMALLOC);

struct session_own_result session_open(struct inode *inode, struct file *file);
DEFINE_OWN_FILE(session_file, session_own, struct session, session_open);

struct job {
	const struct session *session;
	u32 id;
};
DEFINE_OWN(job_own, struct job, OWN_KMALLOC);

/* What a file owns is lent for the operation. */
void kept_for_later(struct file *file, struct job *job)
{
	job->id = session_file_of(file)->id;
	job->session = session_file_of(file);	/* SAYS: escape */
}

u32 for_the_operation(struct file *file)
{
	struct job job = { .session = session_file_of(file) };

	return job.session->id;
}

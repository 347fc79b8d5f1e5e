/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the sweep and its calls share.
 */
#ifndef SWEEP_H
#define SWEEP_H

#include <stdint.h>

#include <parcel.h>

#include "fault.h"

/*
 * Before each call the world is the same:
 *
 *	world.file	has a box with one parcel, another that is empty, and has taken a parcel;
 *			the next handle that is given out is NEXT
 *	world.plain	has selected nothing
 *	world.watch	looks at the default box, which has one parcel
 *
 * A call that has something in it to prepare does it beyond that.
 */
enum { BOX = 1, OTHER = 2, PARCEL = 3, NEXT = 4 };

struct world {
	int file;
	int plain;
	int watch;
	int more;		/* of the call itself, or -1 */
	__u32 base;		/* the default box, in @watch */
};

extern struct world world;
extern bool fault_came;		/* in the call that has just succeeded */

#define CAPACITY	262144	/* bytes, of each box: what tools/sweep allows them all */

extern const struct parcel_record in_box_index[2];
#define IN_BOX		"payload!"
#define TAKEN		"abcdefgh"
#define IN_BASE		"default"

struct subject {
	const char *name;
	void (*prepare)(void);		/* or NULL */
	long (*call)(void);		/* its value, or the negative errno */
	long want;			/* what it gives when nothing fails */
	void (*worked)(void);		/* what must hold after that */
	bool never_fails;		/* it needs no memory and copies nothing */
};

extern const struct subject subjects[];
extern const unsigned int nr_subjects;

long call(int file, unsigned long request, void *argument);
int device_open(void);
long close_handle(int file, __u32 handle);
long open_box(int file, const char *name, __u32 rights, __u32 *handle);
long send_bytes(int file, __u32 handle, const void *bytes, __u64 length,
		const struct parcel_record *records, __u32 nr_records);
long receive_bytes(int file, __u32 handle, void *bytes, __u64 size, __u32 flags);
struct parcel_stat stat_of(int file, __u32 handle);

#endif /* SWEEP_H */

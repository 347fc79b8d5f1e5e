/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the attacks share: the device, a victim, and the verdict.
 *
 * An attack is an ordinary program of an ordinary user. Started as root it becomes one first, as
 * nothing is proved by root. Its last line says what it achieved, in words for a newcomer, and
 * begins with the verdict; its exit status says the same:
 *
 *	0  achieved	"leaks: ...", "corrupts: ...", as the table driver/unsafe/bugs.def names it
 *	1  refused	"refused: ..."
 *	2  could not run "could not run: ..."
 */
#ifndef ATTACK_H
#define ATTACK_H

#include <errno.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include <parcel.h>

#define ATTACKER_UID	1000
#define RIGHTS_ALL	PARCEL_RIGHTS

/**
 * attack_begin() - become an ordinary user on one processor, with a time limit
 * @argc: of main()
 * @argv: of main(): the device node is the one argument
 *
 * One processor, because an attacker chooses where its processes run, and the kernel's allocators
 * hand back memory processor by processor.
 */
void attack_begin(int argc, char **argv);

#define __noreturn	__attribute__((__noreturn__))
#define __printf(a, b)	__attribute__((__format__(printf, a, b)))

/* The verdicts. They end the program. */
__noreturn __printf(2, 3) void achieved(const char *verdict, const char *format, ...);
__noreturn __printf(1, 2) void refused(const char *format, ...);
__noreturn __printf(1, 2) void could_not(const char *format, ...);

/* "EINVAL" for -EINVAL */
const char *error_name(long error);

/* The calls of the device. All give -errno on failure. Those that must work end the program. */
int device_open(void);
__u32 private_box(int file);		/* a new one that only this handle reaches */
__u32 small_private_box(int file, __u64 capacity_bytes);
long try_box(int file, __u64 capacity_bytes, __u32 *handle);
__u32 large_private_box(int file);	/* holds PARCEL_MAX_BOX_PARCELS */
__u32 named_box(int file, const char *name, __u32 mode);
long box_open(int file, const char *name, __u32 rights, __u32 *handle);
int box_select(int file, __u32 handle);
int box_unlink(int file, __u32 handle);
int handle_close(int file, __u32 handle);
int parcel_send(int file, __u32 handle, const void *data, size_t length,
		const struct parcel_record *records, __u32 nr_records);
int parcel_send_until(int file, __u32 handle, __u64 deadline);	/* one byte */
int parcel_send_as(int file, struct parcel_send *send);
int parcel_receive(int file, __u32 handle, void *buffer, size_t size, __u32 flags);
int parcel_peek(int file, __u32 handle, __u32 max_records, __u32 flags); /* no buffers */
int parcel_select(int file, __u32 handle, __u32 flags);
__u32 parcel_take(int file, __u32 handle);
int parcel_read(int file, __u32 handle, __u64 offset, void *buffer, size_t length);
int parcel_read_record(int file, __u32 handle, __u32 index, void *buffer, size_t size);
int parcel_move(int file, __u32 from, __u32 to);
int parcel_stat(int file, __u32 handle, struct parcel_stat *stat);
long device_call(int file, unsigned long request, void *argument);
void must(const char *what, long result);

/* A copy that cannot be written: the kernel reads what is asked, and cannot tell the answer. */
void *read_only(const void *bytes, size_t size);
long available_memory(void);		/* MiB */

/**
 * counted_ns() - how much work was done so far
 *
 * An attack that calls this gets a machine of its own, with one processor, whose clock counts
 * instructions: a nanosecond is an instruction, however busy the host is. On a real machine it is
 * a clock.
 */
__u64 counted_ns(void);

/**
 * struct victim - another process with a box that nobody else can open, and a secret
 * @pid: the process
 * @to: commands go here
 * @from: answers come from here
 */
struct victim {
	pid_t pid;
	int to;
	int from;
};

#define SECRET_SIZE	64

/**
 * struct victim_state - what the victim works with, in its own process
 * @file: its open device
 * @box: its private box, mode 0: only this handle reaches it
 * @secret: random words, different in each run, ended by NUL
 */
struct victim_state {
	int file;
	__u32 box;
	char secret[SECRET_SIZE];
};

/* Starts it. It waits for commands, calls @act for each, and answers with what @act returns. */
void victim_start(struct victim *victim, long (*act)(struct victim_state *state, int command));
long victim_do(struct victim *victim, int command);

/**
 * attack_begin_beside_root() - as attack_begin(), with an administrator
 * @argc: of main()
 * @argv: of main()
 * @root: a process that stays root; it has no open device and no box
 * @act: what it does for each command
 *
 * For what only an administrator can do: unbind the device, unload the driver, or serve a user who
 * asks. He does it in good faith. An attack that calls this is started as root.
 */
void attack_begin_beside_root(int argc, char **argv, struct victim *root,
			      long (*act)(struct victim_state *state, int command));

/* Whoever sleeps at each of so many looks hangs: who is only late runs at one of them. */
#define LOOKS	20
void look_again(void);		/* a tenth of a second later */

const char *device_path(void);
const char *device_name(void);		/* without its folder: that of the driver, too */

/* Asks the victim for its secret, to see whether what was stolen is real. */
void victim_secret(struct victim *victim, char secret[SECRET_SIZE]);

#endif /* ATTACK_H */

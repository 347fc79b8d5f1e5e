/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The fuzzer of the devices: what its files share.
 *
 * A program is a list of calls, each of ten bytes: which call, by which thread, on which file, how
 * it is called, which allocation or user copy in it fails, and five numbers that each call takes
 * in its own way. So whatever bytes there are make a program, and what changes a byte changes one
 * thing.
 *
 *	program.c	makes, changes, prints and reads programs
 *	run.c		calls, and those of parcel
 *	edu.c		those of edu, and its model
 *	model.c		what the interface promises, and whether it was kept
 *	threads.c	programs of several threads, of which less is known
 *	late.c		memory that is not there before others have gone on
 *	kernel.c	which code of the driver ran, and what the kernel complains of
 *	fuzz.c		which programs, and what is done with those that find something
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <parcel.h>

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

typedef __u8 u8;
typedef __u32 u32;
typedef __u64 u64;
typedef unsigned __int128 errnos;

#define E(name)		((errnos)1 << (name))

enum {
	MAX_OPS = 40, THREADS = 3, FILES = 5, SLEEPS = 4, USERS = 3, NAMES = 6, HANDLES = 32,
	QUEUE = 64, PHRASES = 16, PHRASE = 8,
	MAX_CORPUS = 2048, MAX_KNOWN = 256, WORDS = 256,
	PAGE = 4096, ARGS = 4 * PAGE, LISTS = 2 * PAGE, BUFFER = 18 * PAGE,
};

/* program.c */

#define OPS(X)								\
	X(fdinfo) X(openfile) X(closefile) X(dup) X(pass) X(create) X(open)	\
	X(unlink) X(close) X(send) X(receive) X(take) X(readtaken)	\
	X(readrecord) X(forward) X(move) X(select) X(stat) X(read)	\
	X(write) X(poll) X(epoll) X(pause) X(rebind) X(shake)	\
	/* of edu */							\
	X(seek) X(info) X(factorial) X(register) X(replug) X(timeout)

#define ENUM(name) OP_##name,
enum { OPS(ENUM) NR_OPS };

/* How an ioctl is called. Those below HOW_IOCTL are for every call. */
enum {
	HOW_PLAIN, HOW_CHILD, HOW_USER, HOW_IOCTL, HOW_COMPAT = HOW_IOCTL, HOW_SHORT, HOW_LONGER,
	HOW_TAIL, HOW_PAGE, HOW_NOWHERE, HOW_READONLY, HOW_HALF, HOW_UNKNOWN, HOW_FLAG,
	HOW_RESERVED, HOWS,
};

struct op {
	u8 kind, thread, file, how, fail, a, b, c, d, e;
};

struct program {
	u8 threads;		/* 1, or THREADS */
	u8 n;
	struct op ops[MAX_OPS];
};

extern const char *const op_names[NR_OPS];

u32 pick(u32 n);
void seed_set(u64 seed);
void swarm_set(u64 seed);
void program_filter(struct program *p);
void program_make(struct program *p);
void program_change(struct program *p, const struct program *other);
void program_print(const struct program *p, char *text, size_t size);
const char *program_read(struct program *p, const char *text);

struct file_model;

/* run.c: a thread, its memory, and the files that all of them share */

struct thread {
	int number;
	bool modelled;
	u8 *args, *readonly, *lists, *out, *in;		/* a page that is not there follows each */
	int fail_nth;
	bool armed;
	sigset_t signals;
	u32 sent;					/* numbers of parcels */
	const struct op *volatile now;			/* what it is doing */
	u32 numbers;					/* how many were when it began that */

	/* The call that it makes: */
	struct file_model *f;
	errnos may, perhaps;		/* what is wrong with it, and what may be */
	long got;
};

extern int files[FILES];
extern const char *device;
extern char module[32];
extern u32 numbers;		/* how often a file or handle may have become another one */
extern u8 *shaken;		/* memory that changes while it is looked at */

void thread_init(struct thread *t, int number);
void run_op(struct thread *t, const struct op *o);
void files_reset(void);
int slot_of(const struct op *o);
enum { PLACES = 16, COMES_LATE = 11 };
bool place(struct thread *t, u8 *buffer, u8 variant, u64 length, u64 *address);
u64 any_length(u8 number);
bool ask(struct thread *t, const struct op *o, u32 request, void *req, long want);
void wrong(struct thread *t, bool is, errnos with);
u32 flag_of(struct thread *t, const struct op *o);
u32 reserved_of(struct thread *t, const struct op *o);
void writes(struct thread *t, const struct op *o);
long call(struct thread *t, const struct op *o, long number, const long *arguments);
#define CALL(t, o, number, ...)	call(t, o, number, (const long[6]){ __VA_ARGS__ })
u64 now_ns(void);
int device_open(int flags);
long write_to(const char *path, const char *text);
long driver_write(const char *what);
void as_user(int user);

/* The calls of both devices. */
void run_openfile(struct thread *t, const struct op *o);
void run_closefile(struct thread *t, const struct op *o);
void run_dup(struct thread *t, const struct op *o);
void run_pass(struct thread *t, const struct op *o);
void run_poll(struct thread *t, const struct op *o);
void run_epoll(struct thread *t, const struct op *o);
void run_pause(struct thread *t, const struct op *o);
void run_shake(struct thread *t, const struct op *o);

/* What a device has of its own. */
struct target {
	const char *name, *bus;		/* of its driver */
	u8 weights[NR_OPS];		/* how often each is wanted */
	u8 second;			/* which comes behind the first openfile */
	u8 step, patience[3];		/* milliseconds, and such steps between signals */
	struct op phrases[PHRASES][PHRASE];	/* belong together, and would rarely come so */
	void (*runs[NR_OPS])(struct thread *t, const struct op *o);
	errnos may[NR_OPS];		/* what a call may say, whatever others do */
	short (*poll)(struct file_model *f);	/* what it must say; negative: it depends */
	void (*begin)(struct thread *t);	/* before a program and behind it */
	void (*audit)(struct thread *t);	/* all that a program has left */
	void (*end)(struct thread *t);
};

extern const struct target parcel_target, edu_target, *target;

/* model.c */

struct parcel_model {
	u32 id, length, nr_records;
	int user;
	u64 sequence, deadline;
};

struct box_model {
	bool unlinked;
	u32 id, name, mode, capacity_parcels, senders, receivers, seats, n, late;
	int user;
	u64 capacity_bytes, bytes, late_bytes, sent, received, expired;
	struct parcel_model queue[QUEUE];
};

struct handle_model {
	u32 rights;
	struct box_model *box;
	struct parcel_model parcel;	/* taken; its length is not 0 */
};

struct file_model {
	int user;
	u32 slots;			/* descriptors */
	bool none, dead;
	u64 position;			/* of edu */
	u32 rights;			/* of the selection */
	struct box_model *selected;
	struct handle_model handles[HANDLES];
};

extern struct file_model *model_files[FILES];
extern struct file_model nobody;
extern bool unsure;

void model_begin(const struct parcel_stat *stat);
void model_end(void);
void model_settle(void);
void model_unsettled(void);
u64 model_last_deadline(void);
void model_rebind(void);
void model_open(int slot, int user);
void model_put(int slot);
void model_share(int from, int to);
errnos model_may_open_file(int user);
bool judged(struct thread *t, const struct op *o, long got, long want);
__attribute__((format(printf, 2, 3))) void complain(const struct op *o, const char *format, ...);
struct handle_model *model_handle(struct file_model *f, u32 handle);
errnos model_may_use(struct file_model *f, u32 handle, u32 right);
bool model_has_place(struct file_model *f);
struct handle_model *model_install(const struct op *o, struct file_model *f, u32 handle);
void model_close(struct file_model *f, struct handle_model *h);
struct box_model *model_find(const char *name);
struct box_model *model_next(u32 id);
const char *model_name(u32 name);
errnos model_may_create(struct file_model *f, const struct parcel_create *c);
struct box_model *model_create(struct file_model *f, u32 name, const struct parcel_create *c);
errnos model_permission(struct file_model *f, struct box_model *box, u32 rights);
void model_sit(struct box_model *box, u32 rights, int change);
void model_unlink(struct box_model *box);
errnos model_may_send(struct box_model *box, u64 size);
void model_send(struct box_model *box, struct parcel_model *parcel);
bool model_at_end(struct box_model *box);
struct parcel_model model_receive(struct box_model *box);
u64 model_size(const struct parcel_model *p);
errnos model_may_hold(struct file_model *f, const struct parcel_model *p);
void model_hold(struct file_model *f, const struct parcel_model *p, int change);
short model_poll(struct file_model *f);
void model_select_default(struct file_model *f);

/* threads.c */

extern bool threads_lost;		/* then a worker is of no more use */

void run_program(struct thread *threads, const struct program *p);
bool program_is_shaken(void);
void check_answer(const struct op *o, long got);
void check_payload(const struct op *o, const u8 *bytes, size_t length, bool consumed);
u32 fill_payload(struct thread *t, u8 *bytes, size_t length);

/* late.c */

void late_init(void);
u8 *late_memory(u64 length);
void late_take(void);

/* kernel.c */

struct shared {
	u64 calls, programs, unclear;
	u32 nr_corpus, nr_known, nr_points;
	struct avoided { u8 call; errnos wrong; } last;	/* what is wrong with a call */
	struct avoided avoided[MAX_KNOWN];	/* the kernel complained of them */
	char said[WORDS];		/* what is wrong with the last program: no numbers */
	char detail[WORDS];		/* the same with them */
	char found[WORDS];		/* the same, and nobody knew it */
	char known[MAX_KNOWN][WORDS];
	struct program now;		/* that runs */
	struct program corpus[MAX_CORPUS];
	u32 gain[MAX_CORPUS];
	u8 edges[1 << 16];
	u8 points[1 << 20];		/* code of the driver, by its offset */
};

extern struct shared *shared;

/* fuzz.c */
bool is_known(const char *said);
bool something_is_wrong(void);
bool is_avoided(const struct op *o, errnos wrong);

void kernel_init(void);
void cover_begin(int thread);
void cover_end(int thread);
bool cover_is_new(void);
void add_words(char *said, const char *line);
void add_errnos(char *said, errnos set);
void copy_words(char *to, const char *from);
int messages_open(void);
bool messages_read(int file, char *said, char *report, size_t size);
void fail_begin(struct thread *t, const struct op *o);
void fail_end(struct thread *t);

#endif /* FUZZ_H */

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls at /dev/edu0: what the bytes of an op mean there, and what <edu.h> promises.
 *
 * A byte of the device's buffer says where it is and which of VERSIONS it is. So what is read was
 * written there at some time, whatever other threads do.
 */
#define _GNU_SOURCE
#include <edu.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "fuzz.h"

enum { SIZE = EDU_BUFFER_SIZE, VERSIONS = 16, PATIENCE = 60000, TRIES = 200 };

static u8 content[SIZE];	/* of the device, as far as it is */
static bool known[SIZE];	/* and nobody gave up writing there */
static bool giving_up;		/* a transfer may go on that nobody waits for */
static bool mixed;		/* there may be bytes that no call wrote */
static u32 timeout;		/* of the module, in milliseconds */
static long computed = -1;	/* what the register has, if that is known */

static u8 byte_of(u64 at, u32 version)
{
	return at * 31 + version % VERSIONS * (256 / VERSIONS);
}

static void on_alarm(int number)
{
	(void)number;
}

/* A signal may end the call in the middle of a transfer, which takes a tenth of a second. */
static void alarm_begin(struct thread *t, const struct op *o)
{
	static const long after[] = { 20, 1, 50, 99 };
	struct itimerspec soon = { .it_value.tv_nsec = 1000000 * after[o->e / 4 % 4] };
	struct sigaction action = { .sa_handler = on_alarm };
	struct sigevent event = { .sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGALRM };
	static timer_t timer;
	static bool made;

	if (!t->modelled || o->how == HOW_CHILD)
		return;
	if (!made) {
		sigaction(SIGALRM, &action, NULL);
		event._sigev_un._tid = gettid();
		made = !timer_create(CLOCK_MONOTONIC, &event, &timer);
	}
	if (o->e % 4 != 3)
		soon.it_value.tv_nsec = 0;
	else
		t->perhaps |= E(EINTR);
	timer_settime(timer, 0, &soon, NULL);
}

static void alarm_end(struct thread *t, const struct op *o)
{
	if (t->perhaps & E(EINTR))
		alarm_begin(t, &(struct op){ .how = o->how });
}

/* How long the device may take is long, unless the administrator said otherwise. */
static void may_be_late(struct thread *t, u32 milliseconds)
{
	if (milliseconds < PATIENCE)
		t->perhaps |= E(ETIMEDOUT);
}

/* A transfer at the position of the file or elsewhere: what the call returns. */
struct transfer {
	u64 at, length, address, want;
	bool elsewhere;
};

static struct transfer prepare(struct thread *t, const struct op *o, u8 *buffer)
{
	static const u64 positions[] = { 0, 1, 64, 4000, SIZE - 1, SIZE, SIZE + 1, 1ull << 32 };
	struct transfer x = { .length = any_length(o->b), .elsewhere = !t->modelled || o->a & 1 };
	bool there;

	if (x.length > BUFFER)
		x.length = BUFFER;
	x.at = x.elsewhere ? positions[o->a / 2 % 8] : t->f->position;
	if (x.at < SIZE)
		x.want = x.length < SIZE - x.at ? x.length : SIZE - x.at;
	there = place(t, buffer, o->c, x.want, &x.address);
	wrong(t, x.address >= 1ull << 63 || (x.want && !there), E(EFAULT));
	wrong(t, x.want && t->f->dead, E(ENODEV));
	may_be_late(t, timeout);
	return x;
}

static bool transfer(struct thread *t, const struct op *o, bool write, struct transfer x)
{
	static const long calls[2][2] = { { SYS_read, SYS_pread64 }, { SYS_write, SYS_pwrite64 } };
	long got;

	alarm_begin(t, o);
	got = CALL(t, o, calls[write][x.elsewhere], files[slot_of(o)], x.address, x.length, x.at);
	alarm_end(t, o);
	if (got > 0)
		giving_up = false;
	else if (got == -EINTR || got == -ETIMEDOUT)
		giving_up = true;
	if (!judged(t, o, got, x.want))
		return false;
	if (!x.elsewhere)
		t->f->position += x.want;
	return true;
}

static void run_read(struct thread *t, const struct op *o)
{
	struct transfer x = prepare(t, o, t->in);
	bool good = transfer(t, o, false, x);

	if ((t->modelled && !good) || t->got <= 0 || x.address != (uintptr_t)t->in)
		return;
	for (u64 i = 0; i < (u64)t->got; i++) {
		u64 at = x.at + i;
		u8 version = t->in[i] - byte_of(at, 0);

		if (t->modelled ? known[at] && t->in[i] != content[at] :
		    version % (256 / VERSIONS) && !mixed) {
			complain(o, "these are not the bytes that the device has");
			return;
		}
	}
}

static void run_write(struct thread *t, const struct op *o)
{
	struct transfer x = prepare(t, o, t->out);

	if (x.length && !x.want)
		t->may |= E(ENOSPC);
	t->sent++;
	for (u64 i = 0; i < x.want; i++)
		t->out[i] = byte_of(x.at + i, t->sent);
	if (transfer(t, o, true, x)) {
		memcpy(content + x.at, t->out, x.want);
		memset(known + x.at, true, x.want);
	} else if (x.want && t->got != -EFAULT && t->got != -ENODEV) {
		memset(known + x.at, false, x.want);
	}
}

static void run_seek(struct thread *t, const struct op *o)
{
	static const int wheres[] = { SEEK_SET, SEEK_CUR, SEEK_END, SEEK_DATA, SEEK_HOLE, 9 };
	static const long offsets[] = {
		0, 1, 64, SIZE - 1, SIZE, -1, -SIZE, SIZE + 1, 1l << 31, 1l << 32, -(1l << 32),
		~(1ul << 63), 1ul << 63,
	};
	long base[] = { 0, t->f->position, SIZE }, to = 0;
	long offset = offsets[o->b % ARRAY_SIZE(offsets)];
	u32 where = o->a % ARRAY_SIZE(wheres);

	if (where > 2 || __builtin_add_overflow(base[where], offset, &to) || to < 0 || to > SIZE)
		t->may |= E(EINVAL);
	if (judged(t, o, CALL(t, o, SYS_lseek, files[slot_of(o)], offset, wheres[where]), to))
		t->f->position = to;
}

static void run_info(struct thread *t, const struct op *o)
{
	struct edu_info req = { .flags = flag_of(t, o), .reserved = reserved_of(t, o) };

	writes(t, o);
	ask(t, o, EDU_IOC_INFO, &req, 0);
	if (!t->got && (req.id != 0x010000ed || req.buffer_size != SIZE))
		complain(o, "id %#x, %u bytes", req.id, req.buffer_size);
}

static void run_factorial(struct thread *t, const struct op *o)
{
	static const u32 numbers[] = { 3, 7, 0, 12, 5, 13, 1, ~0u, 0x80000000, 0x10000003 };
	struct edu_factorial req = {
		.number = numbers[o->a % ARRAY_SIZE(numbers)],
		.timeout = o->b % 8 == 7, .flags = flag_of(t, o),
	};
	u32 right = 1;

	writes(t, o);
	wrong(t, req.number > EDU_MAX_FACTORIAL, E(ERANGE));
	alarm_begin(t, o);
	/* A thread of QEMU computes, which needs time while the time of the machine may not. */
	t->perhaps |= E(ETIMEDOUT);
	for (int i = 0; i < TRIES; i++) {
		ask(t, o, EDU_IOC_FACTORIAL, &req, 0);
		if (!t->modelled || t->got != -ETIMEDOUT || req.timeout || timeout < PATIENCE)
			break;
		if (i == TRIES - 1)
			complain(o, "it does not come");
	}
	alarm_end(t, o);
	for (u32 i = 2; i <= req.number && i <= EDU_MAX_FACTORIAL; i++)
		right *= i;
	if (!t->got && req.result != right)
		complain(o, "%u! is not %u", req.number, req.result);
	computed = t->got ? -1 : (long)right;
}

static void run_register(struct thread *t, const struct op *o)
{
	static const u32 indices[] = {
		0, 1, 2, 3, 0x28, 0x40000, ~0u, 0x80000000, 0x40000001, 0x3ffff,
	};
	struct edu_register req = {
		.index = indices[o->a % ARRAY_SIZE(indices)],
		.flags = flag_of(t, o), .reserved = reserved_of(t, o),
	};
	long want[EDU_REGISTERS] = { 0x010000ed, 0, computed };

	writes(t, o);
	wrong(t, req.index >= EDU_REGISTERS, E(ERANGE));
	if (ask(t, o, EDU_IOC_REGISTER, &req, 0) && want[req.index] >= 0 &&
	    want[req.index] != req.value)
		complain(o, "register %u has %#x", req.index, req.value);
}

/* Negative: it depends. */
static short edu_poll(struct file_model *f)
{
	if (f->dead)
		return POLLERR | POLLHUP;
	return giving_up ? -1 : POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM;
}

/* Whoever binds waits for what the device is at, which may take too long. */
static bool comes_back(void)
{
	for (int i = 0; i < TRIES; i++) {
		if (!access(device, F_OK))
			return true;
		driver_write("bind");
		usleep(1000);
	}
	return false;
}

/* Unbound and bound, or taken from the bus and found there again. */
static void run_rebind(struct thread *t, const struct op *o)
{
	char path[128];

	if (o->kind == OP_replug) {
		snprintf(path, sizeof(path), "%s/remove", getenv("EDU_PCI"));
		write_to(path, "1");
		write_to("/sys/bus/pci/rescan", "1");
	} else {
		driver_write("unbind");
		driver_write("bind");
	}
	__atomic_add_fetch(&shared->calls, 2, __ATOMIC_RELAXED);
	if (!t->modelled)
		return;
	if (!comes_back())
		complain(o, "the device does not come back");
	model_rebind();
	giving_up = false;
}

static long set_timeout(u32 milliseconds)
{
	char path[128], text[16];
	long result;

	snprintf(path, sizeof(path), "/sys/module/%s/parameters/timeout", module);
	snprintf(text, sizeof(text), "%u", milliseconds);
	result = write_to(path, text);
	if (!result)
		timeout = milliseconds;
	return result;
}

static void run_timeout(struct thread *t, const struct op *o)
{
	static const u32 values[] = { PATIENCE, 10, 1, 0, 2000, PATIENCE + 1, ~0u };
	u32 value = values[o->a % ARRAY_SIZE(values)];

	__atomic_add_fetch(&shared->calls, 1, __ATOMIC_RELAXED);
	wrong(t, !value || value > PATIENCE, E(EINVAL));
	judged(t, o, set_timeout(value), 0);
}

/* Before each program. */
static void edu_begin(struct thread *t)
{
	int file;

	set_timeout(PATIENCE);
	comes_back();
	computed = -1;
	if (t->modelled)
		return;
	memset(known, false, sizeof(known));
	for (int i = 0; i < SIZE; i++)
		t->out[i] = byte_of(i, 0);
	file = open(device, O_RDWR | O_CLOEXEC);
	mixed = write(file, t->out, SIZE) != SIZE || program_is_shaken();
	close(file);
}

/* Where each file stands, and what the device has. */
static void edu_audit(struct thread *t)
{
	for (int slot = 0; slot < FILES && !shared->said[0]; slot++) {
		run_op(t, &(struct op){ OP_seek, .file = slot, .a = 1 });
		if (slot == 0)
			run_op(t, &(struct op){ OP_read, .file = slot, .a = 1, .b = 16 });
	}
}

#define WAITS	(E(EAGAIN) | E(EINTR) | E(ETIMEDOUT))

const struct target edu_target = {
	.name = "edu", .bus = "pci", .second = OP_write,
	.begin = edu_begin, .audit = edu_audit, .poll = edu_poll, .step = 10,
	.patience = { 15, 3, 1 },
	.weights = {
		[OP_openfile] = 12, [OP_closefile] = 3, [OP_dup] = 2, [OP_pass] = 1, [OP_read] = 12,
		[OP_write] = 12, [OP_seek] = 12, [OP_info] = 12, [OP_factorial] = 12,
		[OP_register] = 12, [OP_poll] = 5, [OP_epoll] = 3, [OP_pause] = 1, [OP_rebind] = 8,
		[OP_replug] = 8, [OP_timeout] = 2, [OP_shake] = 3,
	},
	.phrases = {
		{ { OP_write }, { OP_seek }, { OP_read, .b = 4 }, { OP_poll }, { OP_factorial } },
		{ { OP_write, .b = 4, .e = 3 }, { OP_read, .a = 1 }, { OP_rebind }, { OP_info },
		  { OP_openfile } },
		{ { OP_read, .b = 4, .e = 3 }, { OP_poll }, { OP_replug }, { OP_read },
		  { OP_openfile } },
		{ { OP_timeout, .a = 1 }, { OP_write }, { OP_rebind }, { OP_openfile },
		  { OP_factorial } },
		{ { OP_factorial, .e = 3 }, { OP_register, .a = 2 }, { OP_factorial, .a = 1 },
		  { OP_replug }, { OP_openfile } },
	},
	.runs = {
		[OP_openfile] = run_openfile, [OP_closefile] = run_closefile, [OP_dup] = run_dup,
		[OP_pass] = run_pass, [OP_read] = run_read, [OP_write] = run_write,
		[OP_seek] = run_seek, [OP_info] = run_info, [OP_factorial] = run_factorial,
		[OP_register] = run_register, [OP_poll] = run_poll, [OP_epoll] = run_epoll,
		[OP_pause] = run_pause, [OP_rebind] = run_rebind, [OP_replug] = run_rebind,
		[OP_timeout] = run_timeout, [OP_shake] = run_shake,
	},
	.may = {
		[OP_openfile] = E(ENOENT) | E(ENXIO), [OP_read] = WAITS,
		[OP_write] = WAITS | E(ENOSPC), [OP_factorial] = WAITS | E(ERANGE),
		[OP_register] = E(ERANGE),
	},
};

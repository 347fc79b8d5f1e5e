// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls: what the bytes of an op mean, and what the model has to say of the answer.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "fuzz.h"

#define NOWHERE	((u8 *)16)

int files[FILES] = { -1, -1, -1, -1, -1 };
const char *device;
u8 *shaken;
static int epoll = -1;

u64 now_ns(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000ull + time.tv_nsec;
}

/* Where a 32-bit call finds it, too; what is behind the last byte is not there. */
static u8 *memory(int file, off_t *at, size_t size)
{
	u8 *p = mmap(NULL, size + PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_32BIT, file, *at);

	if (p == MAP_FAILED || mprotect(p + size, PAGE, PROT_NONE))
		abort();
	*at += size + PAGE;
	return p;
}

void thread_init(struct thread *t, int number)
{
	int file = memfd_create("fuzz", MFD_CLOEXEC);
	off_t at = 0;

	if (file < 0 || ftruncate(file, 64 * PAGE))
		abort();
	t->number = number;
	t->args = memory(file, &at, ARGS);
	t->readonly = mmap(NULL, ARGS, PROT_READ, MAP_SHARED | MAP_32BIT, file, 0);
	t->lists = memory(file, &at, LISTS);
	t->out = memory(file, &at, BUFFER);
	t->in = memory(file, &at, BUFFER);
	t->fail_nth = -1;
	close(file);
	if (t->readonly == MAP_FAILED)
		abort();
}

/* Only this thread becomes somebody else, which the C library would not do. */
void as_user(int user)
{
	static const int groups[USERS] = { 0, 1000, 1000 };

	syscall(SYS_setresuid, -1, 0, -1);
	syscall(SYS_setresgid, -1, groups[user], -1);
	if (user)
		syscall(SYS_setresuid, -1, 999 + user, -1);
}

int device_open(int flags)
{
	int file = open(device, O_RDWR | O_CLOEXEC | flags);

	return file < 0 ? -errno : file;
}

static int slot_of(const struct op *o)
{
	return o->file % FILES;
}

static u32 how_of(const struct op *o)
{
	return o->how % HOWS;
}

static long compat_ioctl(int file, unsigned long request, unsigned long argument)
{
	long result;

	asm volatile("int $0x80" : "=a" (result)
		     : "a" (54), "b" (file), "c" (request), "d" (argument) : "memory", "r8", "r9",
		       "r10", "r11");
	return result;
}

static long plain_call(u32 how, long number, const long *arguments)
{
	long result;

	if (how == HOW_COMPAT)
		return compat_ioctl(arguments[0], arguments[1], arguments[2]);
	result = syscall(number, arguments[0], arguments[1], arguments[2], arguments[3],
			 arguments[4], arguments[5]);
	return result < 0 ? -errno : result;
}

/* The memory of a call is shared with a child, and so are the files. */
static long call_in_child(long number, const long *arguments)
{
	static long *result;
	pid_t child;

	if (!result)
		result = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
			      0);
	*result = -ECHILD;
	child = fork();
	if (!child) {
		*result = plain_call(0, number, arguments);
		_exit(0);
	}
	waitpid(child, NULL, 0);
	return *result;
}

static long call(struct thread *t, const struct op *o, long number, long a, long b, long c, long d,
		 long e, long f)
{
	const long arguments[] = { a, b, c, d, e, f };
	u32 how = how_of(o);
	u64 begin = now_ns();
	long result;

	if (t->modelled)
		model_settle(begin);
	__atomic_add_fetch(&shared->calls, 1, __ATOMIC_RELAXED);
	if (how == HOW_CHILD && t->modelled) {
		result = call_in_child(number, arguments);
	} else {
		if (how == HOW_USER)
			as_user(1);
		fail_begin(t, o);
		result = plain_call(number == SYS_ioctl ? how : 0, number, arguments);
		fail_end(t);
		if (how == HOW_USER)
			as_user(0);
	}
	if (t->modelled)
		model_unsettled(begin, now_ns());
	return result;
}

static struct file_model *model_of(const struct op *o)
{
	return model_files[slot_of(o)] ?: &nobody;
}

/*
 * An ioctl, with what its "how" makes of it; @may: what is wrong with it because of that. What
 * the driver wrote is in @req behind it.
 */
static long call_ioctl(struct thread *t, const struct op *o, u32 request, void *req, errnos *may)
{
	size_t size = _IOC_SIZE(request), told = size;
	u32 how = how_of(o);
	u8 *at = t->args;
	long got;

	*may = 0;
	memset(t->args, 0, 512);
	switch (how) {
	case HOW_SHORT:
		told = size - 4 * (1 + o->e % 2);
		*may = E(EINVAL);
		break;
	case HOW_LONGER:
		told = size + 8 * (1 + o->e % 8);
		break;
	case HOW_TAIL:
		told = size + 8;
		*may = E(E2BIG);
		break;
	case HOW_PAGE:
		told = PAGE + 8;
		*may = E(E2BIG);
		break;
	case HOW_NOWHERE:
		*may = E(EFAULT);
		break;
	case HOW_HALF:
		at = t->args + ARGS - size / 2;
		*may = E(EFAULT);
		break;
	case HOW_UNKNOWN:
		request += 0x40;
		*may = E(ENOTTY);
		break;
	}
	memcpy(at, req, at == t->args ? size : size / 2);
	if (how == HOW_TAIL)
		at[size + 7] = 1;
	request = (request & ~(_IOC_SIZEMASK << _IOC_SIZESHIFT)) | (u32)told << _IOC_SIZESHIFT;
	got = call(t, o, SYS_ioctl, files[slot_of(o)], request,
		   (long)(how == HOW_NOWHERE ? NOWHERE : how == HOW_READONLY ? t->readonly : at),
		   0, 0, 0);
	if (at == t->args)
		memcpy(req, at, size);
	if (how == HOW_LONGER && t->args[size])
		complain(o, "wrote behind its structure");
	return got;
}

/* A dead device says so and nothing else. Of many errors at once any may be told. */
static bool dead_or(struct thread *t, const struct op *o, long got, errnos *may, errnos more)
{
	*may |= more;
	if (!t->modelled || !model_of(o)->dead)
		return false;
	judged(t, o, got, E(ENODEV), 0);
	return true;
}

static bool is_readonly(const struct op *o)
{
	return how_of(o) == HOW_READONLY;
}

static u32 flag_of(const struct op *o, errnos *may)
{
	if (how_of(o) != HOW_FLAG)
		return 0;
	*may |= E(EINVAL);
	return 0x80000000 >> o->e % 8;
}

static u32 reserved_of(const struct op *o, errnos *may)
{
	if (how_of(o) != HOW_RESERVED)
		return 0;
	*may |= E(EINVAL);
	return 1 + o->e;
}

static u32 handle_number(u8 number)
{
	static const u32 odd[] = { 0, 0x7fffffff, 0xffffffff, 1024, 0x80000000 };

	if (number >= 32 && number < 64)
		return odd[number % ARRAY_SIZE(odd)];
	return 1 + number % (number < 32 ? 12 : 4);
}

static u64 any_length(u8 number)
{
	static const u64 lengths[] = {
		1, 8, 100, 24, 4000, 2, 0, 7, 12, 255, 256, 257, 500, 1000, 2048, 4095,
		4096, 4097, 5000, 8192, 16384, 32768, 65535, 65536, 65537, 0x100000001ull,
		~0ull, 0x80000000ull, 0x7fffffff, 3, 16, 64,
	};

	return number < ARRAY_SIZE(lengths) ? lengths[number] : number;
}

/* Where @length bytes are wanted; false: not all of them are there. */
static bool place(struct thread *t, u8 *buffer, u8 variant, u64 length, u64 *address)
{
	*address = (uintptr_t)buffer;
	switch (variant % 16) {
	case 13:
		*address = (uintptr_t)NOWHERE;
		return false;
	case 14:
		*address = variant & 16 ? 0xffff888000000000 : ~0ull;
		return false;
	case 15:
		if (length < 2 || length > BUFFER)
			return true;
		*address = (uintptr_t)buffer + BUFFER - length / 2;
		return false;
	case 11:
		if (!t->modelled)
			*address = (uintptr_t)(late_memory(length) ?: buffer);
		return true;
	case 12:
		if (t->modelled || length > 2 * PAGE)
			return true;
		*address = (uintptr_t)shaken;
		return true;
	}
	return true;
}

static void set_name(char *to, u8 number, errnos *may)
{
	memset(to, 0, PARCEL_NAME_SIZE);
	if (number < 200) {
		snprintf(to, PARCEL_NAME_SIZE, "%s", model_name(number));
		return;
	}
	*may |= number < 220 ? E(ENAMETOOLONG) : E(EINVAL);
	if (number < 220)
		memset(to, 'n', PARCEL_NAME_SIZE);
	else if (number < 240)
		memcpy(to, number % 2 ? "a b" : "a/b", 4);
	else if (number < 250)
		memcpy(to, "\377\1", 3);
}

static u32 any_rights(u8 number, errnos *may)
{
	static const u32 rights[] = { 7, 3, 1, 2, 5, 6, 4, 7 };

	if (number < 200)
		return rights[number % 8];
	*may |= E(EINVAL);
	return number % 2 ? 0 : 8;
}

static void run_openfile(struct thread *t, const struct op *o)
{
	int slot = slot_of(o), user = o->a % USERS, file;

	if (t->modelled)
		model_settle(now_ns());
	__atomic_add_fetch(&shared->calls, 1, __ATOMIC_RELAXED);
	if (user)
		as_user(user);
	fail_begin(t, o);
	file = device_open(slot == SLEEPS && !t->modelled ? 0 : O_NONBLOCK);
	fail_end(t);
	if (user)
		as_user(0);
	if (!t->modelled) {
		check_answer(o, file < 0 ? file : 0);
		if (file >= 0 && files[slot] >= 0) {
			dup3(file, files[slot], O_CLOEXEC);
			close(file);
		} else if (file >= 0) {
			files[slot] = file;
		}
		return;
	}
	if (!judged(t, o, file < 0 ? file : 0, model_may_open_file(user), 0)) {
		if (file >= 0)
			close(file);
		return;
	}
	if (files[slot] >= 0) {
		close(files[slot]);
		model_put(slot);
	}
	files[slot] = file;
	model_open(slot, user);
}

static void run_closefile(struct thread *t, const struct op *o)
{
	int slot = slot_of(o), other;

	if (!t->modelled) {	/* the others go on with this number */
		other = device_open(slot == SLEEPS ? 0 : O_NONBLOCK);
		if (other >= 0) {
			dup3(other, files[slot], O_CLOEXEC);
			close(other);
		}
		return;
	}
	model_settle(now_ns());
	close(files[slot]);
	files[slot] = -1;
	model_put(slot);
}

static void run_dup(struct thread *t, const struct op *o)
{
	int from = slot_of(o), to = o->a % FILES;

	if (!t->modelled || from == to)
		return;
	if (files[to] >= 0) {
		close(files[to]);
		model_put(to);
	}
	files[to] = fcntl(files[from], F_DUPFD_CLOEXEC, 0);
	model_share(from, to);
}

/* Through a socket, and while it is in there nobody has it. */
static void run_pass(struct thread *t, const struct op *o)
{
	char space[CMSG_SPACE(sizeof(int))] = { }, byte = 0;
	struct iovec vector = { &byte, 1 };
	struct msghdr message = {
		.msg_iov = &vector, .msg_iovlen = 1,
		.msg_control = space, .msg_controllen = sizeof(space),
	};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	int sockets[2], slot = slot_of(o);

	if (!t->modelled || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets))
		return;
	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &files[slot], sizeof(int));
	if (sendmsg(sockets[0], &message, 0) == 1) {
		close(files[slot]);
		recvmsg(sockets[1], &message, MSG_CMSG_CLOEXEC);
		memcpy(&files[slot], CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof(int));
	}
	close(sockets[0]);
	close(sockets[1]);
}

static void run_create(struct thread *t, const struct op *o)
{
	static const u32 modes[] = { 0600, 0666, 0644, 0622, 0, 0660, 0606, 0444 };
	static const u32 parcels[] = { 0, 1, 2, 8, 64, 3, 16384, 16385 };
	static const u64 bytes[] = { 0, 8192, 100, 65536, 1, 300000, 16 << 20, (16 << 20) + 1 };
	struct parcel_create req = {
		.capacity_parcels = parcels[o->c % 8],
		.capacity_bytes = bytes[o->d % 8],
		.mode = modes[o->b % 8],
	};
	errnos bad = 0, may;
	struct handle_model *h;
	long got;

	req.rights = any_rights(o->e, &bad);
	set_name(req.name, o->a, &bad);
	req.flags = flag_of(o, &bad);
	req.reserved = reserved_of(o, &bad);
	if (o->b > 200) {
		req.mode = 01000 | o->b;
		bad |= E(EINVAL);
	}
	if (req.capacity_parcels > 16384 || req.capacity_bytes > 16 << 20)
		bad |= E(EINVAL);
	got = call_ioctl(t, o, PARCEL_IOC_CREATE, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	if (is_readonly(o))
		may |= E(EFAULT);
	if (t->modelled)
		may |= bad ? 0 : model_may_create(model_of(o), &req);
	if (!judged(t, o, got, may, 0))
		return;
	h = model_install(t, o, model_of(o), req.handle);
	h->rights = req.rights;
	h->box = model_create(model_of(o), o->a, &req);
}

static void run_open(struct thread *t, const struct op *o)
{
	struct file_model *f = model_of(o);
	struct box_model *box = NULL;
	struct parcel_open req = { };
	errnos bad = 0, may;
	struct handle_model *h;
	long got;

	req.rights = any_rights(o->e, &bad);
	set_name(req.name, o->a, &bad);
	req.flags = flag_of(o, &bad);
	req.reserved = reserved_of(o, &bad);
	got = call_ioctl(t, o, PARCEL_IOC_OPEN, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	if (is_readonly(o))
		may |= E(EFAULT);
	if (t->modelled && !bad) {
		box = model_find(req.name);
		may |= box ? model_permission(f, box, req.rights) : E(ENOENT);
		may |= model_has_place(f) ? 0 : E(EMFILE);
	}
	if (!judged(t, o, got, may, 0))
		return;
	h = model_install(t, o, f, req.handle);
	h->rights = req.rights;
	h->box = box;
	model_sit(box, req.rights, 1);
}

static void run_unlink(struct thread *t, const struct op *o)
{
	struct parcel_unlink req = { .handle = handle_number(o->a) };
	struct file_model *f = model_of(o);
	struct box_model *box = NULL;
	errnos bad = 0, may;
	long got;

	req.flags = flag_of(o, &bad);
	got = call_ioctl(t, o, PARCEL_IOC_UNLINK, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	if (t->modelled) {
		may |= model_may_use(f, req.handle, PARCEL_RIGHT_ADMIN);
		if (!may) {
			box = model_handle(f, req.handle)->box;
			may = box->unlinked ? E(ENOENT) : box->name == NAMES ? E(EPERM) : 0;
		}
	}
	if (judged(t, o, got, may, 0))
		model_unlink(box);
}

static void run_close(struct thread *t, const struct op *o)
{
	struct parcel_close req = { .handle = handle_number(o->a) };
	struct handle_model *h;
	errnos bad = 0, may;
	long got;

	req.flags = flag_of(o, &bad);
	got = call_ioctl(t, o, PARCEL_IOC_CLOSE, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	h = model_handle(model_of(o), req.handle);
	if (t->modelled && !h)
		may |= E(EBADF);
	if (judged(t, o, got, may, 0))
		model_close(model_of(o), h);
}

/* The index of a parcel follows from its length. */
static void set_records(struct parcel_record *records, u32 n, u64 length)
{
	for (u32 i = 0; i < n; i++) {
		records[i].tag = 7 * i + 1;
		records[i].offset = length ? i % length : 0;
		records[i].length = (length - records[i].offset) / (1 + i % 3);
	}
}

static u32 prepare_records(struct thread *t, const struct op *o, struct parcel_send *req,
			   errnos *bad)
{
	static const u32 numbers[] = { 0, 0, 0, 1, 3, 256, 257, 2 };
	struct parcel_record *records = (struct parcel_record *)t->lists;
	u32 n = numbers[o->d % 8], wrong = o->d / 8;

	req->records = (uintptr_t)records;
	req->nr_records = n;
	if (n > PARCEL_MAX_RECORDS)
		*bad |= E(EOVERFLOW);
	set_records(records, n, req->length);
	if (!n || wrong < 20)
		return n;
	*bad |= wrong == 20 ? E(EFAULT) : E(EINVAL);
	switch (wrong) {
	case 20:
		req->records = (uintptr_t)NOWHERE;
		break;
	case 21:
		records[n - 1].offset = req->length + 1;
		records[n - 1].length = 0;
		break;
	case 22:
		records[0].length = req->length + 1;
		break;
	case 23:
		records[0].offset = 1;
		records[0].length = ~0u;
		break;
	default:	/* from here on it begins below 0, were it signed */
		records[0].offset = ~0u << wrong % 8;
		records[0].length = 1;
	}
	return n;
}

/* What is sent, from how many pieces, and what is wrong with them. */
static void prepare_segments(struct thread *t, const struct op *o, struct parcel_send *req,
			     errnos *bad)
{
	static const u32 numbers[] = { 1, 1, 1, 1, 2, 3, 9, 64, 1, 2 };
	struct parcel_segment *segments = (struct parcel_segment *)(t->lists + PAGE);
	u32 n = numbers[o->c % 10], wrong = o->c < 32 ? 0 : o->c % 12;
	u64 address, length = req->length, left = length;

	u32 variant = o->c % 16 < 11 ? 0 : 11 + o->c % 2;

	if (wrong == 10 || wrong == 11)
		variant = wrong == 10 ? 13 : 15;
	if (!place(t, t->out, variant, length, &address) && length)
		*bad |= E(EFAULT);
	for (u32 i = 0; i < n; i++) {
		u64 part = i + 1 == n ? left : left / 2;

		segments[i] = (struct parcel_segment){ address + length - left, part };
		left -= part;
	}
	req->segments = (uintptr_t)segments;
	req->nr_segments = n;
	switch (wrong) {
	case 1:
		req->nr_segments = 65;
		*bad |= E(EOVERFLOW);
		break;
	case 2:
		req->nr_segments = 0;
		*bad |= E(EINVAL);
		break;
	case 3:
		if (segments[n - 1].length) {
			segments[n - 1].length--;
			*bad |= E(EINVAL);
		}
		break;
	case 4:
		segments[n - 1].length += 1 + o->e;
		*bad |= E(EINVAL) | E(EOVERFLOW);
		break;
	case 5:
		req->segments = (uintptr_t)NOWHERE;
		*bad |= E(EFAULT);
		break;
	case 6:
		req->nr_segments = 0x10000001;
		*bad |= E(EOVERFLOW);
		break;
	case 7:
		segments[n] = (struct parcel_segment){ (uintptr_t)t->out, ~0ull };
		req->nr_segments = n + 1;
		*bad |= E(EOVERFLOW) | E(EINVAL) | E(EFAULT);
		break;
	}
}

static u64 any_deadline(u8 number, errnos *bad)
{
	switch (number % 8) {
	case 5:
		*bad |= E(ETIME);
		return 1;
	case 6:
		return now_ns() + 3000000;
	case 7:
		return now_ns() + 3600000000000ull;
	default:
		return 0;
	}
}

static void run_send(struct thread *t, const struct op *o)
{
	struct file_model *f = model_of(o);
	struct parcel_send req = {
		.handle = handle_number(o->a),
		.length = any_length(o->b),
		.flags = o->e & 8 ? PARCEL_DONTWAIT : 0,
	};
	struct parcel_model parcel = { .user = f->user };
	struct box_model *box = NULL;
	errnos bad = 0, may;
	long got;

	parcel.length = req.length;
	if (!req.length)
		bad |= E(EINVAL);
	if (req.length > PARCEL_MAX_LENGTH)
		bad |= E(EMSGSIZE) | E(EINVAL) | E(EFAULT);
	parcel.id = fill_payload(t, t->out, req.length > BUFFER ? BUFFER : req.length);
	prepare_segments(t, o, &req, &bad);
	parcel.nr_records = prepare_records(t, o, &req, &bad);
	req.deadline = any_deadline(o->e, &bad);
	parcel.deadline = req.deadline;
	req.flags |= flag_of(o, &bad);
	got = call_ioctl(t, o, PARCEL_IOC_SEND, &req, &may);
	if (got == -ETIME && req.deadline && req.deadline <= now_ns())	/* already? */
		bad |= E(ETIME);
	if (dead_or(t, o, got, &may, bad))
		return;
	if (t->modelled) {
		may |= model_may_use(f, req.handle, PARCEL_RIGHT_SEND);
		if (!(may & (E(EBADF) | E(EACCES)))) {
			box = model_handle(f, req.handle)->box;
			may |= bad ? 0 : model_may_send(box, model_size(&parcel));
			/* What is too large is said before it is looked at. */
			if (bad && req.length > box->capacity_bytes)
				may |= E(EMSGSIZE);
		}
	}
	if (!judged(t, o, got, may, 0))
		return;
	model_send(box, &parcel);
	if (!is_readonly(o) && !o->fail && req.sequence != box->sent)
		complain(o, "sequence %llu instead of %llu", req.sequence, box->sent);
}

static void check_info(const struct op *o, const struct parcel_info *info,
		       const struct parcel_model *parcel)
{
	static const u32 users[] = { 0, 1000, 1001 };

	if (info->length != parcel->length || info->nr_records != parcel->nr_records)
		complain(o, "info: length %llu, %u records", info->length,
			 info->nr_records);
	else if (info->sequence != parcel->sequence)
		complain(o, "info: sequence %llu instead of %llu", info->sequence,
			 parcel->sequence);
	else if (info->deadline != parcel->deadline)
		complain(o, "info: deadline");
	else if (info->uid != users[parcel->user] || info->pid != (u32)getpid())
		complain(o, "info: sender is user %u instead of %u", info->uid,
			 users[parcel->user]);
	else if (info->reserved)
		complain(o, "info: reserved");
}

/* In a parcel of the model, or, of several threads, in one that somebody sent. */
static void check_bytes(struct thread *t, const struct op *o, const u8 *bytes, u64 offset,
			u64 length, const struct parcel_model *parcel)
{
	static u8 want[PARCEL_MAX_LENGTH];
	struct thread sender = { .sent = parcel->id - 1, .modelled = true };

	if (!t->modelled || !length)
		return;
	fill_payload(&sender, want, parcel->length);
	if (memcmp(bytes, want + offset, length))
		complain(o, "these are not the bytes that were sent");
}

static void check_records(struct thread *t, const struct op *o,
			  const struct parcel_record *records, u32 n, u64 length)
{
	struct parcel_record want[PARCEL_MAX_RECORDS];

	if (n > PARCEL_MAX_RECORDS) {
		complain(o, "%u records", n);
		return;
	}
	set_records(want, n, length);
	if (t->modelled && memcmp(records, want, n * sizeof(*records)))
		complain(o, "these are not the records that were sent");
	for (u32 i = 0; i < n; i++) {
		if (records[i].offset > length || records[i].length > length - records[i].offset) {
			complain(o, "a record is not within the payload");
			return;
		}
	}
}

static void run_receive(struct thread *t, const struct op *o)
{
	static const u32 numbers[] = { 0, 256, 1, 0, 256, 3, 256, 0x7fffffff };
	struct parcel_record *records = (struct parcel_record *)t->lists;
	struct file_model *f = model_of(o);
	struct parcel_receive req = {
		.handle = handle_number(o->a),
		.flags = (o->e & 4 ? PARCEL_DONTWAIT : 0) | (o->e % 4 == 3 ? PARCEL_PEEK : 0),
		.buffer_size = o->b < 2 ? PARCEL_MAX_LENGTH : any_length(o->b),
		.max_records = numbers[o->d % 8],
		.records = (uintptr_t)(o->d / 8 == 20 ? NOWHERE : t->lists),
	};
	bool peek = req.flags & PARCEL_PEEK, there, end = false;
	struct parcel_model parcel = { };
	struct box_model *box = NULL;
	errnos bad = 0, may;
	long got;

	there = place(t, t->in, o->c, 0, &req.buffer);
	req.flags |= flag_of(o, &bad);
	req.reserved = reserved_of(o, &bad);
	if (t->modelled && !(model_may_use(f, req.handle, PARCEL_RIGHT_RECEIVE))) {
		box = model_handle(f, req.handle)->box;
		/* The place of a buffer with half a parcel depends on the parcel. */
		if (box->n)
			there = place(t, t->in, o->c, box->queue[0].length, &req.buffer);
	}
	got = call_ioctl(t, o, PARCEL_IOC_RECEIVE, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	if (!t->modelled) {
		bool kept = got > 0 && req.buffer == (uintptr_t)t->in && !is_readonly(o);

		check_answer(o, got);
		if (kept)
			check_payload(o, t->in, got, !peek);
		if (kept && req.max_records && req.records == (uintptr_t)t->lists)
			check_records(t, o, records, req.info.nr_records, got);
		return;
	}
	may |= model_may_use(f, req.handle, PARCEL_RIGHT_RECEIVE);
	if (box) {
		end = model_at_end(box);
		if (box->n)
			parcel = box->queue[0];
		else if (!end)
			may |= E(EAGAIN);
		if (parcel.length > req.buffer_size ||
		    (req.max_records && parcel.nr_records > req.max_records))
			may |= E(EMSGSIZE);
		if (box->n && (!there || is_readonly(o) ||
			       (req.max_records && parcel.nr_records && o->d / 8 == 20)))
			may |= E(EFAULT);
	}
	if (!judged(t, o, got, may, parcel.length)) {
		if (got == -EMSGSIZE && box && box->n && !unsure)
			check_info(o, &req.info, &parcel);
		return;
	}
	if (end)
		return;
	check_info(o, &req.info, &parcel);
	check_bytes(t, o, t->in, 0, parcel.length, &parcel);
	if (req.max_records)
		check_records(t, o, records, parcel.nr_records, parcel.length);
	if (!peek)
		model_receive(box);
}

static void run_take(struct thread *t, const struct op *o)
{
	struct file_model *f = model_of(o);
	struct parcel_take req = {
		.handle = handle_number(o->a), .flags = o->e & 8 ? PARCEL_DONTWAIT : 0,
	};
	struct parcel_model parcel = { };
	struct box_model *box = NULL;
	struct handle_model *h;
	errnos bad = 0, may;
	long got;

	req.flags |= flag_of(o, &bad);
	req.reserved = reserved_of(o, &bad);
	got = call_ioctl(t, o, PARCEL_IOC_TAKE, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	if (is_readonly(o))
		may |= E(EFAULT);
	if (t->modelled) {
		may |= model_may_use(f, req.handle, PARCEL_RIGHT_RECEIVE);
		may |= model_has_place(f) ? 0 : E(EMFILE);
		if (!(may & (E(EBADF) | E(EACCES)))) {
			box = model_handle(f, req.handle)->box;
			if (box->n)
				parcel = box->queue[0];
			else if (!model_at_end(box))
				may |= E(EAGAIN);
			if (box->n)
				may |= model_may_hold(f, &parcel);
		}
	}
	if (!judged(t, o, got, may, parcel.length))
		return;
	if (!parcel.length) {
		if (req.parcel)
			complain(o, "a parcel at the end of the stream");
		return;
	}
	check_info(o, &req.info, &parcel);
	h = model_install(t, o, f, req.parcel);
	h->parcel = model_receive(box);
	model_hold(f, &parcel, 1);
}

static struct parcel_model *taken(struct file_model *f, u32 handle)
{
	struct handle_model *h = model_handle(f, handle);

	return h && h->parcel.length ? &h->parcel : NULL;
}

static void run_readtaken(struct thread *t, const struct op *o)
{
	struct parcel_read req = {
		.handle = handle_number(o->a),
		.offset = o->b < 128 ? o->b % 4 : any_length(o->b - 128),
		.length = any_length(o->c),
	};
	struct parcel_model *parcel = taken(model_of(o), req.handle);
	bool there = place(t, t->in, o->d, req.length, &req.buffer);
	errnos bad = 0, may;
	long got;

	req.flags = flag_of(o, &bad);
	got = call_ioctl(t, o, PARCEL_IOC_READ, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	if (t->modelled && !parcel)
		may |= E(EBADF);
	else if (t->modelled && (req.offset > parcel->length ||
				 req.length > parcel->length - req.offset))
		may |= E(EINVAL);
	if (t->modelled && !there && req.length)
		may |= E(EFAULT);
	if (judged(t, o, got, may, req.length))
		check_bytes(t, o, t->in, req.offset, req.length, parcel);
}

static void run_readrecord(struct thread *t, const struct op *o)
{
	static const u32 indices[] = { 0, 1, 2, 255, 256, ~0u, 0x7fffffff, 0x80000000 };
	struct parcel_read_record req = {
		.handle = handle_number(o->a),
		.index = indices[o->b % 8],
		.buffer_size = o->c < 4 ? PARCEL_MAX_LENGTH * (o->c > 0) : any_length(o->c),
	};
	struct parcel_model *parcel = taken(model_of(o), req.handle);
	struct parcel_record want[PARCEL_MAX_RECORDS] = { };
	u32 index = req.index;
	errnos bad = 0, may;
	long got, length = 0;
	bool there;

	there = place(t, t->in, o->d % 16 == 15 ? 0 : o->d, 0, &req.buffer);
	req.flags = flag_of(o, &bad);
	req.reserved = reserved_of(o, &bad);
	got = call_ioctl(t, o, PARCEL_IOC_READ_RECORD, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	if (is_readonly(o))
		may |= E(EFAULT);
	if (t->modelled && !parcel) {
		may |= E(EBADF);
	} else if (t->modelled && index >= parcel->nr_records) {
		may |= E(EINVAL);
	} else if (t->modelled) {
		set_records(want, parcel->nr_records, parcel->length);
		if (req.buffer_size && req.buffer_size < want[index].length)
			may |= E(EMSGSIZE);
		length = req.buffer_size ? want[index].length : 0;
		if (!there && length)
			may |= E(EFAULT);
	}
	if (!judged(t, o, got, may, length))
		return;
	check_bytes(t, o, t->in, want[index].offset, length, parcel);
	if (memcmp(&req.record, &want[index], sizeof(req.record)))
		complain(o, "this is not the record that was sent");
}

static void run_forward(struct thread *t, const struct op *o)
{
	struct file_model *f = model_of(o);
	struct parcel_forward req = {
		.parcel = handle_number(o->a), .box = handle_number(o->b),
		.flags = o->e & 8 ? PARCEL_DONTWAIT : 0,
	};
	struct parcel_model *parcel = taken(f, req.parcel), copy;
	struct box_model *box = NULL;
	errnos bad = 0, may;
	long got;

	req.flags |= flag_of(o, &bad);
	req.reserved = reserved_of(o, &bad);
	got = call_ioctl(t, o, PARCEL_IOC_FORWARD, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	if (t->modelled) {
		may |= model_may_use(f, req.box, PARCEL_RIGHT_SEND) | (parcel ? 0 : E(EBADF));
		if (!may) {
			box = model_handle(f, req.box)->box;
			may = model_may_send(box, model_size(parcel));
		}
	}
	if (!judged(t, o, got, may, 0))
		return;
	copy = *parcel;
	model_close(f, model_handle(f, req.parcel));
	model_send(box, &copy);
	if (!is_readonly(o) && !o->fail && req.sequence != box->sent)
		complain(o, "sequence %llu", req.sequence);
}

static void run_move(struct thread *t, const struct op *o)
{
	struct file_model *f = model_of(o);
	struct parcel_move req = { .from = handle_number(o->a), .to = handle_number(o->b) };
	struct box_model *from = NULL, *to = NULL;
	struct parcel_model parcel = { };
	errnos bad = 0, may;
	long got;

	req.flags = flag_of(o, &bad);
	req.reserved = reserved_of(o, &bad);
	got = call_ioctl(t, o, PARCEL_IOC_MOVE, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	if (t->modelled) {
		may |= model_may_use(f, req.from, PARCEL_RIGHT_RECEIVE) |
		       model_may_use(f, req.to, PARCEL_RIGHT_SEND);
		if (!(may & (E(EBADF) | E(EACCES)))) {
			from = model_handle(f, req.from)->box;
			to = model_handle(f, req.to)->box;
			if (from == to)
				may |= E(EINVAL);
			else if (from->n)
				may |= model_may_send(to, model_size(&from->queue[0]));
			else if (!model_at_end(from))
				may |= E(EAGAIN);
			if (from->n)
				parcel = from->queue[0];
		}
	}
	if (!judged(t, o, got, may, parcel.length) || !parcel.length)
		return;
	parcel = model_receive(from);
	model_send(to, &parcel);
	if (!is_readonly(o) && !o->fail && req.sequence != to->sent)
		complain(o, "sequence %llu", req.sequence);
}

static void run_select(struct thread *t, const struct op *o)
{
	struct file_model *f = model_of(o);
	struct parcel_select req = { .handle = handle_number(o->a) };
	struct handle_model *h;
	errnos bad = 0, may;
	long got;

	if (o->b % 8 > 3) {
		req.flags = PARCEL_SELECT_NONE;
		req.handle = o->b % 8 == 7 ? 1 : 0;
		bad |= req.handle ? E(EINVAL) : 0;
	}
	req.flags |= flag_of(o, &bad);
	got = call_ioctl(t, o, PARCEL_IOC_SELECT, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	h = model_handle(f, req.handle);
	if (t->modelled && f->selected)
		may |= E(EBUSY);
	if (t->modelled && !req.flags && (!h || !h->box))
		may |= E(EBADF);
	if (!judged(t, o, got, may, 0))
		return;
	if (req.flags) {
		f->none = true;
		return;
	}
	f->selected = h->box;
	f->rights = h->rights;
	model_sit(h->box, h->rights, 1);
}

static void check_stat(struct thread *t, const struct op *o, const struct parcel_stat *st,
		       const struct box_model *box, u32 rights)
{
	static const u32 users[] = { 0, 1000, 1001 };
	char name[PARCEL_NAME_SIZE] = "";

	if (st->sent != st->received + st->expired + st->queued_parcels)
		complain(o, "counters do not add up");
	if (!t->modelled)
		return;
	snprintf(name, sizeof(name), "%s", model_name(box->name));
	if (memcmp(st->name, name, sizeof(name)))
		complain(o, "the name is not its name and NULs");
	else if (st->kind != PARCEL_KIND_BOX || st->rights != rights || st->mode != box->mode ||
		 st->uid != users[box->user] || st->state != box->unlinked)
		complain(o, "rights, mode, user or state");
	else if (st->capacity_parcels != box->capacity_parcels ||
		 st->capacity_bytes != box->capacity_bytes)
		complain(o, "capacity");
	else if (st->sent != box->sent || st->received != box->received)
		complain(o, "sent %llu, received %llu", st->sent, st->received);
	else if (st->queued_parcels < box->n || st->queued_parcels > box->n + box->late ||
		 st->queued_bytes < box->bytes || st->queued_bytes > box->bytes + box->late_bytes)
		complain(o, "queued %u of %llu bytes", st->queued_parcels, st->queued_bytes);
	else if (memcmp(&st->info, &(struct parcel_info){ }, sizeof(st->info)))
		complain(o, "a box has no parcel's info");
}

static void run_stat(struct thread *t, const struct op *o)
{
	struct file_model *f = model_of(o);
	bool next = o->b % 8 == 7;
	struct parcel_stat req = {
		.handle = next ? o->a % 16 : handle_number(o->a),
		.flags = next ? PARCEL_STAT_NEXT : 0,
	};
	u32 handle = req.handle;
	struct box_model *box;
	struct handle_model *h;
	errnos bad = 0, may;
	long got;

	memset(&req.kind, o->c, sizeof(req) - offsetof(struct parcel_stat, kind));
	req.flags |= flag_of(o, &bad);
	got = call_ioctl(t, o, PARCEL_IOC_STAT, &req, &may);
	if (dead_or(t, o, got, &may, bad))
		return;
	if (is_readonly(o))
		may |= E(EFAULT);
	h = next ? NULL : model_handle(f, handle);
	box = next ? model_next(handle) : h ? h->box : NULL;
	if (t->modelled && !box && !h)
		may |= next ? E(ENOENT) : E(EBADF);
	if (!judged(t, o, got, may, 0)) {
		if (!t->modelled && !got && !is_readonly(o) && req.kind == PARCEL_KIND_BOX)
			check_stat(t, o, &req, NULL, 0);
		return;
	}
	if (box) {
		check_stat(t, o, &req, box, next ? 0 : h->rights);
		return;
	}
	check_info(o, &req.info, &h->parcel);
	for (u8 *byte = (u8 *)&req.rights; byte < (u8 *)&req.info; byte++) {
		if (*byte) {
			complain(o, "bytes that do not apply to a parcel");
			break;
		}
	}
}

/* What the selection says before there is anything else to look at. */
static errnos may_transfer(struct file_model *f, u32 right)
{
	if (f->dead)
		return E(ENODEV);
	if (f == &nobody)
		return 0;
	if (!f->selected && f->none)
		return E(ENOTCONN);
	model_select_default(f);
	return right & ~f->rights ? E(EACCES) : 0;
}

static long call_vector(struct thread *t, const struct op *o, bool write, u64 address, u64 size)
{
	struct iovec vector[2] = { { (void *)address, size } };
	int n = 1;

	if (o->d % 4 < 2 || !size)
		return call(t, o, write ? SYS_write : SYS_read, files[slot_of(o)], address, size,
			    0, 0, 0);
	if (o->d & 8) {
		vector[0].iov_len = size / 3;
		vector[1].iov_base = (void *)(address + size / 3);
		vector[1].iov_len = size - size / 3;
		n = 2;
	}
	return call(t, o, write ? SYS_pwritev2 : SYS_preadv2, files[slot_of(o)], (long)vector, n,
		    -1, -1, o->d % 4 == 3 ? RWF_NOWAIT : 0);
}

/* What is no address of a user the system call itself refuses. */
static bool never_asked(struct thread *t, const struct op *o, bool write, u64 address, u64 size)
{
	if (address < 1ull << 63)
		return false;
	judged(t, o, call_vector(t, o, write, address, size), E(EFAULT), 0);
	return true;
}

static void run_read(struct thread *t, const struct op *o)
{
	struct file_model *f = model_of(o);
	u64 size = o->b < 2 ? PARCEL_MAX_LENGTH : any_length(o->b), address;
	struct parcel_model parcel = { };
	errnos may = 0;
	bool there, no_selection = !f->selected;
	long got;

	if (size > PARCEL_MAX_LENGTH)
		size = PARCEL_MAX_LENGTH;
	if (t->modelled)
		model_settle(now_ns());
	there = place(t, t->in, o->c, 0, &address);
	if (never_asked(t, o, false, address, size))
		return;
	may = may_transfer(f, PARCEL_RIGHT_RECEIVE);
	if (!may && f->selected && f->selected->n)
		there = place(t, t->in, o->c, f->selected->queue[0].length, &address);
	got = call_vector(t, o, false, address, size);
	if (!t->modelled) {
		check_answer(o, got);
		if (got > 0 && address == (uintptr_t)t->in)
			check_payload(o, t->in, got, true);
		return;
	}
	if (o->fail && no_selection && got < 0)
		unsure = true;		/* was it selected? */
	if (!may && size && f->selected->n) {
		parcel = f->selected->queue[0];
		may |= parcel.length > size ? E(EMSGSIZE) : 0;
		may |= there ? 0 : E(EFAULT);
	} else if (!may && size && !model_at_end(f->selected)) {
		may |= E(EAGAIN);
	}
	if (!judged(t, o, got, may, parcel.length) || !parcel.length)
		return;
	model_receive(f->selected);
	check_bytes(t, o, t->in, 0, parcel.length, &parcel);
}

static void run_write(struct thread *t, const struct op *o)
{
	struct file_model *f = model_of(o);
	u64 length = any_length(o->b), address;
	bool there, no_selection = !f->selected;
	struct parcel_model parcel = { .user = f->user };
	errnos may = 0;
	long got;

	if (length > PARCEL_MAX_LENGTH + 1)
		length = PARCEL_MAX_LENGTH + 1;
	parcel.length = length;
	parcel.id = fill_payload(t, t->out, length);
	there = place(t, t->out, o->c, length, &address);
	if (t->modelled)
		model_settle(now_ns());
	if (never_asked(t, o, true, address, length))
		return;
	may = may_transfer(f, PARCEL_RIGHT_SEND);
	got = call_vector(t, o, true, address, length);
	if (!t->modelled) {
		check_answer(o, got);
		return;
	}
	if (o->fail && no_selection && got < 0)
		unsure = true;
	if (!may) {
		may |= length ? 0 : E(EINVAL);
		may |= there || !length ? 0 : E(EFAULT);
		may |= model_may_send(f->selected, length);
		may |= length > PARCEL_MAX_LENGTH ? E(EMSGSIZE) : 0;
	}
	if (judged(t, o, got, may, length))
		model_send(f->selected, &parcel);
}

static void run_poll(struct thread *t, const struct op *o)
{
	struct pollfd *poll = (struct pollfd *)t->args;
	short want;
	long got;

	*poll = (struct pollfd){
		.fd = files[slot_of(o)],
		.events = POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM,
	};
	got = call(t, o, SYS_poll, (long)poll, 1, t->modelled ? 0 : o->a % 2, 0, 0, 0);
	if (!t->modelled)
		return;
	if (o->fail)
		unsure = true;
	want = model_poll(model_of(o));
	if (judged(t, o, got, 0, want ? 1 : 0) && poll->revents != want)
		complain(o, "events %#x, not %#x", poll->revents, want);
}

static void run_epoll(struct thread *t, const struct op *o)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | (o->a & 1 ? EPOLLET : 0) };
	long got;

	if (epoll < 0)
		epoll = epoll_create1(EPOLL_CLOEXEC);
	got = call(t, o, SYS_epoll_ctl, epoll, EPOLL_CTL_ADD, files[slot_of(o)], (long)&event, 0,
		   0);
	epoll_wait(epoll, &event, 1, 0);
	if (!t->modelled)
		return;
	if (o->fail)
		unsure = true;
	if (got == 0)
		model_poll(model_of(o));	/* which selects */
	else if (got != -EEXIST && !o->fail)
		complain(o, "%s", strerror(-got));
}

static void run_fdinfo(struct thread *t, const struct op *o)
{
	char path[64], text[4096] = "", want[4096];
	struct file_model *f = model_of(o);
	int file, length;

	snprintf(path, sizeof(path), "/proc/self/fdinfo/%d", files[slot_of(o)]);
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return;
	__atomic_add_fetch(&shared->calls, 1, __ATOMIC_RELAXED);
	length = read(file, text, sizeof(text) - 1);
	close(file);
	if (!t->modelled || length <= 0)
		return;
	length = snprintf(want, sizeof(want), "parcel-box:\t%s\nparcel-rights:\t0x%x\n",
			  f->selected ? model_name(f->selected->name) : "", f->rights);
	for (u32 handle = 1; handle < HANDLES; handle++) {
		struct handle_model *h = model_handle(f, handle);

		if (h && h->box)
			length += snprintf(want + length, sizeof(want) - length,
					   "parcel-handle:\t%u box %s rights 0x%x\n", handle,
					   model_name(h->box->name), h->rights);
		else if (h)
			length += snprintf(want + length, sizeof(want) - length,
					   "parcel-handle:\t%u parcel length %u\n", handle,
					   h->parcel.length);
	}
	if (!f->dead && !strstr(text, want))
		complain(o, "not the names, rights and handles that there are");
}

static void run_pause(struct thread *t, const struct op *o)
{
	struct timespec time = { .tv_nsec = 1000000 * (o->a % 3) };
	u64 until = t->modelled ? model_last_deadline() : 0, now = now_ns();

	if (until > now && until - now < 10000000)
		time.tv_nsec = until - now + 1;
	nanosleep(&time, NULL);
}

/* "bind" or "unbind" */
long driver_write(const char *what)
{
	const char *name = strrchr(device, '/') + 1;
	char path[128];
	long result;
	int file;

	snprintf(path, sizeof(path), "/sys/bus/platform/drivers/%s/%s", name, what);
	file = open(path, O_WRONLY | O_CLOEXEC);
	result = write(file, name, strlen(name)) < 0 ? -errno : 0;
	close(file);
	return result;
}

static void run_rebind(struct thread *t, const struct op *o)
{
	if ((driver_write("unbind") || driver_write("bind")) && t->modelled)
		complain(o, "cannot unbind and bind");
	__atomic_add_fetch(&shared->calls, 2, __ATOMIC_RELAXED);
	if (t->modelled)
		model_rebind();
}

/* Memory that the other threads have in their calls changes, goes, and comes back. */
static void run_shake(struct thread *t, const struct op *o)
{
	static const int protections[] = { PROT_NONE, PROT_READ };
	static bool shaking;
	int every = 16 + o->b;

	/* One at a time, since who shakes writes there. */
	if (t->modelled || __atomic_exchange_n(&shaking, true, __ATOMIC_ACQUIRE))
		return;
	for (int i = 0; i < 100; i++) {
		struct thread *victim = t + (o->c % THREADS) - t->number;
		u8 *list = victim->lists + (o->d & 1 ? PAGE : 0);

		((volatile u32 *)list)[(i % 12)] ^= 0x80 << (i % 25);
		((volatile u8 *)shaken)[i * 37 % PAGE]++;
		if (i % every)
			continue;
		if (o->a & 4) {
			munmap(shaken, 2 * PAGE);
			mmap(shaken, 2 * PAGE, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
		} else {
			mprotect(shaken + (o->a & 2 ? PAGE : 0), PAGE, protections[o->a & 1]);
			mprotect(shaken, 2 * PAGE, PROT_READ | PROT_WRITE);
		}
	}
	__atomic_store_n(&shaking, false, __ATOMIC_RELEASE);
}

#define RUN(name) [OP_##name] = run_##name,
static void (*const runs[NR_OPS])(struct thread *t, const struct op *o) = { OPS(RUN) };

void run_op(struct thread *t, const struct op *o)
{
	if (files[slot_of(o)] < 0 && o->kind != OP_openfile && o->kind != OP_pause &&
	    o->kind != OP_rebind && o->kind != OP_shake)
		return;
	t->now = o;
	runs[o->kind](t, o);
	t->now = NULL;
	t->done++;
}

/* All is closed, and boxes lose their names. */
void files_reset(void)
{
	for (int i = 0; i < FILES; i++) {
		if (files[i] >= 0)
			close(files[i]);
		files[i] = -1;
	}
	if (epoll >= 0)
		close(epoll);
	epoll = -1;
}

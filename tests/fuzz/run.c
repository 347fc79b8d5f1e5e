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
char module[32];
const struct target *target;
u8 *shaken;
u32 numbers;
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

int slot_of(const struct op *o)
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

long call(struct thread *t, const struct op *o, long number, const long *arguments)
{
	u32 how = how_of(o);

	__atomic_add_fetch(&shared->calls, 1, __ATOMIC_RELAXED);
	if (t->modelled) {
		shared->last.call = o->kind;
		shared->last.wrong = t->may;
		if (is_avoided(o, t->may)) {
			t->perhaps |= E(ECANCELED);
			return t->got = -ECANCELED;
		}
	}
	if (how == HOW_CHILD && t->modelled)
		return t->got = call_in_child(number, arguments);
	if (how == HOW_USER)
		as_user(1);
	fail_begin(t, o);
	t->got = plain_call(number == SYS_ioctl ? how : 0, number, arguments);
	fail_end(t);
	if (how == HOW_USER)
		as_user(0);
	return t->got;
}

/* What the driver wrote is in @req behind it. */
static long call_ioctl(struct thread *t, const struct op *o, u32 request, void *req)
{
	size_t size = _IOC_SIZE(request), told = size;
	u8 *at = t->args;
	long got;

	memset(t->args, 0, 512);
	switch (how_of(o)) {
	case HOW_SHORT:
		told = size - 4 * (1 + o->e % 2);
		t->may |= E(EINVAL);
		break;
	case HOW_LONGER:
		told = size + 8 * (1 + o->e % 8);
		break;
	case HOW_TAIL:
		told = size + 8;
		t->may |= E(E2BIG);
		break;
	case HOW_PAGE:
		told = PAGE + 8;
		t->may |= E(E2BIG);
		break;
	case HOW_NOWHERE:
		at = NOWHERE;
		t->may |= E(EFAULT);
		break;
	case HOW_READONLY:
		at = t->readonly;
		break;
	case HOW_HALF:
		at = t->args + ARGS - size / 2;
		t->may |= E(EFAULT);
		break;
	case HOW_UNKNOWN:
		request += 0x40;
		t->may |= E(ENOTTY);
		break;
	}
	memcpy(how_of(o) == HOW_HALF ? at : t->args, req, how_of(o) == HOW_HALF ? size / 2 : size);
	if (how_of(o) == HOW_TAIL)
		at[size + 7] = 1;
	request = (request & ~(_IOC_SIZEMASK << _IOC_SIZESHIFT)) | (u32)told << _IOC_SIZESHIFT;
	got = CALL(t, o, SYS_ioctl, files[slot_of(o)], request, (long)at);
	if (at == t->args)
		memcpy(req, at, size);
	if (how_of(o) == HOW_LONGER && t->args[size])
		complain(o, "wrote behind its structure");
	return got;
}

/*
 * The frame of the calls: each first puts into t->may all that is wrong with it, of which any may
 * be told; @want: what it returns if nothing is. True if it did that, and the model has to follow.
 * A dead device says so and nothing else.
 */
bool ask(struct thread *t, const struct op *o, u32 request, void *req, long want)
{
	long got = call_ioctl(t, o, request, req);

	if (t->f->dead)
		t->may = E(ENODEV);
	return judged(t, o, got, want);
}

static bool is_readonly(const struct op *o)
{
	return how_of(o) == HOW_READONLY;
}

/* What is wrong with a call if @is. */
void wrong(struct thread *t, bool is, errnos with)
{
	if (is)
		t->may |= with;
}

u32 flag_of(struct thread *t, const struct op *o)
{
	wrong(t, how_of(o) == HOW_FLAG, E(EINVAL));
	return how_of(o) == HOW_FLAG ? 0x80000000 >> o->e % 8 : 0;
}

u32 reserved_of(struct thread *t, const struct op *o)
{
	wrong(t, how_of(o) == HOW_RESERVED, E(EINVAL));
	return how_of(o) == HOW_RESERVED ? 1 + o->e : 0;
}

/* It must write into its structure, or do nothing. */
void writes(struct thread *t, const struct op *o)
{
	wrong(t, is_readonly(o), E(EFAULT));
}

/* The box behind a handle that may be used so, or NULL. */
static struct box_model *box_of(struct thread *t, u32 handle, u32 right)
{
	errnos may = model_may_use(t->f, handle, right);

	t->may |= may;
	return may ? NULL : model_handle(t->f, handle)->box;
}

static struct parcel_model *taken(struct thread *t, u32 handle)
{
	struct handle_model *h = model_handle(t->f, handle);

	if (h && h->parcel.length)
		return &h->parcel;
	t->may |= E(EBADF);
	return NULL;
}

static u32 handle_number(u8 number)
{
	static const u32 odd[] = { 0, 0x7fffffff, 0xffffffff, 1024, 0x80000000 };

	if (number >= 32 && number < 64)
		return odd[number % ARRAY_SIZE(odd)];
	return 1 + number % (number < 32 ? 12 : 4);
}

u64 any_length(u8 number)
{
	static const u64 lengths[] = {
		1, 8, 100, 24, 4000, 2, 0, 7, 12, 255, 256, 257, 500, 1000, 2048, 4095,
		4096, 4097, 5000, 8192, 16384, 32768, 65535, 65536, 65537, 0x100000001ull,
		~0ull, 0x80000000ull, 0x7fffffff, 3, 16, 64,
	};

	if (number >= 192)	/* large ones */
		number = 20 + number % 12;
	return number < ARRAY_SIZE(lengths) ? lengths[number] : number;
}

/* Where @length bytes are wanted; false: not all of them are there. */
bool place(struct thread *t, u8 *buffer, u8 variant, u64 length, u64 *address)
{
	*address = (uintptr_t)buffer;
	switch (variant % PLACES) {
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
	case COMES_LATE:
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

static void set_name(struct thread *t, char *to, u8 number)
{
	memset(to, 0, PARCEL_NAME_SIZE);
	if (number < 200) {
		snprintf(to, PARCEL_NAME_SIZE, "%s", model_name(number));
		return;
	}
	t->may |= number < 220 ? E(ENAMETOOLONG) : E(EINVAL);
	if (number < 220)
		memset(to, 'n', PARCEL_NAME_SIZE);
	else if (number < 240)
		memcpy(to, number % 2 ? "a b" : "a/b", 4);
	else if (number < 250)
		memcpy(to, "\377\1", 3);
}

static u32 any_rights(struct thread *t, u8 number)
{
	static const u32 rights[] = { 7, 3, 1, 2, 5, 6, 4, 7 };

	if (number < 200)
		return rights[number % 8];
	t->may |= E(EINVAL);
	return number % 2 ? 0 : 8;
}

/* A number that others use stays, with what is behind it from now on. */
static void put_file(int slot, int file)
{
	if (files[slot] >= 0) {
		dup3(file, files[slot], O_CLOEXEC);
		close(file);
	} else {
		files[slot] = file;
	}
}

void run_openfile(struct thread *t, const struct op *o)
{
	int slot = slot_of(o), user = o->a % USERS, file;

	__atomic_add_fetch(&shared->calls, 1, __ATOMIC_RELAXED);
	if (user)
		as_user(user);
	fail_begin(t, o);
	file = device_open(slot == SLEEPS && !t->modelled ? 0 : O_NONBLOCK);
	fail_end(t);
	if (user)
		as_user(0);
	t->may = t->modelled ? model_may_open_file(user) : 0;
	if (!judged(t, o, file < 0 ? file : 0, 0) && t->modelled) {
		close(file);
		return;
	}
	if (file >= 0)
		put_file(slot, file);
	if (!t->modelled)
		return;
	model_put(slot);
	model_open(slot, user);
}

void run_closefile(struct thread *t, const struct op *o)
{
	int slot = slot_of(o), other;

	if (!t->modelled) {
		other = device_open(slot == SLEEPS ? 0 : O_NONBLOCK);
		if (other >= 0)
			put_file(slot, other);
		return;
	}
	close(files[slot]);
	files[slot] = -1;
	model_put(slot);
}

void run_dup(struct thread *t, const struct op *o)
{
	int from = slot_of(o), to = o->a % FILES;

	if (!t->modelled || from == to)
		return;
	put_file(to, fcntl(files[from], F_DUPFD_CLOEXEC, 0));
	model_put(to);
	model_share(from, to);
}

/* Through a socket, and while it is in there nobody has it. */
void run_pass(struct thread *t, const struct op *o)
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
		.mode = o->b > 200 ? 01000 | o->b : modes[o->b % 8],
		.rights = any_rights(t, o->e),
		.flags = flag_of(t, o),
		.reserved = reserved_of(t, o),
	};
	struct handle_model *h;

	set_name(t, req.name, o->a);
	wrong(t, o->b > 200 || req.capacity_parcels > 16384 || req.capacity_bytes > 16 << 20,
	      E(EINVAL));
	writes(t, o);
	t->may |= model_may_create(t->f, &req);
	if (!ask(t, o, PARCEL_IOC_CREATE, &req, 0))
		return;
	h = model_install(o, t->f, req.handle);
	h->rights = req.rights;
	h->box = model_create(t->f, o->a, &req);
}

static void run_open(struct thread *t, const struct op *o)
{
	struct parcel_open req = {
		.rights = any_rights(t, o->e),
		.flags = flag_of(t, o),
		.reserved = reserved_of(t, o),
	};
	struct handle_model *h;
	struct box_model *box;

	set_name(t, req.name, o->a);
	writes(t, o);
	box = model_find(req.name);
	t->may |= box ? model_permission(t->f, box, req.rights) : E(ENOENT);
	wrong(t, !model_has_place(t->f), E(EMFILE));
	if (!ask(t, o, PARCEL_IOC_OPEN, &req, 0))
		return;
	h = model_install(o, t->f, req.handle);
	h->rights = req.rights;
	h->box = box;
	model_sit(box, req.rights, 1);
}

static void run_unlink(struct thread *t, const struct op *o)
{
	struct parcel_unlink req = { .handle = handle_number(o->a), .flags = flag_of(t, o) };
	struct box_model *box = box_of(t, req.handle, PARCEL_RIGHT_ADMIN);

	wrong(t, box && box->unlinked, E(ENOENT));
	wrong(t, box && box->name == NAMES, E(EPERM));
	if (ask(t, o, PARCEL_IOC_UNLINK, &req, 0))
		model_unlink(box);
}

static void run_close(struct thread *t, const struct op *o)
{
	struct parcel_close req = { .handle = handle_number(o->a), .flags = flag_of(t, o) };
	struct handle_model *h = model_handle(t->f, req.handle);

	wrong(t, !h, E(EBADF));
	if (ask(t, o, PARCEL_IOC_CLOSE, &req, 0))
		model_close(t->f, h);
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

static u32 prepare_records(struct thread *t, const struct op *o, struct parcel_send *req)
{
	static const u32 numbers[] = { 0, 0, 0, 1, 3, 256, 257, 2 };
	struct parcel_record *records = (struct parcel_record *)t->lists;
	u32 n = numbers[o->d % 8], bad = o->d / 8;

	if (!t->modelled && bad / 4 == 4 && n < 257)
		records = (struct parcel_record *)late_memory(n * sizeof(*records));
	req->records = (uintptr_t)records;
	req->nr_records = n;
	wrong(t, n > PARCEL_MAX_RECORDS, E(EOVERFLOW));
	set_records(records, n, req->length);
	if ((u8 *)records != t->lists)
		late_take();
	if (!n || bad < 20)
		return n;
	t->may |= bad == 20 ? E(EFAULT) : E(EINVAL);
	switch (bad) {
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
		records[0].offset = ~0u << bad % 8;
		records[0].length = 1;
	}
	return n;
}

/* What is sent, from how many pieces, and what is wrong with them. */
static void prepare_segments(struct thread *t, const struct op *o, struct parcel_send *req)
{
	static const u32 numbers[] = { 1, 1, 1, 1, 2, 3, 9, 64, 1, 2 };
	struct parcel_segment *segments = (struct parcel_segment *)(t->lists + PAGE);
	u32 n = numbers[o->c % 10], bad = o->c < 32 ? 0 : o->c % 12;
	u64 address, length = req->length, left = length;
	u32 variant = o->c % 16 < 11 ? 0 : 11 + o->c % 2;

	if (bad == 10 || bad == 11)
		variant = bad == 10 ? 13 : 15;
	wrong(t, !place(t, t->out, variant, length, &address) && length, E(EFAULT));
	for (u32 i = 0; i < n; i++) {
		u64 part = i + 1 == n ? left : left / 2;

		segments[i] = (struct parcel_segment){ address + length - left, part };
		left -= part;
	}
	req->segments = (uintptr_t)segments;
	req->nr_segments = n;
	switch (bad) {
	case 1:
		req->nr_segments = 65;
		t->may |= E(EOVERFLOW);
		break;
	case 2:
		req->nr_segments = 0;
		t->may |= E(EINVAL);
		break;
	case 3:
		if (segments[n - 1].length) {
			segments[n - 1].length--;
			t->may |= E(EINVAL);
		}
		break;
	case 4:
		segments[n - 1].length += 1 + o->e;
		t->may |= E(EINVAL) | E(EOVERFLOW);
		break;
	case 5:
		req->segments = (uintptr_t)NOWHERE;
		t->may |= E(EFAULT);
		break;
	case 6:
		req->nr_segments = 0x10000001;
		t->may |= E(EOVERFLOW);
		break;
	case 7:
		segments[n] = (struct parcel_segment){ (uintptr_t)t->out, ~0ull };
		req->nr_segments = n + 1;
		t->may |= E(EOVERFLOW) | E(EINVAL) | E(EFAULT);
		break;
	}
}

static u64 any_deadline(struct thread *t, u8 number)
{
	switch (number % 8) {
	case 5:
		t->may |= E(ETIME);
		return 1;
	case 6:
		t->perhaps |= E(ETIME);
		return now_ns() + 3000000;
	case 7:
		return now_ns() + 3600000000000ull;
	default:
		return 0;
	}
}

static void run_send(struct thread *t, const struct op *o)
{
	struct parcel_send req = {
		.handle = handle_number(o->a),
		.length = any_length(o->b),
		.flags = flag_of(t, o) | (o->e & 8 ? PARCEL_DONTWAIT : 0),
		.deadline = any_deadline(t, o->e),
	};
	struct parcel_model parcel = {
		.user = t->f->user, .length = req.length, .deadline = req.deadline,
	};
	struct box_model *box = box_of(t, req.handle, PARCEL_RIGHT_SEND);

	wrong(t, !req.length, E(EINVAL));
	wrong(t, req.length > PARCEL_MAX_LENGTH, E(EMSGSIZE) | E(EINVAL) | E(EFAULT));
	parcel.id = fill_payload(t, t->out, req.length > BUFFER ? BUFFER : req.length);
	prepare_segments(t, o, &req);
	parcel.nr_records = prepare_records(t, o, &req);
	if (box)
		t->may |= model_may_send(box, model_size(&parcel));
	if (!ask(t, o, PARCEL_IOC_SEND, &req, 0))
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

/* The parcel that comes next out of @box, or all zeroes: then the errno, or the end. */
static struct parcel_model head_of(struct thread *t, struct box_model *box)
{
	wrong(t, box && !box->n && !model_at_end(box), E(EAGAIN));
	return box && box->n ? box->queue[0] : (struct parcel_model){ };
}

static void run_receive(struct thread *t, const struct op *o)
{
	static const u32 numbers[] = { 0, 256, 1, 0, 256, 3, 256, 0x7fffffff };
	/* Not where a list to send is, which other threads change. */
	struct parcel_record *records = (struct parcel_record *)(t->args + 2 * PAGE);
	bool no_list = o->d / 8 == 20, peek = o->e % 4 == 3;
	struct parcel_receive req = {
		.handle = handle_number(o->a),
		.flags = flag_of(t, o) | (o->e & 4 ? PARCEL_DONTWAIT : 0) |
			 (peek ? PARCEL_PEEK : 0),
		.reserved = reserved_of(t, o),
		.buffer_size = o->b < 2 ? PARCEL_MAX_LENGTH : any_length(o->b),
		.max_records = numbers[o->d % 8],
		.records = (uintptr_t)(no_list ? NOWHERE : (u8 *)records),
	};
	struct box_model *box = box_of(t, req.handle, PARCEL_RIGHT_RECEIVE);
	struct parcel_model parcel = head_of(t, box);
	bool there = place(t, t->in, o->c, parcel.length, &req.buffer);

	if (parcel.length) {
		wrong(t, parcel.length > req.buffer_size ||
		      (req.max_records && parcel.nr_records > req.max_records), E(EMSGSIZE));
		wrong(t, !there || is_readonly(o) ||
		      (req.max_records && parcel.nr_records && no_list), E(EFAULT));
	}
	if (!ask(t, o, PARCEL_IOC_RECEIVE, &req, parcel.length)) {
		if (t->modelled) {
			if (t->got == -EMSGSIZE && parcel.length && !unsure)
				check_info(o, &req.info, &parcel);
		} else if (t->got > 0 && req.buffer == (uintptr_t)t->in && !is_readonly(o)) {
			check_payload(o, t->in, t->got, !peek);
			if (req.max_records && !no_list)
				check_records(t, o, records, req.info.nr_records, t->got);
		}
		return;
	}
	if (!parcel.length)
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
	struct parcel_take req = {
		.handle = handle_number(o->a),
		.flags = flag_of(t, o) | (o->e & 8 ? PARCEL_DONTWAIT : 0),
		.reserved = reserved_of(t, o),
	};
	struct box_model *box = box_of(t, req.handle, PARCEL_RIGHT_RECEIVE);
	struct parcel_model parcel = head_of(t, box);
	struct handle_model *h;

	writes(t, o);
	wrong(t, !model_has_place(t->f), E(EMFILE));
	if (parcel.length)
		t->may |= model_may_hold(t->f, &parcel);
	if (!ask(t, o, PARCEL_IOC_TAKE, &req, parcel.length))
		return;
	if (!parcel.length) {
		if (req.parcel)
			complain(o, "a parcel at the end of the stream");
		return;
	}
	check_info(o, &req.info, &parcel);
	h = model_install(o, t->f, req.parcel);
	h->parcel = model_receive(box);
	model_hold(t->f, &parcel, 1);
}

static void run_readtaken(struct thread *t, const struct op *o)
{
	struct parcel_read req = {
		.handle = handle_number(o->a),
		.offset = o->b < 128 ? o->b % 4 : any_length(o->b - 128),
		.length = any_length(o->c),
		.flags = flag_of(t, o),
	};
	struct parcel_model *parcel = taken(t, req.handle);

	wrong(t, parcel && (req.offset > parcel->length ||
			    req.length > parcel->length - req.offset), E(EINVAL));
	wrong(t, !place(t, t->in, o->d, req.length, &req.buffer) && req.length, E(EFAULT));
	if (ask(t, o, PARCEL_IOC_READ, &req, req.length))
		check_bytes(t, o, t->in, req.offset, req.length, parcel);
}

static void run_readrecord(struct thread *t, const struct op *o)
{
	static const u32 indices[] = { 0, 1, 2, 255, 256, ~0u, 0x7fffffff, 0x80000000 };
	u32 index = indices[o->b % 8];
	struct parcel_read_record req = {
		.handle = handle_number(o->a),
		.index = index,
		.buffer_size = o->c < 4 ? PARCEL_MAX_LENGTH * (o->c > 0) : any_length(o->c),
		.flags = flag_of(t, o),
		.reserved = reserved_of(t, o),
	};
	struct parcel_model *parcel = taken(t, req.handle);
	bool there = place(t, t->in, o->d % PLACES == 15 ? 0 : o->d, 0, &req.buffer);
	struct parcel_record want[PARCEL_MAX_RECORDS] = { };
	long length = 0;

	writes(t, o);
	if (parcel && index < parcel->nr_records) {
		set_records(want, parcel->nr_records, parcel->length);
		wrong(t, req.buffer_size && req.buffer_size < want[index].length, E(EMSGSIZE));
		length = req.buffer_size ? want[index].length : 0;
		wrong(t, !there && length, E(EFAULT));
	} else {
		t->may |= E(EINVAL);
	}
	if (!ask(t, o, PARCEL_IOC_READ_RECORD, &req, length))
		return;
	check_bytes(t, o, t->in, want[index].offset, length, parcel);
	if (memcmp(&req.record, &want[index], sizeof(req.record)))
		complain(o, "this is not the record that was sent");
}

static void run_forward(struct thread *t, const struct op *o)
{
	struct parcel_forward req = {
		.parcel = handle_number(o->a), .box = handle_number(o->b),
		.flags = flag_of(t, o) | (o->e & 8 ? PARCEL_DONTWAIT : 0),
		.reserved = reserved_of(t, o),
	};
	struct box_model *box = box_of(t, req.box, PARCEL_RIGHT_SEND);
	struct parcel_model *parcel = taken(t, req.parcel), copy;

	if (parcel && box)
		t->may |= model_may_send(box, model_size(parcel));
	if (!ask(t, o, PARCEL_IOC_FORWARD, &req, 0))
		return;
	copy = *parcel;
	model_close(t->f, model_handle(t->f, req.parcel));
	model_send(box, &copy);
	if (!is_readonly(o) && !o->fail && req.sequence != box->sent)
		complain(o, "sequence %llu", req.sequence);
}

static void run_move(struct thread *t, const struct op *o)
{
	struct parcel_move req = {
		.from = handle_number(o->a), .to = handle_number(o->b),
		.flags = flag_of(t, o), .reserved = reserved_of(t, o),
	};
	struct box_model *from = box_of(t, req.from, PARCEL_RIGHT_RECEIVE);
	struct box_model *to = box_of(t, req.to, PARCEL_RIGHT_SEND);
	struct parcel_model parcel = head_of(t, from);

	wrong(t, from && from == to, E(EINVAL));
	if (to && parcel.length)
		t->may |= model_may_send(to, model_size(&parcel));
	if (!ask(t, o, PARCEL_IOC_MOVE, &req, parcel.length) || !parcel.length)
		return;
	parcel = model_receive(from);
	model_send(to, &parcel);
	if (!is_readonly(o) && !o->fail && req.sequence != to->sent)
		complain(o, "sequence %llu", req.sequence);
}

static void run_select(struct thread *t, const struct op *o)
{
	bool none = o->b % 8 > 3;
	struct parcel_select req = {
		.handle = !none ? handle_number(o->a) : o->b % 8 == 7,
		.flags = flag_of(t, o) | (none ? PARCEL_SELECT_NONE : 0),
	};
	struct handle_model *h = model_handle(t->f, req.handle);

	wrong(t, none && req.handle, E(EINVAL));
	wrong(t, t->f->selected, E(EBUSY));
	wrong(t, !none && (!h || !h->box), E(EBADF));
	if (!ask(t, o, PARCEL_IOC_SELECT, &req, 0))
		return;
	if (none) {
		t->f->none = true;
		return;
	}
	t->f->selected = h->box;
	t->f->rights = h->rights;
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
	bool next = o->b % 8 == 7;
	struct parcel_stat req = {
		.handle = next ? o->a % 16 : handle_number(o->a),
		.flags = flag_of(t, o) | (next ? PARCEL_STAT_NEXT : 0),
	};
	struct handle_model *h = next ? NULL : model_handle(t->f, req.handle);
	struct box_model *box = next ? model_next(req.handle) : h ? h->box : NULL;

	memset(&req.kind, o->c, sizeof(req) - offsetof(struct parcel_stat, kind));
	writes(t, o);
	wrong(t, !box && !h, next ? E(ENOENT) : E(EBADF));
	if (!ask(t, o, PARCEL_IOC_STAT, &req, 0)) {
		if (!t->modelled && !t->got && !is_readonly(o) && req.kind == PARCEL_KIND_BOX)
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

/* The box that is meant, if it is there and may be used so. */
static struct box_model *selected(struct thread *t, u32 right)
{
	struct file_model *f = t->f;

	if (!t->modelled)
		return NULL;
	model_select_default(f);
	if (f->dead)
		t->may |= E(ENODEV);
	else if (!f->selected)
		t->may |= E(ENOTCONN);
	else
		wrong(t, right & ~f->rights, E(EACCES));
	return t->may ? NULL : f->selected;
}

static long call_vector(struct thread *t, const struct op *o, bool write, u64 address, u64 size)
{
	struct iovec vector[2] = { { (void *)address, size } };
	int n = 1;

	if (o->d % 4 < 2 || !size)
		return CALL(t, o, write ? SYS_write : SYS_read, files[slot_of(o)], address, size);
	if (o->d & 8) {
		vector[0].iov_len = size / 3;
		vector[1].iov_base = (void *)(address + size / 3);
		vector[1].iov_len = size - size / 3;
		n = 2;
	}
	return CALL(t, o, write ? SYS_pwritev2 : SYS_preadv2, files[slot_of(o)], (long)vector, n,
		    -1, -1, o->d % 4 == 3 ? RWF_NOWAIT : 0);
}

/* A transfer of @size bytes at what place() made of the call, and what is wrong with it. */
static bool transfer(struct thread *t, const struct op *o, bool write, u64 address, u64 size,
		     long want, bool chosen)
{
	long got = call_vector(t, o, write, address, size);

	if (t->modelled && o->fail && !chosen && got < 0)
		unsure = true;		/* was it selected? */
	return judged(t, o, got, want);
}

/* What is no address of a user the system call itself refuses, before anything is selected. */
static bool is_refused(struct thread *t, u64 address)
{
	wrong(t, address >= 1ull << 63, E(EFAULT));
	return t->may;
}

static void run_read(struct thread *t, const struct op *o)
{
	u64 size = o->b < 2 ? PARCEL_MAX_LENGTH : any_length(o->b), address;
	struct parcel_model parcel = { };
	bool there, chosen = t->f->selected;
	struct box_model *box;

	if (size > PARCEL_MAX_LENGTH)
		size = PARCEL_MAX_LENGTH;
	place(t, t->in, o->c, 0, &address);
	box = is_refused(t, address) ? NULL : selected(t, PARCEL_RIGHT_RECEIVE);
	if (box && size)
		parcel = head_of(t, box);
	there = place(t, t->in, o->c, parcel.length, &address);
	if (parcel.length) {
		wrong(t, parcel.length > size, E(EMSGSIZE));
		wrong(t, !there, E(EFAULT));
	}
	if (!transfer(t, o, false, address, size, parcel.length, chosen)) {
		if (!t->modelled && t->got > 0 && address == (uintptr_t)t->in)
			check_payload(o, t->in, t->got, true);
		return;
	}
	if (!parcel.length)
		return;
	model_receive(box);
	check_bytes(t, o, t->in, 0, parcel.length, &parcel);
}

static void run_write(struct thread *t, const struct op *o)
{
	u64 length = any_length(o->b), address;
	struct parcel_model parcel = { .user = t->f->user };
	bool there, chosen = t->f->selected;
	struct box_model *box;

	if (length > PARCEL_MAX_LENGTH + 1)
		length = PARCEL_MAX_LENGTH + 1;
	parcel.length = length;
	parcel.id = fill_payload(t, t->out, length);
	there = place(t, t->out, o->c, length, &address);
	box = is_refused(t, address) ? NULL : selected(t, PARCEL_RIGHT_SEND);
	if (box) {
		wrong(t, !length, E(EINVAL));
		wrong(t, !there && length, E(EFAULT));
		t->may |= model_may_send(box, length);
		wrong(t, length > PARCEL_MAX_LENGTH, E(EMSGSIZE));
	}
	if (transfer(t, o, true, address, length, length, chosen))
		model_send(box, &parcel);
}

void run_poll(struct thread *t, const struct op *o)
{
	struct pollfd *poll = (struct pollfd *)t->args;
	short want = t->modelled ? target->poll(t->f) : 0;
	long got;

	*poll = (struct pollfd){
		.fd = files[slot_of(o)],
		.events = POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM,
	};
	got = CALL(t, o, SYS_poll, (long)poll, 1, t->modelled ? 0 : o->a % 2);
	if (t->modelled && o->fail)
		unsure = true;
	if (t->modelled && want >= 0 && judged(t, o, got, want ? 1 : 0) && poll->revents != want)
		complain(o, "events %#x, not %#x", poll->revents, want);
}

void run_epoll(struct thread *t, const struct op *o)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | (o->a & 1 ? EPOLLET : 0) };
	long got;

	if (epoll < 0)
		epoll = epoll_create1(EPOLL_CLOEXEC);
	got = CALL(t, o, SYS_epoll_ctl, epoll, EPOLL_CTL_ADD, files[slot_of(o)], (long)&event);
	epoll_wait(epoll, &event, 1, 0);
	if (!t->modelled)
		return;
	if (o->fail)
		unsure = true;
	if (got == 0)
		target->poll(t->f);	/* which selects */
	else if (got != -EEXIST && got != -ECANCELED && !o->fail)
		complain(o, "%s", strerror(-got));
}

static void run_fdinfo(struct thread *t, const struct op *o)
{
	char path[64], text[4096] = "", want[4096];
	struct file_model *f = t->f;
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

void run_pause(struct thread *t, const struct op *o)
{
	struct timespec time = { .tv_nsec = 1000000 * (o->a % 3) };
	u64 until = t->modelled ? model_last_deadline() : 0, now = now_ns();

	if (until > now && until - now < 10000000)
		time.tv_nsec = until - now + 1;
	nanosleep(&time, NULL);
}

long write_to(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	long result = write(file, text, strlen(text)) < 0 ? -errno : 0;

	close(file);
	return result;
}

/* "bind" or "unbind" */
long driver_write(const char *what)
{
	const char *pci = getenv("EDU_PCI");
	char path[128];

	snprintf(path, sizeof(path), "/sys/bus/%s/drivers/%s/%s", target->bus, module, what);
	return write_to(path, pci ? strrchr(pci, '/') + 1 : module);
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
void run_shake(struct thread *t, const struct op *o)
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

void run_op(struct thread *t, const struct op *o)
{
	static const u32 without = 1u << OP_openfile | 1u << OP_pause | 1u << OP_rebind |
				   1u << OP_replug | 1u << OP_timeout | 1u << OP_shake,
		   numbering = 1u << OP_openfile | 1u << OP_closefile | 1u << OP_dup |
			       1u << OP_pass | 1u << OP_close | 1u << OP_forward |
			       1u << OP_rebind | 1u << OP_replug;
	bool changes = numbering & 1u << o->kind;

	if (files[slot_of(o)] < 0 && !(without & 1u << o->kind))
		return;
	t->numbers = __atomic_add_fetch(&numbers, changes, __ATOMIC_SEQ_CST);
	t->now = o;
	t->f = model_files[slot_of(o)] ?: &nobody;
	t->may = 0;
	t->perhaps = o->fail ? E(ENOMEM) | E(EFAULT) : 0;
	if (t->modelled)
		model_settle();
	target->runs[o->kind](t, o);
	if (t->modelled && o->kind != OP_pause)
		model_unsettled();
	t->now = NULL;
	__atomic_add_fetch(&numbers, changes, __ATOMIC_SEQ_CST);
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

/* The first box behind that number. */
static bool stat_next(int file, u32 id, struct parcel_stat *stat)
{
	memset(stat, 0, sizeof(*stat));
	stat->handle = id;
	stat->flags = PARCEL_STAT_NEXT;
	return file >= 0 && !ioctl(file, PARCEL_IOC_STAT, stat);
}

static void unlink_box(int file, const char *name)
{
	struct parcel_open open = { .rights = PARCEL_RIGHT_ADMIN };
	struct parcel_unlink unlink = { };

	memcpy(open.name, name, PARCEL_NAME_SIZE);
	if (ioctl(file, PARCEL_IOC_OPEN, &open))
		return;
	unlink.handle = open.handle;
	ioctl(file, PARCEL_IOC_UNLINK, &unlink);
	ioctl(file, PARCEL_IOC_CLOSE, &unlink);
}

#define LOST	"a box that nobody has is there"

/*
 * Takes names away, and what is in the default box, until that is the only one; also what a worker
 * that died has left. @stat: of the default box. Some boxes may be in the hands of a work that is
 * about to end; one that stays has been lost.
 */
static void clean(struct thread *t, struct parcel_stat *stat)
{
	static int file = -1;

	if (!stat_next(file, 0, stat)) {
		close(file);
		file = device_open(O_NONBLOCK);
		if (file < 0) {
			driver_write("bind");
			file = device_open(O_NONBLOCK);
		}
	}
	while (read(file, t->in, PARCEL_MAX_LENGTH) > 0)
		;
	for (int looks = 0; stat_next(file, 1, stat); looks++) {
		do {
			unlink_box(file, stat->name);
		} while (stat_next(file, stat->handle, stat));
		if (looks == (is_known("answer: end: " LOST) ? 3 : 100)) {
			complain(NULL, LOST);
			break;
		}
		if (looks > 2)
			usleep(1000);
	}
	stat_next(file, 0, stat);
}

/* What is behind each handle, and in its box. */
static void parcel_audit(struct thread *t)
{
	for (int at = 0; at < FILES * HANDLES && !unsure; at++) {
		u8 slot = at / HANDLES, number = at % HANDLES;
		struct handle_model *h = model_files[slot] ?
					 model_handle(model_files[slot], number + 1) : NULL;

		if (!h || files[slot] < 0 || number >= 12)
			continue;
		run_op(t, &(struct op){ OP_stat, .file = slot, .a = number });
		while (!unsure && h->box && h->box->n && h->rights & PARCEL_RIGHT_RECEIVE)
			run_op(t, &(struct op){ OP_receive, .file = slot, .a = number, .d = 1 });
	}
}

static struct parcel_stat default_box;

static void parcel_begin(struct thread *t)
{
	if (!default_box.kind)
		clean(t, &default_box);
	model_begin(&default_box);
}

static void parcel_end(struct thread *t)
{
	clean(t, &default_box);
}

#define SLEEPING	(E(EACCES) | E(EMSGSIZE) | E(EAGAIN) | E(EINTR))

const struct target parcel_target = {
	.name = "parcel", .bus = "platform", .second = OP_create,
	.begin = parcel_begin, .audit = parcel_audit, .end = parcel_end, .poll = model_poll,
	.step = 1, .patience = { 1, 4, 16 },
	.weights = {
		[OP_openfile] = 12, [OP_closefile] = 2, [OP_dup] = 2, [OP_pass] = 1,
		[OP_create] = 12, [OP_open] = 14, [OP_unlink] = 5, [OP_close] = 6, [OP_send] = 24,
		[OP_receive] = 18, [OP_take] = 12, [OP_readtaken] = 7, [OP_readrecord] = 7,
		[OP_forward] = 7, [OP_move] = 9, [OP_select] = 7, [OP_stat] = 8, [OP_read] = 8,
		[OP_write] = 9, [OP_poll] = 4, [OP_epoll] = 3, [OP_fdinfo] = 2, [OP_pause] = 2,
		[OP_rebind] = 1, [OP_shake] = 3,
	},
	.phrases = {
		{ { OP_send, .b = 1, .d = 3 }, { OP_take }, { OP_readtaken, .a = 1, .c = 1 },
		  { OP_readrecord, .a = 1, .c = 1 }, { OP_forward, .a = 1 } },
		{ { OP_create, .a = 1 }, { OP_send }, { OP_move, .b = 1 }, { OP_receive, .a = 1 },
		  { OP_poll } },
		{ { OP_open, .file = SLEEPS }, { OP_receive, .file = SLEEPS, .thread = 1 },
		  { OP_send, .thread = 2 }, { OP_take, .file = SLEEPS, .thread = 1 },
		  { OP_send, .thread = 2 } },
		{ { OP_send, .e = 6 }, { OP_send }, { OP_pause }, { OP_receive }, { OP_stat } },
		{ { OP_open, .file = 1, .e = 1 }, { OP_select, .file = 1 }, { OP_write, .file = 1 },
		  { OP_read, .file = 1 }, { OP_epoll, .file = 1 } },
		{ { OP_send }, { OP_send, .b = 1 }, { OP_receive, .c = 13 }, { OP_receive },
		  { OP_receive } },
		{ { OP_send }, { OP_unlink }, { OP_receive }, { OP_receive }, { OP_close } },
		{ { OP_send, .b = 4, .d = 4 }, { OP_receive, .d = 1, .e = 3 },
		  { OP_receive, .d = 1 }, { OP_send, .d = 131 }, { OP_receive, .d = 1 } },
		/* The end of a stream, and what comes behind it. */
		{ { OP_create, .a = 2 }, { OP_open, .a = 2, .e = 2 }, { OP_select, .a = 1 },
		  { OP_unlink }, { OP_close }, { OP_epoll }, { OP_read }, { OP_select } },
		/* Somebody sleeps at what goes away. */
		{ { OP_create, .file = SLEEPS, .a = 3 },
		  { OP_receive, .file = SLEEPS, .thread = 1 }, { OP_pause, .thread = 2, .a = 1 },
		  { OP_unlink, .file = SLEEPS, .thread = 2 },
		  { OP_close, .file = SLEEPS, .thread = 2 } },
		/* There and back. */
		{ { OP_create, .a = 1 }, { OP_create, .a = 2 }, { OP_send }, { OP_move, .b = 1 },
		  { OP_move, .thread = 1, .a = 1 }, { OP_move, .thread = 2, .b = 1 } },
	},
	.runs = {
		[OP_openfile] = run_openfile, [OP_closefile] = run_closefile, [OP_dup] = run_dup,
		[OP_pass] = run_pass, [OP_create] = run_create, [OP_open] = run_open,
		[OP_unlink] = run_unlink, [OP_close] = run_close, [OP_send] = run_send,
		[OP_receive] = run_receive, [OP_take] = run_take, [OP_readtaken] = run_readtaken,
		[OP_readrecord] = run_readrecord, [OP_forward] = run_forward, [OP_move] = run_move,
		[OP_select] = run_select, [OP_stat] = run_stat, [OP_read] = run_read,
		[OP_write] = run_write, [OP_poll] = run_poll, [OP_epoll] = run_epoll,
		[OP_fdinfo] = run_fdinfo, [OP_pause] = run_pause, [OP_rebind] = run_rebind,
		[OP_shake] = run_shake,
	},
	.may = {
		[OP_openfile] = E(EDQUOT) | E(ENOENT) | E(ENXIO) | E(EACCES),
		[OP_create] = E(ENAMETOOLONG) | E(EEXIST) | E(EMFILE) | E(EDQUOT) | E(ENOSPC),
		[OP_open] = E(ENAMETOOLONG) | E(ENOENT) | E(EACCES) | E(EMFILE),
		[OP_unlink] = E(EACCES) | E(EPERM) | E(ENOENT),
		[OP_send] = SLEEPING | E(EOVERFLOW) | E(ETIME) | E(EDQUOT) | E(EPIPE),
		[OP_receive] = SLEEPING, [OP_take] = SLEEPING | E(EMFILE) | E(EDQUOT),
		[OP_readrecord] = E(EMSGSIZE),
		[OP_forward] = SLEEPING | E(EPIPE), [OP_move] = SLEEPING | E(EPIPE),
		[OP_stat] = E(ENOENT), [OP_read] = SLEEPING | E(ENOTCONN),
		[OP_write] = SLEEPING | E(EPIPE) | E(ENOTCONN),
	},
};

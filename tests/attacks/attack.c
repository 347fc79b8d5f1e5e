// SPDX-License-Identifier: GPL-2.0-only
#define _GNU_SOURCE
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "attack.h"

#define TIME_LIMIT	120	/* seconds: a busy host takes its time */
#define TELL_SECRET	-1	/* a command that every victim knows */

static const char *device;

static void verdict(const char *word, const char *format, va_list args)
{
	printf("%s: ", word);
	vprintf(format, args);
	printf("\n");
	fflush(stdout);
}

void achieved(const char *word, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	verdict(word, format, args);
	va_end(args);
	exit(0);
}

void refused(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	verdict("refused", format, args);
	va_end(args);
	exit(1);
}

void could_not(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	verdict("could not run", format, args);
	va_end(args);
	exit(2);
}

const char *error_name(long error)
{
	const char *name = strerrorname_np(error < 0 ? -error : error);

	return name ? name : "an unknown error";
}

void must(const char *what, long result)
{
	if (result < 0)
		could_not("%s: %s", what, error_name(result));
}

static void on_time_limit(int signal)
{
	static const char text[] = "could not run: it did not end in time\n";

	(void)signal;
	if (write(STDOUT_FILENO, text, sizeof(text) - 1) < 0)
		_exit(3);
	_exit(2);
}

static void begin(int argc, char **argv)
{
	cpu_set_t one;

	if (argc != 2)
		could_not("usage: %s DEVICE", argv[0]);
	device = argv[1];

	CPU_ZERO(&one);
	CPU_SET(0, &one);
	if (sched_setaffinity(0, sizeof(one), &one))
		could_not("cannot stay on processor 0");
}

void attack_begin(int argc, char **argv)
{
	begin(argc, argv);
	if (geteuid() == 0 && (setgroups(0, NULL) || setgid(ATTACKER_UID) || setuid(ATTACKER_UID)))
		could_not("cannot become user %d", ATTACKER_UID);

	signal(SIGALRM, on_time_limit);
	signal(SIGPIPE, SIG_IGN);
	alarm(TIME_LIMIT);
}

void look_again(void)
{
	nanosleep(&(struct timespec){ .tv_nsec = 100 * 1000 * 1000 }, NULL);
}

long device_call(int file, unsigned long request, void *argument)
{
	int result = ioctl(file, request, argument);

	return result < 0 ? -errno : result;
}

void *read_only(const void *bytes, size_t size)
{
	size_t page = sysconf(_SC_PAGESIZE);
	void *memory = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		could_not("mmap: %s", error_name(errno));
	memcpy(memory, bytes, size);
	must("mprotect", mprotect(memory, page, PROT_READ));
	return memory;
}

long available_memory(void)
{
	FILE *file = fopen("/proc/meminfo", "r");
	char line[128];
	long kib = -1;

	while (file && kib < 0 && fgets(line, sizeof(line), file))
		if (sscanf(line, "MemAvailable: %ld", &kib) != 1)
			kib = -1;
	if (kib < 0)
		could_not("/proc/meminfo does not tell how much memory is available");
	fclose(file);
	return kib / 1024;
}

__u64 counted_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ull + now.tv_nsec;
}

int device_open(void)
{
	int file = open(device, O_RDWR | O_CLOEXEC);

	if (file < 0)
		could_not("%s: %s", device, error_name(errno));
	return file;
}

long try_box(int file, __u64 capacity_bytes, __u32 *handle)
{
	struct parcel_create create = {
		.rights = RIGHTS_ALL,
		.capacity_parcels = 256,
		.capacity_bytes = capacity_bytes,
	};
	static unsigned int n;
	long result;

	snprintf(create.name, sizeof(create.name), "private-%d-%u", getpid(), n++);
	result = device_call(file, PARCEL_IOC_CREATE, &create);
	*handle = create.handle;
	return result;
}

__u32 small_private_box(int file, __u64 capacity_bytes)
{
	__u32 handle;

	must("create a box", try_box(file, capacity_bytes, &handle));
	return handle;
}

__u32 private_box(int file)
{
	return small_private_box(file, 0);
}

__u32 large_private_box(int file)
{
	struct parcel_create create = {
		.rights = RIGHTS_ALL,
		.capacity_parcels = PARCEL_MAX_BOX_PARCELS,
	};

	snprintf(create.name, sizeof(create.name), "large-%d", getpid());
	must("create a box", device_call(file, PARCEL_IOC_CREATE, &create));
	return create.handle;
}

__u32 named_box(int file, const char *name, __u32 mode)
{
	struct parcel_create create = { .rights = RIGHTS_ALL, .mode = mode };

	snprintf(create.name, sizeof(create.name), "%s", name);
	must("create a box", device_call(file, PARCEL_IOC_CREATE, &create));
	return create.handle;
}

long box_open(int file, const char *name, __u32 rights, __u32 *handle)
{
	struct parcel_open open = { .rights = rights };
	long result;

	snprintf(open.name, sizeof(open.name), "%s", name);
	result = device_call(file, PARCEL_IOC_OPEN, &open);
	*handle = open.handle;
	return result;
}

int box_select(int file, __u32 handle)
{
	struct parcel_select select = { .handle = handle };

	return device_call(file, PARCEL_IOC_SELECT, &select);
}

int box_unlink(int file, __u32 handle)
{
	struct parcel_unlink unlink = { .handle = handle };

	return device_call(file, PARCEL_IOC_UNLINK, &unlink);
}

int handle_close(int file, __u32 handle)
{
	struct parcel_close close = { .handle = handle };

	return device_call(file, PARCEL_IOC_CLOSE, &close);
}

int parcel_send(int file, __u32 handle, const void *data, size_t length,
		const struct parcel_record *records, __u32 nr_records)
{
	struct parcel_segment segment = { .address = (uintptr_t)data, .length = length };
	struct parcel_send send = {
		.handle = handle,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.records = (uintptr_t)records,
		.nr_records = nr_records,
		.length = length,
	};

	return device_call(file, PARCEL_IOC_SEND, &send);
}

int parcel_send_until(int file, __u32 handle, __u64 deadline)
{
	struct parcel_segment segment = { .address = (uintptr_t)"x", .length = 1 };
	struct parcel_send send = {
		.handle = handle,
		.segments = (uintptr_t)&segment,
		.nr_segments = 1,
		.length = 1,
		.deadline = deadline,
	};

	return device_call(file, PARCEL_IOC_SEND, &send);
}

int parcel_send_as(int file, struct parcel_send *send)
{
	return device_call(file, PARCEL_IOC_SEND, send);
}

int parcel_receive(int file, __u32 handle, void *buffer, size_t size, __u32 flags)
{
	struct parcel_receive receive = {
		.handle = handle,
		.flags = flags,
		.buffer = (uintptr_t)buffer,
		.buffer_size = size,
	};

	return device_call(file, PARCEL_IOC_RECEIVE, &receive);
}

int parcel_peek(int file, __u32 handle, __u32 max_records, __u32 flags)
{
	struct parcel_receive receive = {
		.handle = handle,
		.flags = PARCEL_PEEK | flags,
		.max_records = max_records,
	};

	return device_call(file, PARCEL_IOC_RECEIVE, &receive);
}

int parcel_select(int file, __u32 handle, __u32 flags)
{
	struct parcel_select select = { .handle = handle, .flags = flags };

	return device_call(file, PARCEL_IOC_SELECT, &select);
}

__u32 parcel_take(int file, __u32 handle)
{
	struct parcel_take take = { .handle = handle };

	must("take a parcel", device_call(file, PARCEL_IOC_TAKE, &take));
	return take.parcel;
}

int parcel_read(int file, __u32 handle, __u64 offset, void *buffer, size_t length)
{
	struct parcel_read read = {
		.handle = handle,
		.offset = offset,
		.length = length,
		.buffer = (uintptr_t)buffer,
	};

	return device_call(file, PARCEL_IOC_READ, &read);
}

int parcel_read_record(int file, __u32 handle, __u32 index, void *buffer, size_t size)
{
	struct parcel_read_record read = {
		.handle = handle,
		.index = index,
		.buffer = (uintptr_t)buffer,
		.buffer_size = size,
	};

	return device_call(file, PARCEL_IOC_READ_RECORD, &read);
}

int parcel_move(int file, __u32 from, __u32 to)
{
	struct parcel_move move = { .from = from, .to = to };

	return device_call(file, PARCEL_IOC_MOVE, &move);
}

int parcel_stat(int file, __u32 handle, struct parcel_stat *stat)
{
	memset(stat, 0, sizeof(*stat));
	stat->handle = handle;
	return device_call(file, PARCEL_IOC_STAT, stat);
}

static void victim_run(int from, int to, struct victim_state *state,
		       long (*act)(struct victim_state *state, int command))
{
	__u64 word;
	int command;
	long answer;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getrandom(&word, sizeof(word), 0) != sizeof(word))
		_exit(2);
	snprintf(state->secret, sizeof(state->secret), "secret of process %d: %016llx", getpid(),
		 (unsigned long long)word);

	while (read(from, &command, sizeof(command)) == sizeof(command)) {
		if (command == TELL_SECRET) {
			if (write(to, state->secret, SECRET_SIZE) != SECRET_SIZE)
				break;
			continue;
		}
		answer = act(state, command);
		if (write(to, &answer, sizeof(answer)) != sizeof(answer))
			break;
	}
	_exit(0);
}

static void victim_fork(struct victim *victim, bool has_box,
			long (*act)(struct victim_state *state, int command))
{
	struct victim_state state = { .file = -1 };
	int there[2], back[2];

	if (pipe2(there, O_CLOEXEC) || pipe2(back, O_CLOEXEC))
		could_not("pipe: %s", error_name(errno));
	fflush(stdout);
	victim->pid = fork();
	if (victim->pid < 0)
		could_not("fork: %s", error_name(errno));
	if (!victim->pid) {
		close(there[1]);
		close(back[0]);
		if (has_box) {
			state.file = device_open();
			state.box = private_box(state.file);
		}
		victim_run(there[0], back[1], &state, act);
	}
	close(there[0]);
	close(back[1]);
	victim->to = there[1];
	victim->from = back[0];
}

void victim_start(struct victim *victim, long (*act)(struct victim_state *state, int command))
{
	victim_fork(victim, true, act);
}

void attack_begin_beside_root(int argc, char **argv, struct victim *root,
			      long (*act)(struct victim_state *state, int command))
{
	if (geteuid() != 0)
		could_not("root must start it, since it needs an administrator beside it");
	begin(argc, argv);
	victim_fork(root, false, act);
	attack_begin(argc, argv);
}

const char *device_name(void)
{
	const char *slash = strrchr(device, '/');

	return slash ? slash + 1 : device;
}

const char *device_path(void)
{
	return device;
}

long victim_do(struct victim *victim, int command)
{
	long answer;

	if (write(victim->to, &command, sizeof(command)) != sizeof(command) ||
	    read(victim->from, &answer, sizeof(answer)) != sizeof(answer))
		could_not("the victim is gone");
	return answer;
}

void victim_secret(struct victim *victim, char secret[SECRET_SIZE])
{
	int command = TELL_SECRET;

	if (write(victim->to, &command, sizeof(command)) != sizeof(command) ||
	    read(victim->from, secret, SECRET_SIZE) != SECRET_SIZE)
		could_not("the victim is gone");
}

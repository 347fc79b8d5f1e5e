// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory that comes late: a call that touches it stops in the middle of its copy, until other
 * threads have gone on, by userfaultfd.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fuzz.h"

enum { PAGES = 4, PATIENCE = 100 };

static u8 *late;
static struct thread *all;

static u32 steps(void)
{
	u32 sum = 0;

	for (int i = 0; i < THREADS; i++)
		sum += all[i].done;
	return sum;
}

/* Gives each page when others have made a few calls, or nobody makes any. */
static void *give(void *argument)
{
	static u8 page[PAGE] __attribute__((aligned(PAGE)));
	int file = (long)argument;
	struct uffd_msg message;

	while (read(file, &message, sizeof(message)) == sizeof(message)) {
		struct uffdio_copy copy = {
			.dst = message.arg.pagefault.address & ~(u64)(PAGE - 1),
			.src = (uintptr_t)page,
			.len = PAGE,
		};
		u32 begin = steps();

		for (int i = 0; i < PATIENCE && steps() - begin < 3; i++)
			sched_yield();
		ioctl(file, UFFDIO_COPY, &copy);
	}
	return NULL;
}

void late_init(struct thread *threads)
{
	struct uffdio_api api = { .api = UFFD_API };
	int file = syscall(SYS_userfaultfd, O_CLOEXEC);
	struct uffdio_register area = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	pthread_t thread;

	all = threads;
	late = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
	area.range.start = (uintptr_t)late;
	area.range.len = PAGES * PAGE;
	if (file < 0 || ioctl(file, UFFDIO_API, &api) || ioctl(file, UFFDIO_REGISTER, &area) ||
	    pthread_create(&thread, NULL, give, (void *)(long)file))
		close(file);
}

/* Where @length bytes would come late; NULL if they do not fit. */
u8 *late_memory(u64 length)
{
	if (length > (PAGES - 1) * PAGE)
		return NULL;
	madvise(late, PAGES * PAGE, MADV_DONTNEED);
	/* The second page is touched in the middle of the copy. */
	return late + PAGE - (length < PAGE ? length / 2 : 0);
}

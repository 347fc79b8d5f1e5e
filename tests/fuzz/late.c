// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory that comes late: a call that touches it stops in the middle of its copy, until other
 * threads have gone on, by userfaultfd.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fuzz.h"

enum { PAGES = 4 };

static u8 *late, *alias;		/* the same memory; the second is always there */

/*
 * Gives each page when others have had the time for a few calls, and changes what is in front of
 * it: who looked there before must not look again.
 */
static void *give(void *argument)
{
	static u8 page[PAGE] __attribute__((aligned(PAGE)));
	int file = (long)argument;
	struct uffd_msg message;

	while (read(file, &message, sizeof(message)) == sizeof(message)) {
		u64 at = message.arg.pagefault.address & ~(u64)(PAGE - 1);
		struct uffdio_copy copy = { .dst = at, .src = (uintptr_t)page, .len = PAGE };
		struct uffdio_range range = { .start = at, .len = PAGE };
		u64 offset = at - (uintptr_t)late;

		usleep(500);
		for (u64 i = 4; offset && i <= 64; i += 4)
			*(u32 *)(alias + offset - i) ^= 0x80000000;
		if (ioctl(file, UFFDIO_COPY, &copy))
			ioctl(file, UFFDIO_WAKE, &range);
	}
	return NULL;
}

void late_init(void)
{
	struct uffdio_api api = { .api = UFFD_API };
	int file = syscall(SYS_userfaultfd, O_CLOEXEC), memory = memfd_create("late", MFD_CLOEXEC);
	struct uffdio_register area = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	pthread_t thread;

	if (ftruncate(memory, PAGES * PAGE))
		abort();
	late = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_32BIT, memory, 0);
	alias = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
	area.range.start = (uintptr_t)late;
	area.range.len = PAGES * PAGE;
	if (file < 0 || ioctl(file, UFFDIO_API, &api) || ioctl(file, UFFDIO_REGISTER, &area) ||
	    pthread_create(&thread, NULL, give, (void *)(long)file))
		close(file);
	close(memory);
}

/* Where @length bytes would come late; NULL if they do not fit. */
u8 *late_memory(u64 length)
{
	if (length > (PAGES - 1) * PAGE)
		return NULL;
	madvise(late, PAGES * PAGE, MADV_REMOVE);
	/* The second page is touched in the middle of the copy. */
	return late + PAGE - (length < PAGE ? length / 2 : 0);
}

/* What was put there is gone again, but for the first page. */
void late_take(void)
{
	madvise(late + PAGE, (PAGES - 1) * PAGE, MADV_REMOVE);
}

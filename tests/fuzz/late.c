// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory that comes late: a call that touches it stops in the middle of its copy, until other
 * threads have gone on, by userfaultfd.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fuzz.h"

enum { PAGES = 4 };

static u8 *late;

/* Gives each page when others have had the time for a few calls. */
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

		usleep(500);
		ioctl(file, UFFDIO_COPY, &copy);
	}
	return NULL;
}

void late_init(void)
{
	struct uffdio_api api = { .api = UFFD_API };
	int file = syscall(SYS_userfaultfd, O_CLOEXEC);
	struct uffdio_register area = { .mode = UFFDIO_REGISTER_MODE_MISSING };
	pthread_t thread;

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

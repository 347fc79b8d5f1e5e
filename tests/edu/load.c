// SPDX-License-Identifier: GPL-2.0-only
/*
 * usage: load DEVICE THREADS STOP
 *
 * Uses the edu device in all ways, from several threads, until the file STOP is there, while
 * somebody unplugs it. What a call may say then is little, and what it gives when it succeeds is
 * right.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "edu.h"

static const char *device, *stop;
static long done, gone, opened, wrong;

static void is_wrong(const char *what, long which, long value)
{
	__atomic_add_fetch(&wrong, 1, __ATOMIC_RELAXED);
	printf("# %s %ld: %ld\n", what, which, value);
}

static void *work(void *argument)
{
	static const __u32 factorials[] = { 1, 1, 2, 6, 24, 120, 720, 5040 };
	unsigned int seed = (long)argument;

	while (access(stop, F_OK)) {
		int file = open(device, O_RDWR);

		if (file < 0) {
			if (errno != ENOENT && errno != ENXIO && errno != ENODEV)
				is_wrong("errno of open, call", opened, errno);
			usleep(1000);
			continue;
		}
		__atomic_add_fetch(&opened, 1, __ATOMIC_RELAXED);
		for (int i = 0; i < 20; i++) {
			struct edu_factorial f = { .number = rand_r(&seed) % 8 };
			struct edu_register r = { .index = rand_r(&seed) % 5 };
			struct pollfd p = { .fd = file, .events = POLLIN };
			unsigned char bytes[256];
			int choice = rand_r(&seed) % 8, result;

			/* Registers touched all the time keep the emulator from its other work. */
			usleep(2000);
			switch (choice) {
			case 0:
				result = pread(file, bytes, sizeof(bytes), rand_r(&seed) % 4096);
				break;
			case 1:
				result = pwrite(file, bytes, 16, rand_r(&seed) % 4096);
				break;
			case 2:
				result = poll(&p, 1, 1);
				break;
			case 3:
				result = ioctl(file, EDU_IOC_REGISTER, &r);
				break;
			default:
				result = ioctl(file, EDU_IOC_FACTORIAL, &f);
				if (!result && f.result != factorials[f.number])
					is_wrong("the factorial of", f.number, f.result);
			}
			if (result >= 0) {
				__atomic_add_fetch(&done, 1, __ATOMIC_RELAXED);
			} else if (errno == ENODEV) {
				__atomic_add_fetch(&gone, 1, __ATOMIC_RELAXED);
				break;
			} else if (errno != ERANGE && errno != ETIMEDOUT) {
				is_wrong("errno of choice", choice, errno);
			}
		}
		close(file);
	}
	return NULL;
}

int main(int argc, char **argv)
{
	pthread_t threads[64];
	int count;

	if (argc != 4)
		return 2;
	device = argv[1];
	count = atoi(argv[2]);
	stop = argv[3];
	for (long i = 0; i < count && i < 64; i++)
		if (pthread_create(&threads[i], NULL, work, (void *)i))
			return 2;
	for (int i = 0; i < count && i < 64; i++)
		pthread_join(threads[i], NULL);
	printf("# %ld calls, %ld files, %ld found the device gone\n", done, opened, gone);
	printf("%s - what the calls said is right\n", wrong ? "not ok" : "ok");
	printf("%s - files were open when it went\n", gone ? "ok" : "not ok");
	return !!wrong;
}

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The calls of the edu device, $EDU_DEVICE; and, for root, what they say while the device
 * $EDU_PCI, a folder of sysfs, is unbound from the driver $EDU_DRIVER.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "../harness.h"

#include "edu.h"

/* An address that is nobody's, which the compiler does not know. */
static void *nowhere(void)
{
	return (void *)strtoul("8", NULL, 0);
}

static long with_errno(long result)
{
	return result < 0 ? -errno : result;
}

static int factorial(int file, __u32 number, __u32 *result)
{
	struct edu_factorial request = { .number = number };
	int err = with_errno(ioctl(file, EDU_IOC_FACTORIAL, &request));

	*result = request.result;
	return err;
}

static int write_file(const char *folder, const char *name, const char *text)
{
	char path[256];
	int file, err;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = open(path, O_WRONLY);
	if (file < 0)
		return -errno;
	err = with_errno(write(file, text, strlen(text)));
	close(file);
	return err < 0 ? err : 0;
}

static short events(int file)
{
	struct pollfd polled = { .fd = file, .events = POLLIN | POLLOUT };

	return poll(&polled, 1, 0) < 0 ? -1 : polled.revents;
}

FIXTURE(edu) {
	int file;
};

FIXTURE_SETUP(edu)
{
	self->file = open(getenv("EDU_DEVICE"), O_RDWR);
	ASSERT_LE(0, self->file);
}

FIXTURE_TEARDOWN(edu)
{
	close(self->file);
}

TEST_F(edu, it_says_what_it_is)
{
	struct edu_info info = { };

	ASSERT_EQ(0, ioctl(self->file, EDU_IOC_INFO, &info));
	EXPECT_EQ(0xed, info.id & 0xffff);
	EXPECT_EQ(EDU_BUFFER_SIZE, info.buffer_size);
}

TEST_F(edu, factorials_are_right)
{
	__u32 expected = 1, result;

	for (__u32 n = 0; n <= EDU_MAX_FACTORIAL; n++) {
		expected *= n ?: 1;
		ASSERT_EQ(0, factorial(self->file, n, &result));
		EXPECT_EQ(expected, result);
	}
}

TEST_F(edu, what_has_no_factorial_is_refused)
{
	struct edu_factorial request = { .number = 3, .result = 77, .flags = 1 };
	__u32 result;

	EXPECT_EQ(-ERANGE, factorial(self->file, EDU_MAX_FACTORIAL + 1, &result));
	EXPECT_EQ(-ERANGE, factorial(self->file, ~0U, &result));
	EXPECT_EQ(-EINVAL, with_errno(ioctl(self->file, EDU_IOC_FACTORIAL, &request)));
	EXPECT_EQ(77, request.result);
}

TEST_F(edu, registers_that_there_are)
{
	struct edu_register request = { .index = EDU_REGISTER_ID };

	ASSERT_EQ(0, ioctl(self->file, EDU_IOC_REGISTER, &request));
	EXPECT_EQ(0xed, request.value & 0xffff);
	request.index = EDU_REGISTER_CHECK;
	EXPECT_EQ(0, ioctl(self->file, EDU_IOC_REGISTER, &request));
}

TEST_F(edu, registers_that_there_are_not)
{
	static const __u32 wrong[] = { EDU_REGISTERS, 0x10000, 0x3ffff, 0x40000000, ~0U };
	struct edu_register request = { .value = 77 };

	for (unsigned int i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		request.index = wrong[i];
		EXPECT_EQ(-ERANGE, with_errno(ioctl(self->file, EDU_IOC_REGISTER, &request)));
	}
	request = (struct edu_register){ .reserved = 1, .value = 77 };
	EXPECT_EQ(-EINVAL, with_errno(ioctl(self->file, EDU_IOC_REGISTER, &request)));
	EXPECT_EQ(77, request.value);
}

TEST_F(edu, calls_that_there_are_not)
{
	char bytes[64] = { };

	EXPECT_EQ(-ENOTTY, with_errno(ioctl(self->file, _IOWR(EDU_IOC_TYPE, 3, char[64]), bytes)));
	EXPECT_EQ(-ENOTTY, with_errno(ioctl(self->file, _IOWR('p', 1, char[64]), bytes)));
}

TEST_F(edu, structures_grow)
{
	struct { struct edu_info info; __u64 more; } larger = { };

	EXPECT_EQ(0, ioctl(self->file, _IOWR(EDU_IOC_TYPE, 0, larger), &larger));
	EXPECT_EQ(0xed, larger.info.id & 0xffff);
	larger.more = 1;
	EXPECT_EQ(-E2BIG, with_errno(ioctl(self->file, _IOWR(EDU_IOC_TYPE, 0, larger), &larger)));
	EXPECT_EQ(-EINVAL, with_errno(ioctl(self->file, _IOWR(EDU_IOC_TYPE, 0, __u64), &larger)));
}

TEST_F(edu, what_is_written_is_read)
{
	unsigned char out[EDU_BUFFER_SIZE], in[EDU_BUFFER_SIZE];

	for (int i = 0; i < EDU_BUFFER_SIZE; i++)
		out[i] = i * 7 + i / 256;
	memset(in, 0, sizeof(in));
	ASSERT_EQ(EDU_BUFFER_SIZE, pwrite(self->file, out, sizeof(out), 0));
	ASSERT_EQ(EDU_BUFFER_SIZE, pread(self->file, in, sizeof(in), 0));
	EXPECT_EQ(0, memcmp(in, out, sizeof(in)));
}

TEST_F(edu, a_part_is_where_it_belongs)
{
	char around[12];

	ASSERT_EQ(12, pwrite(self->file, "............", 12, 100));
	ASSERT_EQ(3, pwrite(self->file, "edu", 3, 104));
	ASSERT_EQ(12, pread(self->file, around, 12, 100));
	EXPECT_EQ(0, memcmp(around, "....edu.....", 12));
	ASSERT_EQ(1, pread(self->file, around, 1, 105));
	EXPECT_EQ('d', around[0]);
}

TEST_F(edu, the_buffer_has_an_end)
{
	char bytes[12] = "12345678";

	EXPECT_EQ(0, pread(self->file, bytes, 8, EDU_BUFFER_SIZE));
	EXPECT_EQ(0, pread(self->file, bytes, 8, EDU_BUFFER_SIZE * 1000LL));
	EXPECT_EQ(-ENOSPC, with_errno(pwrite(self->file, bytes, 8, EDU_BUFFER_SIZE)));
	EXPECT_EQ(-ENOSPC, with_errno(pwrite(self->file, bytes, 8, 1LL << 40)));
	EXPECT_EQ(4, pwrite(self->file, bytes, 8, EDU_BUFFER_SIZE - 4));
	EXPECT_EQ(4, pread(self->file, bytes + 4, 8, EDU_BUFFER_SIZE - 4));
	EXPECT_EQ(0, memcmp(bytes, "12341234", 8));
	EXPECT_EQ(-EINVAL, with_errno(pread(self->file, bytes, 8, -1)));
}

TEST_F(edu, the_position_moves_by_what_was_transferred)
{
	char bytes[16];

	EXPECT_EQ(4000, lseek(self->file, 4000, SEEK_SET));
	EXPECT_EQ(16, read(self->file, bytes, 16));
	EXPECT_EQ(4016, lseek(self->file, 0, SEEK_CUR));
	EXPECT_EQ(-EFAULT, with_errno(write(self->file, nowhere(), 16)));
	EXPECT_EQ(-EFAULT, with_errno(read(self->file, nowhere(), 16)));
	EXPECT_EQ(4016, lseek(self->file, 0, SEEK_CUR));
	EXPECT_EQ(-EINVAL, with_errno(lseek(self->file, EDU_BUFFER_SIZE + 1, SEEK_SET)));
}

TEST_F(edu, bad_addresses_are_told)
{
	EXPECT_EQ(-EFAULT, with_errno(ioctl(self->file, EDU_IOC_INFO, 8)));
	EXPECT_EQ(-EFAULT, with_errno(ioctl(self->file, EDU_IOC_FACTORIAL, 8)));
}

/* Threads that transfer and compute at once, each looking whether it got what it asked for. */
static void *transfer(void *argument)
{
	long at = (long)argument, wrong = 0;
	int file = open(getenv("EDU_DEVICE"), O_RDWR);
	unsigned char out[64], in[64];

	for (int i = 0; i < 4; i++) {
		memset(out, at + i, sizeof(out));
		wrong += pwrite(file, out, sizeof(out), at * 64) != sizeof(out);
		wrong += pread(file, in, sizeof(in), at * 64) != sizeof(in);
		wrong += !!memcmp(in, out, sizeof(in));
	}
	close(file);
	return (void *)wrong;
}

static void *compute(void *argument)
{
	static const __u32 factorials[] = { 1, 1, 2, 6, 24, 120, 720, 5040 };
	int file = open(getenv("EDU_DEVICE"), O_RDWR);
	long wrong = 0;
	__u32 result;

	(void)argument;
	for (int i = 0; i < 200; i++)
		wrong += factorial(file, i % 8, &result) || result != factorials[i % 8];
	close(file);
	return (void *)wrong;
}

TEST_F(edu, several_use_it_at_once)
{
	pthread_t threads[6];
	void *wrong;

	for (long i = 0; i < 6; i++)
		ASSERT_EQ(0, pthread_create(&threads[i], NULL, i < 3 ? transfer : compute,
					    (void *)i));
	for (int i = 0; i < 6; i++) {
		pthread_join(threads[i], &wrong);
		EXPECT_EQ(NULL, wrong);
	}
}

static void *read_once(void *argument)
{
	char bytes[64];

	return (void *)with_errno(pread(*(int *)argument, bytes, sizeof(bytes), 0));
}

/* A transfer takes a tenth of a second: who comes meanwhile and may not wait is told so. */
TEST_F(edu, who_may_not_wait_is_told)
{
	int other = open(getenv("EDU_DEVICE"), O_RDWR | O_NONBLOCK), told = 0;
	pthread_t thread;
	char bytes[8];
	void *got;

	/* Who gets no processor until the device is done is not told. */
	for (int i = 0; i < 50 && told < 3; i++) {
		ASSERT_EQ(0, pthread_create(&thread, NULL, read_once, &self->file));
		for (int looks = 0; events(other) && looks < 100000; looks++)
			;
		told = !events(other);
		told += with_errno(pread(other, bytes, sizeof(bytes), 0)) == -EAGAIN;
		told += with_errno(pwrite(other, bytes, sizeof(bytes), 0)) == -EAGAIN;
		pthread_join(thread, &got);
		EXPECT_EQ(64, (long)got);
	}
	EXPECT_EQ(3, told);
	EXPECT_EQ(POLLIN | POLLOUT, events(other));
	close(other);
}

static void nothing(int signal)
{
	(void)signal;
}

/* Who gives up leaves the device at work, and the next one waits for that. */
TEST_F(edu, a_signal_ends_the_wait)
{
	struct sigaction action = { .sa_handler = nothing };
	char bytes[64], again[64];
	struct itimerspec soon = { .it_value.tv_nsec = 20000000 };
	struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM };
	int interrupted = 0;
	timer_t timer;
	long result;

	memset(bytes, 'x', sizeof(bytes));
	sigaction(SIGALRM, &action, NULL);
	ASSERT_EQ(0, timer_create(CLOCK_MONOTONIC, &event, &timer));
	ASSERT_EQ(64, pwrite(self->file, bytes, 64, 512));
	/* It may come too early, or when the device is done. */
	for (int i = 0; i < 50 && interrupted < 3; i++) {
		ASSERT_EQ(0, timer_settime(timer, 0, &soon, NULL));
		result = with_errno(pread(self->file, bytes, 64, 0));
		if (result == -EINTR)
			interrupted++;
		else
			EXPECT_EQ(64, result);
	}
	EXPECT_EQ(3, interrupted);
	ASSERT_EQ(64, pread(self->file, again, 64, 512));
	EXPECT_EQ('x', again[0]);
	EXPECT_EQ('x', again[63]);
	timer_delete(timer);
}

/* Below is what root may do. */

FIXTURE(root) {
	int file;
	const char *slot;
	char address[64], driver[64];
};

FIXTURE_SETUP(root)
{
	if (geteuid())
		SKIP(return, "needs root");
	self->file = open(getenv("EDU_DEVICE"), O_RDWR);
	ASSERT_LE(0, self->file);
	self->slot = strrchr(getenv("EDU_PCI"), '/') + 1;
	snprintf(self->driver, sizeof(self->driver), "/sys/bus/pci/drivers/%s",
		 getenv("EDU_DRIVER"));
}

FIXTURE_TEARDOWN(root)
{
	if (geteuid())
		return;
	close(self->file);
	write_file(self->driver, "bind", self->slot);
	/* The node comes back. */
	for (int i = 0; i < 500 && access(getenv("EDU_DEVICE"), F_OK); i++)
		usleep(10000);
}

TEST_F(root, an_open_file_finds_the_device_gone)
{
	struct edu_info info = { };
	char bytes[8];
	__u32 result;

	ASSERT_EQ(0, write_file(self->driver, "unbind", self->slot));
	EXPECT_EQ(-ENODEV, with_errno(ioctl(self->file, EDU_IOC_INFO, &info)));
	EXPECT_EQ(-ENODEV, factorial(self->file, 3, &result));
	EXPECT_EQ(-ENODEV, with_errno(pread(self->file, bytes, sizeof(bytes), 0)));
	EXPECT_EQ(-ENODEV, with_errno(pwrite(self->file, bytes, sizeof(bytes), 0)));
	EXPECT_EQ(POLLERR | POLLHUP, events(self->file));
}

static void *poll_long(void *argument)
{
	struct pollfd polled = { .fd = *(int *)argument, .events = POLLPRI };

	return (void *)(long)(poll(&polled, 1, 20000) == 1 ? polled.revents : -1);
}

TEST_F(root, who_waits_is_woken_when_it_goes)
{
	pthread_t reader, poller;
	void *got;

	ASSERT_EQ(0, pthread_create(&poller, NULL, poll_long, &self->file));
	ASSERT_EQ(0, pthread_create(&reader, NULL, read_once, &self->file));
	usleep(30000);
	ASSERT_EQ(0, write_file(self->driver, "unbind", self->slot));
	pthread_join(reader, &got);
	EXPECT_TRUE((long)got == -ENODEV || (long)got == 64);
	pthread_join(poller, &got);
	EXPECT_EQ(POLLERR | POLLHUP, (long)got);
}

TEST_F(root, a_file_of_before_is_not_one_of_after)
{
	struct edu_info info = { };
	int again;

	ASSERT_EQ(0, write_file(self->driver, "unbind", self->slot));
	ASSERT_EQ(0, write_file(self->driver, "bind", self->slot));
	again = open("/dev/edu1", O_RDWR);
	if (again < 0)
		again = open(getenv("EDU_DEVICE"), O_RDWR);
	ASSERT_LE(0, again);
	EXPECT_EQ(0, ioctl(again, EDU_IOC_INFO, &info));
	EXPECT_EQ(-ENODEV, with_errno(ioctl(self->file, EDU_IOC_INFO, &info)));
	close(again);
}

TEST_F(root, the_device_may_be_too_slow)
{
	char parameters[64], bytes[8];
	long result = 0;

	snprintf(parameters, sizeof(parameters), "/sys/module/%s/parameters", getenv("EDU_DRIVER"));
	ASSERT_EQ(0, write_file(parameters, "timeout", "10"));
	/* Who gets no processor until the device is done finds that it is, and is not too late. */
	for (int i = 0; i < 50 && result >= 0; i++)
		result = with_errno(pread(self->file, bytes, sizeof(bytes), 0));
	EXPECT_EQ(-ETIMEDOUT, result);
	ASSERT_EQ(0, write_file(parameters, "timeout", "60000"));
	EXPECT_EQ(8, pread(self->file, bytes, sizeof(bytes), 0));
}

TEST_HARNESS_MAIN

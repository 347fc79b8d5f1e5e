// SPDX-License-Identifier: GPL-2.0-only
/*
 * The driver itself: what if there is no memory while the module is loaded, or while its device is
 * bound? As sweep.c does it with the calls, but only what the driver has of it: the module loader
 * is not ours, and allocates before our code runs.
 *
 * Whatever fails, either the driver is not there at all, and then it loads, or binds, when that is
 * tried again; or it is there, and can be taken away. KTAP; exit status 0 if that holds.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "fault.h"

#define OWN	150	/* more than the driver's part of loading allocates and copies */
#define NEVER	1000000

static int module;
static int bind_file;

static bool exists(const char *path)
{
	return access(path, F_OK) == 0;
}

static bool is_bound(void)
{
	return exists("/sys/class/misc/parcel");
}

static bool is_loaded(void)
{
	return exists("/sys/module/parcel") || exists("/sys/kernel/slab/parcel") ||
	       exists("/sys/bus/platform/devices/parcel") ||
	       exists("/sys/bus/platform/drivers/parcel") || is_bound();
}

static long write_to(int file)
{
	long result = result_of(pwrite(file, "parcel", 6, 0));

	return result == 6 ? 0 : result;
}

static int open_driver(const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/sys/bus/platform/drivers/parcel/%s", name);
	return open(path, O_WRONLY);
}

static long load(void)
{
	return result_of(syscall(SYS_finit_module, module, "", 0));
}

/* The driver core says nothing if the probe fails: then it can be bound later. */
static void load_worked(bool came)
{
	int file = open_driver("bind");

	if (came && !is_bound())
		EXPECT("bind", write_to(file), 0);
	close(file);
	EXPECT("bound", is_bound(), 1);
}

static void unload(void)
{
	EXPECT("unload", result_of(syscall(SYS_delete_module, "parcel", O_NONBLOCK)), 0);
	EXPECT("unloaded", is_loaded(), 0);
}

static long bind(void)
{
	return write_to(bind_file);
}

static void bind_worked(bool came)
{
	(void)came;
	EXPECT("bound", is_bound(), 1);
}

/* With the device open. */
static void unbind(void)
{
	int file = open_driver("unbind"), device = open("/dev/parcel", O_RDWR | O_NONBLOCK);
	char byte;

	EXPECT("unbind", write_to(file), 0);
	close(file);
	EXPECT("bound", is_bound(), 0);
	/* The node is made by another task, and not if there was no memory for that. */
	if (device < 0)
		return;
	EXPECT("read", result_of(read(device, &byte, 1)), -ENODEV);
	close(device);
}

struct subject {
	const char *name;
	long (*call)(void);
	long other_errno;		/* besides -ENOMEM and -EFAULT, or 0 */
	bool both;			/* also with all failing after the first */
	bool (*is_there)(void);		/* what a call that failed must not leave behind */
	void (*worked)(bool came);
	void (*undo)(void);
};

static const struct subject subjects[] = {
	/* The driver core says -EINVAL if it cannot make a link between driver and module. */
	{ "load", load, -EINVAL, false, is_loaded, load_worked, unload },
	{ "bind", bind, 0, true, is_bound, bind_worked, unbind },
};

/* Returns if there was an allocation or copy that failed. */
static bool try_one(const struct subject *subject, unsigned int *failed, unsigned int *survived)
{
	long result;
	bool came;

	fault_arm();
	result = subject->call();
	came = fault_disarm();
	if (came && result) {
		(*failed)++;
		if (result != -EFAULT && result != subject->other_errno)
			EXPECT("errno", result, -ENOMEM);
		EXPECT("nothing", subject->is_there(), 0);
		EXPECT("again", subject->call(), 0);
	} else {
		*survived += came;
		EXPECT("result", result, 0);
	}
	subject->worked(came && !result);
	subject->undo();
	return came;
}

/* How many allocations and copies there are if none fails. */
static unsigned int count(const struct subject *subject)
{
	unsigned int left;

	turn = NEVER;
	fault_arm();
	EXPECT("count", subject->call(), 0);
	left = fault_left();
	fault_disarm();
	subject->undo();
	return turn - left;
}

static void sweep(const struct subject *subject, unsigned int number)
{
	unsigned int failed = 0, survived = 0, first, sum;

	failures = 0;
	all_after = false;
	sum = count(subject);
	first = sum > OWN ? sum - OWN : 1;
	for (int i = 0; i <= subject->both; i++) {
		all_after = i;
		for (turn = first; turn < 2 * sum && try_one(subject, &failed, &survived); turn++)
			;
		EXPECT("an end", turn < 2 * sum, 1);
	}
	EXPECT("a failure", failed > 0, 1);
	printf("%s %u %s # from %u of %u on, %u faults failed it, %u did not\n",
	       failures ? "not ok" : "ok", number, subject->name, first, sum, failed, survived);
}

int main(int argc, char **argv)
{
	unsigned int failed = 0;

	if (argc != 2) {
		fprintf(stderr, "usage: %s MODULE\n", argv[0]);
		return 2;
	}
	module = open(argv[1], O_RDONLY);
	if (module < 0 || is_loaded()) {
		printf("Bail out! %s: %s\n", argv[1], module < 0 ? strerror(errno) : "is loaded");
		return 1;
	}
	if (!fault_ready())
		return 1;
	printf("KTAP version 1\n1..%zu\n", ARRAY_SIZE(subjects));
	sweep(&subjects[0], 1);
	failed += failures != 0;

	EXPECT("load", load(), 0);
	unbind();
	bind_file = open_driver("bind");
	sweep(&subjects[1], 2);
	failed += failures != 0;
	close(bind_file);
	unload();
	return failed != 0;
}

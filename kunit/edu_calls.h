/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KUNIT_EDU_CALLS_H
#define KUNIT_EDU_CALLS_H

/*
 * The calls of the edu device, as user space makes them, on either driver: in the test's thread or
 * beside it. And what both drivers must do on good input.
 */
#include <kunit/test.h>
#include <linux/poll.h>
#include <uapi/edu.h>

#include "edu_fake.h"
#include "together.h"

/* As misc_open() does it. Closed by call_close_all(), if not before. NULL: it could not. */
struct file *call_open(unsigned int flags);
void call_close(struct file *file);
void call_close_all(void);

/* From any thread; user memory comes with the first call. */
long call_ioctl(struct file *file, unsigned int number, void *request, size_t size);
/* At the addresses of user space, which may be bad ones. */
long call_ioctl_at(struct file *file, unsigned int number, unsigned long address);
ssize_t call_read_at(struct file *file, loff_t *at, unsigned long address, size_t length);
ssize_t call_write_at(struct file *file, loff_t *at, unsigned long address, size_t length);
/* 0 ms: as the module was told. */
long call_factorial(struct file *file, u32 number, u32 *result, u32 milliseconds);
long call_info(struct file *file, struct edu_info *info);
long call_register(struct file *file, u32 index, u32 *value);
ssize_t call_read(struct file *file, loff_t at, void *bytes, size_t length);
ssize_t call_write(struct file *file, loff_t at, const void *bytes, size_t length);
__poll_t call_poll(struct file *file);

enum call_kind { COMPUTES, READS, WRITES };

/**
 * struct caller - a thread that makes one call
 * @file: on this file
 * @kind: which
 * @milliseconds: COMPUTES: how long it waits for the device, or 0
 * @number: COMPUTES: of what the factorial is
 * @result: COMPUTES: the factorial
 * @bytes: what is transferred, from or to the beginning of the buffer
 * @answer: what the call said
 */
struct caller {
	struct file *file;
	enum call_kind kind;
	u32 milliseconds, number, result;
	u8 bytes[64];
	long answer;
	/* private: */
	struct other_thread thread;
	struct task_struct *task;
	bool done;
};

/* Comes back when the thread sleeps in its call, or has ended. */
void caller_start(struct kunit *test, struct caller *caller);
void caller_signal(struct caller *caller);
/* What the call said. One that nobody woke fails the test. */
long caller_end(struct kunit *test, struct caller *caller);

/* The device is plugged in, and calls wait for it as long as the test does. */
void call_plug(struct kunit *test, const struct edu_driver *edu);
/* All is closed, and unplugged. */
void call_unplug(void);

/**
 * struct good - good input, on which the two drivers must do the same
 * @name: of the case
 * @run: what was wrong, or NULL. It may run in a thread that is not a test's.
 */
struct good {
	const char *name;
	const char *(*run)(void);
};

#define GOOD_CASES	8

extern const struct good good_cases[GOOD_CASES];

#endif /* KUNIT_EDU_CALLS_H */

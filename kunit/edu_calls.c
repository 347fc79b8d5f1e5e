// SPDX-License-Identifier: GPL-2.0-only
#include <linux/anon_inodes.h>
#include <linux/delay.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/miscdevice.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/uaccess.h>

#include "edu_calls.h"

/* The user memory of each thread: a structure or bytes, at a place of our choice. */
#define USER		0x10000000UL
#define USER_SIZE	(2 * PAGE_SIZE)

static struct file *files[4];

struct file *call_open(unsigned int flags)
{
	struct miscdevice *misc = fake_misc();
	struct file *file;
	int i;

	for (i = 0; i < ARRAY_SIZE(files) && files[i]; i++)
		;
	if (!misc || i == ARRAY_SIZE(files))
		return NULL;
	file = anon_inode_getfile("edu", misc->fops, misc, O_RDWR | flags);
	if (IS_ERR(file))
		return NULL;
	/* Neither driver has a reason to refuse. */
	WARN_ON(file->f_op->open(file_inode(file), file));
	files[i] = file;
	return file;
}

void call_close(struct file *file)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(files); i++) {
		if (file && files[i] == file) {
			files[i] = NULL;
			fput(file);
		}
	}
	flush_delayed_fput();
}

void call_close_all(void)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(files); i++)
		call_close(files[i]);
}

static int user_begin(void)
{
	int err = kunit_attach_mm();
	unsigned long at;

	if (err)
		return err;
	at = vm_mmap(NULL, USER, USER_SIZE, PROT_READ | PROT_WRITE,
		     MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, 0);
	return at == USER || at == -EEXIST ? 0 : -ENOMEM;
}

long call_ioctl_at(struct file *file, unsigned int number, unsigned long address)
{
	return user_begin() ?: file->f_op->unlocked_ioctl(file, number, address);
}

ssize_t call_read_at(struct file *file, loff_t *at, unsigned long address, size_t length)
{
	return user_begin() ?: file->f_op->read(file, (char __user *)address, length, at);
}

ssize_t call_write_at(struct file *file, loff_t *at, unsigned long address, size_t length)
{
	return user_begin() ?: file->f_op->write(file, (const char __user *)address, length, at);
}

long call_ioctl(struct file *file, unsigned int number, void *request, size_t size)
{
	long answer;

	if (user_begin() || copy_to_user((void __user *)USER, request, size))
		return -EIO;
	answer = call_ioctl_at(file, number, USER);
	if (copy_from_user(request, (const void __user *)USER, size))
		return -EIO;
	return answer;
}

long call_factorial(struct file *file, u32 number, u32 *result, u32 milliseconds)
{
	struct edu_factorial request = { .number = number, .timeout = milliseconds };
	long answer = call_ioctl(file, EDU_IOC_FACTORIAL, &request, sizeof(request));

	*result = request.result;
	return answer;
}

long call_info(struct file *file, struct edu_info *info)
{
	*info = (struct edu_info){ };
	return call_ioctl(file, EDU_IOC_INFO, info, sizeof(*info));
}

long call_register(struct file *file, u32 index, u32 *value)
{
	struct edu_register request = { .index = index };
	long answer = call_ioctl(file, EDU_IOC_REGISTER, &request, sizeof(request));

	*value = request.value;
	return answer;
}

ssize_t call_read(struct file *file, loff_t at, void *bytes, size_t length)
{
	ssize_t answer;

	if (user_begin() || clear_user((void __user *)USER, USER_SIZE))
		return -EIO;
	answer = call_read_at(file, &at, USER, length);
	if (answer > 0 && copy_from_user(bytes, (const void __user *)USER, answer))
		return -EIO;
	return answer;
}

ssize_t call_write(struct file *file, loff_t at, const void *bytes, size_t length)
{
	if (user_begin() || copy_to_user((void __user *)USER, bytes, length))
		return -EIO;
	return call_write_at(file, &at, USER, length);
}

__poll_t call_poll(struct file *file)
{
	return vfs_poll(file, NULL);
}

/* Beside the test */

static void caller_run(void *argument)
{
	struct caller *caller = argument;

	allow_signal(SIGUSR1);
	WRITE_ONCE(caller->task, get_task_struct(current));
	switch (caller->kind) {
	case COMPUTES:
		caller->answer = call_factorial(caller->file, caller->number, &caller->result,
						caller->milliseconds);
		break;
	case READS:
		caller->answer = call_read(caller->file, 0, caller->bytes, sizeof(caller->bytes));
		break;
	case WRITES:
		caller->answer = call_write(caller->file, 0, caller->bytes, sizeof(caller->bytes));
		break;
	}
	flush_signals(current);
	WRITE_ONCE(caller->done, true);
}

void caller_start(struct kunit *test, struct caller *caller)
{
	int i;

	caller->done = false;
	caller->task = NULL;
	other_thread_start(test, &caller->thread, caller_run, caller);
	while (!READ_ONCE(caller->task))
		fsleep(100);
	for (i = 0; i < 100000 && !READ_ONCE(caller->done) &&
	     !(READ_ONCE(caller->task->__state) & TASK_INTERRUPTIBLE); i++)
		fsleep(100);
}

void caller_signal(struct caller *caller)
{
	send_sig(SIGUSR1, caller->task, 1);
}

long caller_end(struct kunit *test, struct caller *caller)
{
	if (!wait_for_completion_timeout(&caller->thread.done, FAKE_LIMIT)) {
		KUNIT_FAIL(test, "nobody woke a call");
		caller_signal(caller);
		other_thread_wait(&caller->thread);
	}
	put_task_struct(caller->task);
	return caller->answer;
}

void call_plug(struct kunit *test, const struct edu_driver *edu)
{
	*edu->timeout = FAKE_TIMEOUT;
	KUNIT_ASSERT_EQ(test, fake_plug(edu, NULL), 0);
}

void call_unplug(void)
{
	call_close_all();
	fake_unplug();
}

/* Good input, on a device that was just plugged in. */

#define WRONG_UNLESS(condition)						\
do {									\
	if (!(condition))						\
		return #condition;					\
} while (0)

static const char *says_what_it_is(void)
{
	struct file *file = call_open(0);
	struct edu_info info;

	WRONG_UNLESS(file);
	WRONG_UNLESS(call_info(file, &info) == 0);
	WRONG_UNLESS(info.id == 0x010000ed);
	WRONG_UNLESS(info.buffer_size == EDU_BUFFER_SIZE);
	WRONG_UNLESS(call_poll(file) == (EPOLLIN | EPOLLRDNORM | EPOLLOUT | EPOLLWRNORM));
	return NULL;
}

static const char *computes_factorials(void)
{
	struct file *file = call_open(0);
	u32 n, result, right = 1;

	WRONG_UNLESS(file);
	for (n = 0; n <= EDU_MAX_FACTORIAL; n++) {
		right *= n ?: 1;
		WRONG_UNLESS(call_factorial(file, n, &result, 0) == 0);
		WRONG_UNLESS(result == right);
	}
	WRONG_UNLESS(call_factorial(file, EDU_MAX_FACTORIAL + 1, &result, 0) == -ERANGE);
	WRONG_UNLESS(call_factorial(file, U32_MAX, &result, 0) == -ERANGE);
	return NULL;
}

/* One after the other: at the same time they get each other's from edu_unsafe. */
static const char *two_files_get_their_own(void)
{
	struct file *first = call_open(0), *second = call_open(0);
	u32 result;

	WRONG_UNLESS(first && second);
	WRONG_UNLESS(call_factorial(first, 5, &result, 0) == 0 && result == 120);
	WRONG_UNLESS(call_factorial(second, 6, &result, 0) == 0 && result == 720);
	WRONG_UNLESS(call_factorial(first, 4, &result, 0) == 0 && result == 24);
	return NULL;
}

static const char *reads_registers(void)
{
	struct file *file = call_open(0);
	u32 value, result;

	WRONG_UNLESS(file);
	WRONG_UNLESS(call_register(file, EDU_REGISTER_ID, &value) == 0 && value == 0x010000ed);
	WRONG_UNLESS(call_factorial(file, 7, &result, 0) == 0);
	WRONG_UNLESS(call_register(file, EDU_REGISTER_FACTORIAL, &value) == 0 && value == 5040);
	return NULL;
}

static const char *refuses_what_it_does_not_know(void)
{
	struct edu_factorial request = { .number = 3, .flags = 1 };
	struct edu_info info = { .flags = 1 };
	struct file *file = call_open(0);

	WRONG_UNLESS(file);
	WRONG_UNLESS(call_ioctl(file, EDU_IOC_FACTORIAL, &request, sizeof(request)) == -EINVAL);
	WRONG_UNLESS(call_ioctl(file, EDU_IOC_INFO, &info, sizeof(info)) == -EINVAL);
	WRONG_UNLESS(call_ioctl_at(file, _IO(EDU_IOC_TYPE, 3), USER) == -ENOTTY);
	WRONG_UNLESS(call_ioctl_at(file, EDU_IOC_INFO, 0) == -EFAULT);
	return NULL;
}

/* Their own bytes, as they were: of a pattern that no piece of the buffer repeats. */
static const char *reads_what_was_written(void)
{
	static u8 written[EDU_BUFFER_SIZE], read[EDU_BUFFER_SIZE];
	struct file *file = call_open(0);
	int i;

	WRONG_UNLESS(file);
	for (i = 0; i < sizeof(written); i++)
		written[i] = i ^ i >> 7;
	WRONG_UNLESS(call_write(file, 0, written, sizeof(written)) == sizeof(written));
	WRONG_UNLESS(!memcmp(fake_buffer(), written, sizeof(written)));
	WRONG_UNLESS(call_read(file, 0, read, sizeof(read)) == sizeof(read));
	WRONG_UNLESS(!memcmp(read, written, sizeof(read)));
	WRONG_UNLESS(call_read(file, 1000, read, 10) == 10);
	WRONG_UNLESS(!memcmp(read, written + 1000, 10));
	return NULL;
}

static const char *ends_where_the_buffer_does(void)
{
	struct file *file = call_open(0);
	loff_t at = EDU_BUFFER_SIZE - 3;
	u8 bytes[8] = "ABCDEFG";

	WRONG_UNLESS(file);
	fake_buffer()[EDU_BUFFER_SIZE] = 0x5a;
	WRONG_UNLESS(call_write(file, EDU_BUFFER_SIZE - 1, "Z", 1) == 1);
	WRONG_UNLESS(fake_buffer()[EDU_BUFFER_SIZE - 1] == 'Z');
	WRONG_UNLESS(call_write(file, EDU_BUFFER_SIZE - 3, bytes, 7) == 3);
	WRONG_UNLESS(!memcmp(fake_buffer() + EDU_BUFFER_SIZE - 3, "ABC", 3));
	WRONG_UNLESS(fake_buffer()[EDU_BUFFER_SIZE] == 0x5a);
	WRONG_UNLESS(call_read_at(file, &at, USER, 7) == 3);
	WRONG_UNLESS(at == EDU_BUFFER_SIZE);
	WRONG_UNLESS(call_read_at(file, &at, USER, 7) == 0);
	WRONG_UNLESS(call_write_at(file, &at, USER, 7) == -ENOSPC);
	at = LLONG_MAX;
	WRONG_UNLESS(call_read_at(file, &at, USER, 7) == 0);
	WRONG_UNLESS(call_write_at(file, &at, USER, 7) == -ENOSPC);
	WRONG_UNLESS(call_read(file, 0, bytes, 0) == 0 && call_write(file, 0, bytes, 0) == 0);
	WRONG_UNLESS(file->f_op->llseek(file, 0, SEEK_END) == EDU_BUFFER_SIZE);
	WRONG_UNLESS(file->f_op->llseek(file, EDU_BUFFER_SIZE + 1, SEEK_SET) == -EINVAL);
	return NULL;
}

static const char *finds_bad_addresses(void)
{
	struct file *file = call_open(0);
	loff_t at = 10;

	WRONG_UNLESS(file);
	WRONG_UNLESS(call_read_at(file, &at, 0, 5) == -EFAULT);
	WRONG_UNLESS(call_write_at(file, &at, 0, 5) == -EFAULT);
	WRONG_UNLESS(call_write_at(file, &at, USER + USER_SIZE - 2, 5) == -EFAULT);
	WRONG_UNLESS(at == 10);
	return NULL;
}

const struct good good_cases[GOOD_CASES] = {
	{ "says_what_it_is", says_what_it_is },
	{ "computes_factorials", computes_factorials },
	{ "two_files_get_their_own", two_files_get_their_own },
	{ "reads_registers", reads_registers },
	{ "refuses_what_it_does_not_know", refuses_what_it_does_not_know },
	{ "reads_what_was_written", reads_what_was_written },
	{ "ends_where_the_buffer_does", ends_where_the_buffer_does },
	{ "finds_bad_addresses", finds_bad_addresses },
};

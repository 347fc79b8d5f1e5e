// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each bug of parcel_unsafe, provoked in the running driver through its device node: its detector
 * must report, and report what the table driver/unsafe/bugs.def says. The safe driver gets the
 * very same calls, if it is loaded, and must keep every detector silent.
 *
 * The calls run in a thread of their own, inside the test's: KASAN fails the KUnit test in whose
 * thread it reports, and a thread that dies of an oops leaves the test alive. Boot with
 * kasan_multi_shot, otherwise KASAN speaks only once.
 */
#include <kunit/test.h>
#include <kunit/try-catch.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/tracepoint.h>
#include <linux/uaccess.h>
#include <trace/events/error_report.h>
#include <trace/events/printk.h>

#include <uapi/parcel.h>

#define UNSAFE_NODE	"/dev/parcel_unsafe"
#define SAFE_NODE	"/dev/parcel"

#define USER_PAGES	16
#define USER_SIZE	(USER_PAGES * PAGE_SIZE)
#define USER_STRUCT	0			/* offsets into it */
#define USER_SEGMENT	PAGE_SIZE
#define USER_RECORDS	(2 * PAGE_SIZE)
#define USER_BYTES	(4 * PAGE_SIZE)

enum detector { KASAN, CONTENT };

/**
 * struct attempt - what one thread does to one open device
 * @file: the device
 * @user: the thread's user memory, USER_SIZE bytes
 * @error: the first call that did not give what it must, or 0
 * @content: bytes were seen that nobody set
 */
struct attempt {
	struct file *file;
	unsigned long user;
	long error;
	bool content;
};

struct bug {
	const char *name;
	enum detector detector;
	const char *report;
	void (*provoke)(struct attempt *a);
};

static struct file *unsafe_file;
static struct file *safe_file;		/* NULL if the safe driver is not loaded */

/* What the detectors said since the last reset. Written with interrupts off, by any task. */
static atomic_t kasan_reports;
static atomic_t texts_seen;
static char text_wanted[80];

static void on_error_report(void *data, enum error_detector detector, unsigned long id)
{
	if (detector == ERROR_DETECTOR_KASAN)
		atomic_inc(&kasan_reports);
}

static void on_console(void *data, const char *text, size_t len)
{
	if (text_wanted[0] && strnstr(text, text_wanted, len))
		atomic_inc(&texts_seen);
}

static void listen_for(const char *report)
{
	snprintf(text_wanted, sizeof(text_wanted), "BUG: KASAN: %s in", report);
	atomic_set(&kasan_reports, 0);
	atomic_set(&texts_seen, 0);
}

/* The device, from a thread with user memory. */

static void must(struct attempt *a, long result, long want)
{
	if (result != want && !a->error)
		a->error = result < 0 ? result : -EPROTO;
}

static int user_begin(struct attempt *a)
{
	int err = kunit_attach_mm();

	if (err)
		return err;
	a->user = vm_mmap(NULL, 0, USER_SIZE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, 0);
	return IS_ERR_VALUE(a->user) ? (int)a->user : 0;
}

static long call(struct attempt *a, unsigned int cmd, void *req, size_t size)
{
	void __user *user = (void __user *)(a->user + USER_STRUCT);
	long ret;

	if (copy_to_user(user, req, size))
		return -EIO;
	ret = a->file->f_op->unlocked_ioctl(a->file, cmd, (unsigned long)user);
	if (copy_from_user(req, user, size))
		return -EIO;
	return ret;
}

static u32 make_box(struct attempt *a, u64 capacity_bytes)
{
	static atomic_t n;
	struct parcel_create req = {
		.rights = PARCEL_RIGHTS,
		.capacity_bytes = capacity_bytes,
	};

	snprintf(req.name, sizeof(req.name), "kunit-%d", atomic_inc_return(&n));
	must(a, call(a, PARCEL_IOC_CREATE, &req, sizeof(req)), 0);
	return req.handle;
}

static void unlink_box(struct attempt *a, u32 handle)
{
	struct parcel_unlink req = { .handle = handle };

	must(a, call(a, PARCEL_IOC_UNLINK, &req, sizeof(req)), 0);
}

static void close_handle(struct attempt *a, u32 handle)
{
	struct parcel_close req = { .handle = handle };

	must(a, call(a, PARCEL_IOC_CLOSE, &req, sizeof(req)), 0);
}

/* @length bytes, each @byte, and @nr_records empty records. */
static void send(struct attempt *a, u32 handle, u8 byte, u32 length, u32 nr_records)
{
	struct parcel_segment segment = { .address = a->user + USER_BYTES, .length = length };
	struct parcel_send req = {
		.handle = handle,
		.flags = PARCEL_DONTWAIT,
		.segments = a->user + USER_SEGMENT,
		.nr_segments = 1,
		.records = a->user + USER_RECORDS,
		.nr_records = nr_records,
		.length = length,
	};
	void *bytes = kmalloc(length, GFP_KERNEL);

	if (!bytes) {
		must(a, -ENOMEM, 0);
		return;
	}
	memset(bytes, byte, length);
	if (copy_to_user((void __user *)(a->user + USER_BYTES), bytes, length) ||
	    copy_to_user((void __user *)(a->user + USER_SEGMENT), &segment, sizeof(segment)) ||
	    clear_user((void __user *)(a->user + USER_RECORDS),
		       nr_records * sizeof(struct parcel_record)))
		must(a, -EIO, 0);
	kfree(bytes);
	must(a, call(a, PARCEL_IOC_SEND, &req, sizeof(req)), 0);
}

static long receive(struct attempt *a, u32 handle, u32 flags)
{
	struct parcel_receive req = {
		.handle = handle,
		.flags = flags,
		.buffer = a->user + USER_BYTES,
		.buffer_size = USER_SIZE - USER_BYTES,
	};

	return call(a, PARCEL_IOC_RECEIVE, &req, sizeof(req));
}

static u32 take(struct attempt *a, u32 handle, u32 length)
{
	struct parcel_take req = { .handle = handle, .flags = PARCEL_DONTWAIT };

	must(a, call(a, PARCEL_IOC_TAKE, &req, sizeof(req)), length);
	return req.parcel;
}

static long read_range(struct attempt *a, u32 handle, u64 offset, u64 length)
{
	struct parcel_read req = {
		.handle = handle,
		.offset = offset,
		.length = length,
		.buffer = a->user + USER_BYTES,
	};

	return call(a, PARCEL_IOC_READ, &req, sizeof(req));
}

static long move(struct attempt *a, u32 from, u32 to)
{
	struct parcel_move req = { .from = from, .to = to };

	return call(a, PARCEL_IOC_MOVE, &req, sizeof(req));
}

/* The bugs, one after another. What is good input must work on either driver. */

/* A range that begins inside the parcel and ends outside. */
static void provoke_oob_read(struct attempt *a)
{
	u32 box = make_box(a, 0), parcel;

	send(a, box, 'x', 100, 0);
	parcel = take(a, box, 100);
	must(a, read_range(a, parcel, 50, 50), 50);
	read_range(a, parcel, 50, 52);
	close_handle(a, parcel);
	unlink_box(a, box);
	close_handle(a, box);
}

/* A move that fails half way, and then the end of the box that keeps the parcel. */
static void provoke_double_free(struct attempt *a)
{
	u32 from = make_box(a, 0), to = make_box(a, 1000);

	send(a, from, 'x', 3000, 250);
	must(a, move(a, from, to), -EMSGSIZE);
	unlink_box(a, from);
	close_handle(a, from);
	unlink_box(a, to);
	close_handle(a, to);
}

/* The state of a parcel, after a range of another one was read. */
static void provoke_padding_leak(struct attempt *a)
{
	const size_t begin = offsetof(struct parcel_stat, name);
	const size_t end = offsetof(struct parcel_stat, info);
	struct parcel_stat stat = { };
	u32 box = make_box(a, 0), other, mine;

	send(a, box, 0x5a, 500, 0);
	send(a, box, 'x', 1, 0);
	other = take(a, box, 500);
	mine = take(a, box, 1);
	must(a, read_range(a, other, 0, 500), 500);
	stat.handle = mine;
	must(a, call(a, PARCEL_IOC_STAT, &stat, sizeof(stat)), 0);
	must(a, stat.info.length, 1);
	a->content = memchr_inv((u8 *)&stat + begin, 0, end - begin);
	close_handle(a, other);
	close_handle(a, mine);
	unlink_box(a, box);
	close_handle(a, box);
}

struct sleeper {
	struct attempt attempt;
	u32 box;
	long result;
	struct completion done;
};

static int sleep_in_receive(void *data)
{
	struct sleeper *s = data;

	s->result = user_begin(&s->attempt);
	if (!s->result)
		s->result = receive(&s->attempt, s->box, 0);
	kthread_complete_and_exit(&s->done, 0);
}

/*
 * The last handle is closed while a thread sleeps in receive. Both run on one processor, and the
 * one that closes is a real-time thread: the sleeper, though woken, cannot look before the box is
 * gone.
 */
static void provoke_use_after_close(struct attempt *a)
{
	struct sleeper s = { .attempt.file = a->file };
	struct task_struct *task;

	init_completion(&s.done);
	s.box = make_box(a, 0);
	task = kthread_create_on_cpu(sleep_in_receive, &s, 0, "parcel_sleeper");
	if (IS_ERR(task)) {
		must(a, PTR_ERR(task), 0);
		return;
	}
	get_task_struct(task);
	must(a, set_cpus_allowed_ptr(current, cpumask_of(0)), 0);
	wake_up_process(task);
	while (READ_ONCE(task->__state) != TASK_INTERRUPTIBLE && !completion_done(&s.done))
		usleep_range(1000, 2000);

	sched_set_fifo(current);
	unlink_box(a, s.box);
	close_handle(a, s.box);
	wait_for_completion(&s.done);
	put_task_struct(task);
	must(a, s.result, 0);
}

#define PLANTED(name, detector, report, ...) { #name, detector, report, provoke_##name },

static const struct bug bugs[] = {
#include "../driver/unsafe/bugs.def"
};

#undef PLANTED

KUNIT_ARRAY_PARAM_DESC(bug, bugs, name);

/* The threads */

static void attempt_run(void *data)
{
	const struct bug *bug = ((void **)data)[0];
	struct attempt *a = ((void **)data)[1];

	a->error = user_begin(a);
	if (!a->error)
		bug->provoke(a);
}

static void nothing(void *data)
{
}

static int run_aside(struct kunit *test, void (*run)(void *data), void *data)
{
	struct kunit_try_catch aside = {
		.test = test,
		.try = run,
		.catch = nothing,
		.timeout = 20 * HZ,
	};

	kunit_try_catch_run(&aside, data);
	return kunit_try_catch_get_result(&aside);
}

/* The cases */

static void use_after_free(void *data)
{
	char *bytes = kmalloc(10, GFP_KERNEL);

	if (!bytes)
		return;
	OPTIMIZER_HIDE_VAR(bytes);
	kfree(bytes);
	READ_ONCE(*bytes);
}

/* Without this, silence would prove nothing. Twice, as KASAN may have been told to speak once. */
static void detectors_are_awake(struct kunit *test)
{
	int i;

	for (i = 0; i < 2; i++) {
		listen_for("slab-use-after-free");
		KUNIT_EXPECT_EQ(test, run_aside(test, use_after_free, NULL), 0);
		KUNIT_EXPECT_EQ_MSG(test, atomic_read(&kasan_reports), 1,
				    "boot with kasan_multi_shot");
		KUNIT_EXPECT_EQ(test, atomic_read(&texts_seen), 1);
	}
}

static void bug_is_reported(struct kunit *test)
{
	const struct bug *bug = test->param_value;
	struct attempt a = { .file = unsafe_file };

	listen_for(bug->report);
	KUNIT_EXPECT_EQ(test, run_aside(test, attempt_run, (const void *[]){ bug, &a }), 0);
	KUNIT_EXPECT_EQ_MSG(test, a.error, 0, "%s: a call on good input failed", bug->name);
	if (bug->detector == KASAN) {
		KUNIT_EXPECT_GT_MSG(test, atomic_read(&kasan_reports), 0,
				    "%s: KASAN did not report", bug->name);
		KUNIT_EXPECT_GT_MSG(test, atomic_read(&texts_seen), 0,
				    "%s: KASAN did not report a %s", bug->name, bug->report);
	} else {
		KUNIT_EXPECT_TRUE_MSG(test, a.content, "%s: no %s were seen", bug->name,
				      bug->report);
	}
}

static void safe_driver_is_silent(struct kunit *test)
{
	const struct bug *bug = test->param_value;
	struct attempt a = { .file = safe_file };
	int result;

	if (!safe_file)
		kunit_skip(test, "the safe driver is not loaded");
	listen_for("");
	result = run_aside(test, attempt_run, (const void *[]){ bug, &a });
	KUNIT_EXPECT_EQ(test, result, 0);
	KUNIT_EXPECT_EQ_MSG(test, a.error, 0, "%s: a call on good input failed", bug->name);
	KUNIT_EXPECT_EQ(test, atomic_read(&kasan_reports), 0);
	KUNIT_EXPECT_FALSE(test, a.content);
}

/* Here, as the suite begins in the task that loads it: the threads of the tests see no files. */
static struct file *open_node(const char *path)
{
	struct file *file = filp_open(path, O_RDWR, 0);

	return IS_ERR(file) ? NULL : file;
}

static void close_nodes(void)
{
	fput(unsafe_file);
	if (safe_file)
		fput(safe_file);
}

static int unsafe_suite_init(struct kunit_suite *suite)
{
	int err;

	unsafe_file = open_node(UNSAFE_NODE);
	if (!unsafe_file) {
		pr_err("unsafe_kunit: load parcel_unsafe first, with i_understand=1\n");
		return -ENODEV;
	}
	safe_file = open_node(SAFE_NODE);

	err = register_trace_error_report_end(on_error_report, NULL);
	if (err)
		goto out_files;
	err = register_trace_console(on_console, NULL);
	if (err)
		goto out_report;
	return 0;

out_report:
	unregister_trace_error_report_end(on_error_report, NULL);
out_files:
	close_nodes();
	return err;
}

static void unsafe_suite_exit(struct kunit_suite *suite)
{
	if (suite->suite_init_err)
		return;
	unregister_trace_console(on_console, NULL);
	unregister_trace_error_report_end(on_error_report, NULL);
	tracepoint_synchronize_unregister();
	close_nodes();
}

static struct kunit_case unsafe_cases[] = {
	KUNIT_CASE(detectors_are_awake),
	KUNIT_CASE_PARAM(bug_is_reported, bug_gen_params),
	KUNIT_CASE_PARAM(safe_driver_is_silent, bug_gen_params),
	{ }
};

static struct kunit_suite unsafe_suite = {
	.name = "parcel_unsafe",
	.suite_init = unsafe_suite_init,
	.suite_exit = unsafe_suite_exit,
	.test_cases = unsafe_cases,
};

kunit_test_suite(unsafe_suite);

MODULE_DESCRIPTION("KUnit suite: each bug of parcel_unsafe is reported by its detector");
MODULE_LICENSE("GPL");

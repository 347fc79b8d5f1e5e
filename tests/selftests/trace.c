// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tracepoints: each way that a parcel goes is told once, and its end, too.
 */
#define _GNU_SOURCE
#include <sys/stat.h>

#include "../harness.h"

#include "calls.h"

#define ALL_TRACING	"/sys/kernel/tracing/"
#define TRACING		ALL_TRACING "instances/parcel-test/"

static long write_text(const char *name, const char *text)
{
	int file = open(name, O_WRONLY | O_TRUNC | O_CLOEXEC);
	long result;

	if (file < 0)
		return -errno;
	result = with_errno(write(file, text, strlen(text)));
	close(file);
	return result < 0 ? result : 0;
}

/* How many lines of the trace have both of these in them. */
static int traced(const char *event, const char *box)
{
	FILE *file = fopen(TRACING "trace", "re");
	char line[512];
	int found = 0;

	while (file && fgets(line, sizeof(line), file))
		found += line[0] != '#' && strstr(line, event) && strstr(line, box);
	if (file)
		fclose(file);
	return found;
}

/* Those of the driver, on or off. */
static long trace_events(const char *on)
{
	char path[128];

	snprintf(path, sizeof(path), TRACING "events/%s/enable", driver());
	return write_text(path, on);
}

FIXTURE(trace) {
	int file;
	__u32 box;
	char name[PARCEL_NAME_SIZE];
	char pattern[PARCEL_NAME_SIZE + 8];
};

FIXTURE_SETUP(trace)
{
	if (geteuid())
		SKIP(return, "only root traces");
	/* What a trace calls a process is learnt in the scheduler, by patching it. */
	if (write_text(ALL_TRACING "options/record-cmd", "0") || mkdir(TRACING, 0700))
		SKIP(return, "no tracing here");
	ASSERT_EQ(0, trace_events("1"));
	self->file = device_open(O_NONBLOCK);
	ASSERT_LE(0, self->file);
	new_name(self->name);
	snprintf(self->pattern, sizeof(self->pattern), "box=%s ", self->name);
	ASSERT_EQ(0, create_box(self->file, self->name, 0600, 4, 100, &self->box));
}

FIXTURE_TEARDOWN(trace)
{
	close(self->file);
	trace_events("0");
	rmdir(TRACING);
}

TEST_F(trace, each_way_is_told)
{
	char name[PARCEL_NAME_SIZE], bytes[8];
	__u32 other, parcel;

	new_name(name);
	ASSERT_EQ(0, create_box(self->file, name, 0600, 4, 100, &other));
	for (int i = 0; i < 4; i++)
		ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	EXPECT_EQ(4, traced("parcel_send:", self->pattern));
	EXPECT_EQ(1, traced("sequence=4 length=3", self->pattern));
	EXPECT_EQ(3, receive_from(self->file, self->box, bytes, sizeof(bytes)));
	EXPECT_EQ(1, traced("parcel_receive:", self->pattern));
	EXPECT_EQ(3, take_from(self->file, self->box, &parcel));
	EXPECT_EQ(1, traced("parcel_take:", self->pattern));
	EXPECT_EQ(3, move_head(self->file, self->box, other));
	EXPECT_EQ(1, traced("parcel_move:", name));
	EXPECT_EQ(0, traced("parcel_drop:", ""));
	EXPECT_EQ(0, unlink_box(self->file, self->box));
	EXPECT_EQ(0, unlink_box(self->file, other));
}

/* What is left in a box when the box ends is dropped, be it late or not. */
TEST_F(trace, what_a_box_leaves_is_told)
{
	ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	ASSERT_EQ(0, unlink_box(self->file, self->box));
	ASSERT_EQ(0, close_handle(self->file, self->box));
	EXPECT_EQ(2, traced("parcel_drop:", self->pattern));
}

TEST_F(trace, what_is_late_is_told)
{
	ASSERT_EQ(0, send_soon_late(self->file, self->box, "abc", 3, 100));
	for (int i = 0; i < 10000 && !traced("parcel_drop:", self->pattern); i++)
		pause_ms(10);
	EXPECT_EQ(1, traced("parcel_drop:", self->pattern));
	EXPECT_EQ(0, unlink_box(self->file, self->box));
}

/* Each box once, and then what lay in it. */
TEST_F(trace, the_end_of_the_device_is_told)
{
	long result;

	ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	EXPECT_EQ(0, traced("parcel_revoke:", self->name));
	result = driver_write("unbind");
	ASSERT_EQ(0, driver_write("bind"));
	ASSERT_EQ(0, result);
	EXPECT_EQ(1, traced("parcel_revoke:", self->name));
	EXPECT_EQ(1, traced("parcel_drop:", self->pattern));
}

TEST_HARNESS_MAIN

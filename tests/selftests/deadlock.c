// SPDX-License-Identifier: GPL-2.0-only
/*
 * A deadlock through user space: two processes wait for each other's parcels. No driver can prevent
 * that, and no language; but neither may be stuck in the kernel, and the device works on.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <sys/wait.h>

#include "../harness.h"

#include "sleepers.h"

#define PROCESSES 2

/* Receives before it sends, and so do the others. */
static pid_t process_start(int file, const __u32 boxes[PROCESSES], int me)
{
	char bytes[16];
	pid_t pid = fork();

	if (pid)
		return pid;
	if (receive_parcel(file, boxes[me], bytes, sizeof(bytes), 0) < 0)
		_exit(1);
	_exit(send_parcel(file, boxes[1 - me], "reply", 5, 0, 0) != 0);
}

TEST(processes_that_wait_for_each_other_can_be_killed)
{
	char name[PARCEL_NAME_SIZE], bytes[16];
	__u32 boxes[PROCESSES];
	pid_t pids[PROCESSES];
	int file = device_open(0), status;

	ASSERT_LE(0, file);
	for (int i = 0; i < PROCESSES; i++) {
		new_name(name);
		ASSERT_EQ(0, create_box(file, name, 0600, 0, 0, &boxes[i]));
	}
	for (int i = 0; i < PROCESSES; i++)
		pids[i] = process_start(file, boxes, i);
	for (int i = 0; i < PROCESSES; i++)
		EXPECT_TRUE(is_asleep(pids[i]));
	pause_ms(50);
	for (int i = 0; i < PROCESSES; i++) {
		EXPECT_EQ(0, waitpid(pids[i], &status, WNOHANG));
		kill(pids[i], SIGKILL);
		ASSERT_EQ(pids[i], waitpid(pids[i], &status, 0));
		EXPECT_EQ(SIGKILL, WTERMSIG(status));
	}
	/* Nothing was lost, and nobody holds anything. */
	for (int i = 0; i < PROCESSES; i++) {
		EXPECT_EQ(0, send_to(file, boxes[i], "hello", 5));
		EXPECT_EQ(5, receive_from(file, boxes[i], bytes, sizeof(bytes)));
		EXPECT_EQ(0, unlink_box(file, boxes[i]));
	}
	close(file);
}

TEST_HARNESS_MAIN

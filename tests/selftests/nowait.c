// SPDX-License-Identifier: GPL-2.0-only
/*
 * Not to sleep, asked for in each way that there is: O_NONBLOCK, PARCEL_DONTWAIT, RWF_NOWAIT; and
 * io_uring, which tries without sleeping and comes back when poll says so.
 */
#define _GNU_SOURCE
#include <linux/io_uring.h>
#include <sys/mman.h>
#include <sys/uio.h>

#include "../harness.h"

#include "sleepers.h"

/* One file with a box of one parcel. */
FIXTURE(file) {
	int file;
	__u32 box;
};

FIXTURE_SETUP(file)
{
	char name[PARCEL_NAME_SIZE];

	self->file = device_open(0);
	ASSERT_LE(0, self->file);
	new_name(name);
	ASSERT_EQ(0, create_box(self->file, name, 0600, 1, 0, &self->box));
	ASSERT_EQ(0, select_box(self->file, self->box));
}

FIXTURE_TEARDOWN(file)
{
	unlink_box(self->file, self->box);
	close(self->file);
}

TEST_F(file, nonblock)
{
	char bytes[16];
	__u32 parcel;

	ASSERT_EQ(0, fcntl(self->file, F_SETFL, O_NONBLOCK));
	EXPECT_EQ(-EAGAIN, with_errno(read(self->file, bytes, sizeof(bytes))));
	EXPECT_EQ(-EAGAIN, receive_parcel(self->file, self->box, bytes, 16, 0));
	EXPECT_EQ(-EAGAIN, receive_parcel(self->file, self->box, bytes, 16, PARCEL_PEEK));
	EXPECT_EQ(-EAGAIN, take_parcel(self->file, self->box, 0, &parcel));
	ASSERT_EQ(3, write(self->file, "abc", 3));
	EXPECT_EQ(-EAGAIN, with_errno(write(self->file, "abc", 3)));
	EXPECT_EQ(-EAGAIN, send_parcel(self->file, self->box, "abc", 3, 0, 0));
	ASSERT_EQ(3, take_parcel(self->file, self->box, 0, &parcel));
	ASSERT_EQ(3, write(self->file, "abc", 3));
	EXPECT_EQ(-EAGAIN, forward_parcel(self->file, parcel, self->box, 0));
}

TEST_F(file, dontwait)
{
	char bytes[16];
	__u32 parcel;

	EXPECT_EQ(-EAGAIN, receive_from(self->file, self->box, bytes, 16));
	EXPECT_EQ(-EAGAIN, receive_parcel(self->file, self->box, bytes, 16,
					  PARCEL_PEEK | PARCEL_DONTWAIT));
	EXPECT_EQ(-EAGAIN, take_from(self->file, self->box, &parcel));
	ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	EXPECT_EQ(-EAGAIN, send_to(self->file, self->box, "abc", 3));
	ASSERT_EQ(3, take_from(self->file, self->box, &parcel));
	ASSERT_EQ(0, send_to(self->file, self->box, "abc", 3));
	EXPECT_EQ(-EAGAIN, forward_parcel(self->file, parcel, self->box, PARCEL_DONTWAIT));
}

TEST_F(file, rwf_nowait)
{
	char bytes[16];
	struct iovec vectors[] = { { bytes, 2 }, { bytes + 2, 14 } };

	EXPECT_EQ(-EAGAIN, with_errno(preadv2(self->file, vectors, 2, -1, RWF_NOWAIT)));
	memcpy(bytes, "abc", 3);
	vectors[1].iov_len = 1;
	EXPECT_EQ(3, with_errno(pwritev2(self->file, vectors, 2, -1, RWF_NOWAIT)));
	EXPECT_EQ(-EAGAIN, with_errno(pwritev2(self->file, vectors, 2, -1, RWF_NOWAIT)));
	EXPECT_EQ(3, with_errno(preadv2(self->file, vectors, 2, -1, RWF_NOWAIT)));
	EXPECT_EQ(0, memcmp(bytes, "abc", 3));
}

/* The smallest ring: one request at a time. */
struct ring {
	int file;
	char *rings;
	struct io_uring_sqe *sqe;
	struct io_uring_params params;
};

static long ring_init(struct ring *ring)
{
	memset(ring, 0, sizeof(*ring));
	ring->file = syscall(__NR_io_uring_setup, 1, &ring->params);
	if (ring->file < 0)
		return -errno;
	ring->rings = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, ring->file,
			   IORING_OFF_SQ_RING);
	ring->sqe = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, ring->file,
			 IORING_OFF_SQES);
	return ring->rings == MAP_FAILED || ring->sqe == MAP_FAILED ? -errno : 0;
}

static long ring_submit(struct ring *ring, int opcode, int file, void *data, size_t length)
{
	unsigned int *tail = (void *)(ring->rings + ring->params.sq_off.tail);
	unsigned int *array = (void *)(ring->rings + ring->params.sq_off.array);

	memset(ring->sqe, 0, sizeof(*ring->sqe));
	ring->sqe->opcode = opcode;
	ring->sqe->fd = file;
	ring->sqe->addr = (uintptr_t)data;
	ring->sqe->len = length;
	ring->sqe->off = -1;
	array[0] = 0;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	return with_errno(syscall(__NR_io_uring_enter, ring->file, 1, 0, 0, NULL, 0));
}

/* Its result; -ETIMEDOUT if there is none in time. */
static long ring_wait(struct ring *ring, int milliseconds)
{
	unsigned int *head = (void *)(ring->rings + ring->params.cq_off.head);
	unsigned int *tail = (void *)(ring->rings + ring->params.cq_off.tail);
	unsigned int *mask = (void *)(ring->rings + ring->params.cq_off.ring_mask);
	struct io_uring_cqe *cqes = (void *)(ring->rings + ring->params.cq_off.cqes);
	long result;

	if (poll_file(ring->file, POLLIN, milliseconds) != POLLIN ||
	    __atomic_load_n(tail, __ATOMIC_ACQUIRE) == *head)
		return -ETIMEDOUT;
	result = cqes[*head & *mask].res;
	__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
	return result;
}

TEST_F(file, io_uring)
{
	struct ring ring;
	char bytes[16];
	long err = ring_init(&ring);

	if (err)
		SKIP(return, "io_uring is not to be had here: %ld", err);
	if (!(ring.params.features & IORING_FEAT_SINGLE_MMAP))
		SKIP(return, "io_uring is too old");
	/* What is there comes at once. */
	ASSERT_EQ(3, write(self->file, "abc", 3));
	ASSERT_EQ(1, ring_submit(&ring, IORING_OP_READ, self->file, bytes, sizeof(bytes)));
	EXPECT_EQ(3, ring_wait(&ring, 10000));
	/* What is not comes later; meanwhile the caller does not sleep. */
	ASSERT_EQ(1, ring_submit(&ring, IORING_OP_READ, self->file, bytes, sizeof(bytes)));
	EXPECT_EQ(-ETIMEDOUT, ring_wait(&ring, 50));
	ASSERT_EQ(4, write(self->file, "efgh", 4));
	EXPECT_EQ(4, ring_wait(&ring, 10000));
	EXPECT_EQ(0, memcmp(bytes, "efgh", 4));
	/* The same with room. */
	ASSERT_EQ(3, write(self->file, "abc", 3));
	ASSERT_EQ(1, ring_submit(&ring, IORING_OP_WRITE, self->file, "late", 4));
	EXPECT_EQ(-ETIMEDOUT, ring_wait(&ring, 50));
	EXPECT_EQ(3, read(self->file, bytes, sizeof(bytes)));
	EXPECT_EQ(4, ring_wait(&ring, 10000));
	EXPECT_EQ(4, read(self->file, bytes, sizeof(bytes)));
	EXPECT_EQ(0, memcmp(bytes, "late", 4));
}

TEST_HARNESS_MAIN

/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * The user interface of /dev/eduN and of its twin, /dev/edu_unsafeN.
 */
#ifndef _UAPI_EDU_H
#define _UAPI_EDU_H

#include <linux/ioctl.h>
#include <linux/types.h>

/**
 * DOC: The edu device
 *
 * QEMU's device for teaching (``-device edu``): it computes factorials, and has a buffer
 * that it fills and empties by DMA. Several programs may use one device; calls wait for
 * each other.
 *
 * read(2) and write(2), at the position of the file, transfer from and to the buffer, at most to
 * its end: a read at the end returns 0, a write there is -ENOSPC. One transfer takes a tenth of
 * a second.
 *
 * Structures grow as those of parcel.h do.
 */

/**
 * DOC: Situations and answers of edu
 *
 * * -ENODEV: the device was unbound or unplugged. From then on poll(2) says EPOLLERR | EPOLLHUP.
 * * -EAGAIN: the call would have to wait for another one, and the file has O_NONBLOCK.
 * * -ETIMEDOUT: the device did not answer in time.
 * * -EINTR, or the call is restarted: a signal came. The device goes on with what it was told,
 *   and what it does then is seen by nobody.
 * * -EFAULT: an address of the caller is bad. What was written to the device stays written.
 * * -EINVAL, -E2BIG: as in parcel.h. -ENOMEM: no memory. -ENOTTY: an ioctl that the driver does
 *   not know.
 */

/* One byte less than the device has: some QEMUs give up when they are to transfer the last. */
#define EDU_BUFFER_SIZE		4095
#define EDU_MAX_FACTORIAL	12	/* 13! has more than 32 bits */
#define EDU_DEFAULT_TIMEOUT	2000

/**
 * struct edu_info - what the device is
 * @id: out: its identification, 0xRRrr00ed: major and minor version
 * @buffer_size: out: size of its buffer in bytes
 * @flags: 0
 * @reserved: 0
 */
struct edu_info {
	__u32 id;
	__u32 buffer_size;
	__u32 flags;
	__u32 reserved;
};

/**
 * struct edu_factorial - compute a factorial
 * @number: of what; more than EDU_MAX_FACTORIAL is -ERANGE
 * @result: out: its factorial
 * @timeout: how long to wait for the device, in milliseconds; 0 means what the module was told
 * @flags: 0
 */
struct edu_factorial {
	__u32 number;
	__u32 result;
	__u32 timeout;
	__u32 flags;
};

/**
 * struct edu_register - read a register
 * @index: which, of EDU_REGISTER_*; another one is -ERANGE
 * @value: out: what it holds
 * @flags: 0
 * @reserved: 0
 */
struct edu_register {
	__u32 index;
	__u32 value;
	__u32 flags;
	__u32 reserved;
};

#define EDU_REGISTER_ID		0
#define EDU_REGISTER_CHECK	1	/* the complement of what was written there */
#define EDU_REGISTER_FACTORIAL	2
#define EDU_REGISTERS		3

/* Sizes of the first version of each structure. */
#define EDU_INFO_SIZE_VER0	16
#define EDU_FACTORIAL_SIZE_VER0	16
#define EDU_REGISTER_SIZE_VER0	16

#define EDU_IOC_TYPE		0xed

#define EDU_IOC_INFO		_IOWR(EDU_IOC_TYPE, 0x00, struct edu_info)
#define EDU_IOC_FACTORIAL	_IOWR(EDU_IOC_TYPE, 0x01, struct edu_factorial)
#define EDU_IOC_REGISTER	_IOWR(EDU_IOC_TYPE, 0x02, struct edu_register)

#endif /* _UAPI_EDU_H */

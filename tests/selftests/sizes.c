// SPDX-License-Identifier: GPL-2.0-only
/*
 * The published sizes of include/uapi/parcel.h. They are checked when this is compiled: for 64-bit
 * and 32-bit callers, as C and as C++ (see the Makefile). The program is proof that it was.
 */
#include <parcel.h>

/* No header of the C library: it may have none for 32 bits. */
#ifdef __cplusplus
#define SIZE(name, size) static_assert(sizeof(struct name) == (size), #name)
#else
#define SIZE(name, size) _Static_assert(sizeof(struct name) == (size), #name)
#endif

SIZE(parcel_segment, PARCEL_SEGMENT_SIZE);
SIZE(parcel_record, PARCEL_RECORD_SIZE);
SIZE(parcel_info, PARCEL_INFO_SIZE);
SIZE(parcel_create, PARCEL_CREATE_SIZE_VER0);
SIZE(parcel_open, PARCEL_OPEN_SIZE_VER0);
SIZE(parcel_unlink, PARCEL_UNLINK_SIZE_VER0);
SIZE(parcel_close, PARCEL_CLOSE_SIZE_VER0);
SIZE(parcel_send, PARCEL_SEND_SIZE_VER0);
SIZE(parcel_receive, PARCEL_RECEIVE_SIZE_VER0);
SIZE(parcel_take, PARCEL_TAKE_SIZE_VER0);
SIZE(parcel_read, PARCEL_READ_SIZE_VER0);
SIZE(parcel_read_record, PARCEL_READ_RECORD_SIZE_VER0);
SIZE(parcel_forward, PARCEL_FORWARD_SIZE_VER0);
SIZE(parcel_move, PARCEL_MOVE_SIZE_VER0);
SIZE(parcel_select, PARCEL_SELECT_SIZE_VER0);
SIZE(parcel_stat, PARCEL_STAT_SIZE_VER0);

#ifndef __cplusplus
int puts(const char *text);

int main(void)
{
	puts("KTAP version 1\n1..1\nok 1 sizes");
	return 0;
}
#endif

// SPDX-License-Identifier: GPL-2.0-only
/*
 * The driver driver/edu, compiled against the fake device. Its objects are counted, and a buffer
 * that the device may still be at work on must not be unmapped.
 */
/* Its tracepoints are edu.ko's. */
#define NOTRACE
#include "edu_redirect.h"

/* Names of nodes and of parameters begin with the driver's, not with the suite's. */
#undef KBUILD_MODNAME
#define KBUILD_MODNAME			"edu"
#undef MODULE_PARAM_PREFIX
#define MODULE_PARAM_PREFIX		"edu_"
#undef kmalloc_noprof
#define kmalloc_noprof(size, gfp)	fake_kmalloc(size, gfp)
#define kfree(object)			fake_kfree(object)
#undef dma_map_single
#define dma_map_single(device, data, size, direction)			\
	fake_dma_map(device, data, size, direction)
#undef dma_unmap_single
#define dma_unmap_single(device, address, size, direction)		\
	fake_dma_unmap(device, address, size, direction)

/* In a unit of several files, what own/strict.h ends for one it would end for all. */
#define OWN_STRICT_H

#include "../driver/edu/device.c"
#include "../driver/edu/compute.c"
#include "../driver/edu/transfer.c"
#include "../driver/edu/file.c"
#include "../driver/edu/main.c"

const struct edu_driver edu_safe = { "edu", &edu_driver, &edu_timeout };

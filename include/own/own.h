/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_OWN_H
#define OWN_OWN_H

/* The whole library. Each header can also be had by itself. */

#include <own/adopted.h>
#include <own/annotate.h>
#include <own/box.h>
#include <own/context.h>
#include <own/device.h>
#include <own/dma.h>
#include <own/fd.h>
#include <own/file.h>
#include <own/irq.h>
#include <own/locked.h>
#include <own/mmio.h>
#include <own/prove.h>
#include <own/queue.h>
#include <own/rcu.h>
#include <own/rcutable.h>
#include <own/ref.h>
#include <own/result.h>
#include <own/revocable.h>
#include <own/slice.h>
#include <own/table.h>
#include <own/timer.h>
#include <own/user.h>
#include <own/version.h>
#include <own/wait.h>
#include <own/work.h>

#endif /* OWN_OWN_H */

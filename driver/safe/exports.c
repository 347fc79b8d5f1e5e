// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the suites in kunit/ may call. Nothing in a kernel without KUnit.
 */
#include <kunit/visibility.h>
#include <linux/export.h>

#include "parcel_internal.h"
#include <own/strict.h>

EXPORT_SYMBOL_IF_KUNIT(box_free);
EXPORT_SYMBOL_IF_KUNIT(box_opened);
EXPORT_SYMBOL_IF_KUNIT(box_closed);
EXPORT_SYMBOL_IF_KUNIT(box_stat);
EXPORT_SYMBOL_IF_KUNIT(box_send);
EXPORT_SYMBOL_IF_KUNIT(box_receive);
EXPORT_SYMBOL_IF_KUNIT(box_peek);
EXPORT_SYMBOL_IF_KUNIT(box_give_back);
EXPORT_SYMBOL_IF_KUNIT(box_move);
EXPORT_SYMBOL_IF_KUNIT(box_poll);
EXPORT_SYMBOL_IF_KUNIT(content_free);
EXPORT_SYMBOL_IF_KUNIT(content_from_iter);
EXPORT_SYMBOL_IF_KUNIT(content_payload);
EXPORT_SYMBOL_IF_KUNIT(parcel_free);
EXPORT_SYMBOL_IF_KUNIT(parcel_new);
EXPORT_SYMBOL_IF_KUNIT(parcel_content);
EXPORT_SYMBOL_IF_KUNIT(depot_free);
EXPORT_SYMBOL_IF_KUNIT(depot_new);
EXPORT_SYMBOL_IF_KUNIT(depot_create);
EXPORT_SYMBOL_IF_KUNIT(depot_open);
EXPORT_SYMBOL_IF_KUNIT(depot_unlink);
EXPORT_SYMBOL_IF_KUNIT(depot_revoke);
EXPORT_SYMBOL_IF_KUNIT(parcel_file_new);
EXPORT_SYMBOL_IF_KUNIT(parcel_file_free);
EXPORT_SYMBOL_IF_KUNIT(call_run);
EXPORT_SYMBOL_IF_KUNIT(max_boxes);
EXPORT_SYMBOL_IF_KUNIT(max_boxes_per_user);
EXPORT_SYMBOL_IF_KUNIT(max_bytes);

/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef OWN_VERSION_H
#define OWN_VERSION_H

/**
 * DOC: Which version this is
 *
 * A driver that needs what a version brought says so, and an older library is
 * refused in words:
 *
 * .. code-block:: c
 *
 *	#include <own/own.h>
 *	#if OWN_VERSION < OWN_VERSION_OF(0, 1, 0)
 *	#error "this driver needs own 0.1.0"
 *	#endif
 *
 * What one can rely on. Until 1.0 the second number counts up when code that
 * compiled may have to be changed, and CHANGELOG.rst says how; ``tools/rename``
 * does what a name is enough for. The third number counts up for what only adds
 * or mends. A mistake that an older version overlooked may be refused by any
 * newer one. Names that begin with ``own_``, ``OWN_``, ``DEFINE_OWN`` and their
 * kin are what this is about, and the functions that they define for a tag; names
 * that begin with ``__own_`` or ``__`` and the tag, and the layout of the types,
 * may change at any time. There is no binary interface: the library is headers
 * only, so two modules may be built with different versions.
 */

/**
 * OWN_VERSION_OF() - a version as a number, for ``#if``
 * @major: first number
 * @minor: second number, below 256
 * @patch: third number, below 256
 */
#define OWN_VERSION_OF(major, minor, patch)	((major) << 16 | (minor) << 8 | (patch))

/** define OWN_VERSION - the version of these headers, to compare with OWN_VERSION_OF() */
#define OWN_VERSION		OWN_VERSION_OF(0, 1, 0)

/** define OWN_VERSION_STRING - the same for people, as for MODULE_INFO() */
#define OWN_VERSION_STRING	"0.1.0"

#endif /* OWN_VERSION_H */

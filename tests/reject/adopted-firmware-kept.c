// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistake: the bytes of firmware are used after it was released
 * Rust: E0597
 * gcc clang context-analysis: silent: the slice is not followed
 * coccinelle: silent: it looks for raw pointers
 * sparse: silent: it does not follow values
 * own-check: warning: own: a pointer that was had from 'firmware' is passed on after that ended
 */
#include "../prelude.h"
#include <own/adopted.h>

int load(struct own_bytes image);

int boot(struct device *device)
{
	own_auto(own_firmware, firmware, own_firmware_request("boot.bin", device));

	if (own_none(firmware))
		return own_err(firmware);
	struct own_bytes image = own_firmware_bytes(own_use(firmware));
#ifdef MENDED
	int err = load(image);

	own_drop(own_firmware, firmware);
	return err;
#else
	own_drop(own_firmware, firmware);
	return load(image);	/* ERROR */
#endif
}

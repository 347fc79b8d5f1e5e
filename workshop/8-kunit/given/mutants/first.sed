# SPDX-License-Identifier: GPL-2.0-only
# Only the first note is thrown away.
s/while (forget_one/if (forget_one/

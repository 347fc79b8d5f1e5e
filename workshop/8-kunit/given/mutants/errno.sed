# SPDX-License-Identifier: GPL-2.0-only
# A full shelf gives the wrong error.
s/-ENOSPC/-EINVAL/

# SPDX-License-Identifier: GPL-2.0-only
# The end of the note is not counted as room.
s/->text) + 1 > size/->text) > size/

# SPDX-License-Identifier: GPL-2.0-only
# An empty note is a note.
s/!length || //

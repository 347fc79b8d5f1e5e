# SPDX-License-Identifier: GPL-2.0-only
# The last note comes first.
s/note_queue_push(/note_queue_push_front(/

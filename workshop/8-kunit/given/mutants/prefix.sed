# SPDX-License-Identifier: GPL-2.0-only
# What begins with the text is thrown away.
s/strcmp(own_use(each)->text, text)/strncmp(own_use(each)->text, text, strlen(text))/

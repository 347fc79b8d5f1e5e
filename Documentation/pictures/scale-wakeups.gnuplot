# SPDX-License-Identifier: GPL-2.0-only
# How many of those who wait a call wakes; tools/pictures takes the figures from the page.
set logscale xy
set xlabel "senders who sleep at a full box"
set ylabel "wake-ups for each receive"
set yrange [0.8:100]
set key top left
plot figures using 1:2 with linespoints pt 4 lw 2 dt 2 lc rgb "#c62828" title "unsafe", \
	'' using 1:3 with linespoints pt 6 lw 2 lc rgb "#777777" title "by hand", \
	'' using 1:4 with linespoints pt 7 lw 2 dt 3 lc rgb "#2e7d32" title "with own"

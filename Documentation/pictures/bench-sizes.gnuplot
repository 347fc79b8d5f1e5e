# SPDX-License-Identifier: GPL-2.0-only
# Memory that a parcel holds, by its payload; tools/pictures takes the figures from the page.
set logscale xy 2
set xrange [64:65536]
set xlabel "bytes of payload"
set ylabel "bytes that the parcel holds"
set key top left
plot figures using (real(strcol(1))):5 with lines lw 2 lc rgb "#bbbbbb" title "the most that is accepted", \
	'' using (real(strcol(1))):2 with linespoints pt 4 lw 2 dt 2 lc rgb "#c62828" title "unsafe", \
	'' using (real(strcol(1))):3 with linespoints pt 6 lw 2 lc rgb "#777777" title "by hand", \
	'' using (real(strcol(1))):4 with linespoints pt 7 lw 2 dt 3 lc rgb "#2e7d32" title "with own"

# SPDX-License-Identifier: GPL-2.0-only
# What calls cost beside many boxes, parcels and deadlines; tools/pictures takes the figures from the page.
set logscale x
set xlabel "boxes, queued parcels or pending deadlines that are there"
set ylabel "executed instructions"
set yrange [0:*]
set key outside right
plot figures using 1:2 with linespoints pt 4 lw 2 lc rgb "#1565c0" title "open+close box, boxes", \
	'' using 1:3 with linespoints pt 6 lw 2 lc rgb "#2e7d32" title "send+receive, parcels", \
	'' using 1:4 with linespoints pt 7 lw 2 dt 2 lc rgb "#6a1b9a" title "the same, deadlines", \
	'' using 1:5 with linespoints pt 8 lw 2 dt 3 lc rgb "#c62828" title "poll, deadlines"

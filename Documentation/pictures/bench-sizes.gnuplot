# SPDX-License-Identifier: GPL-2.0-only
# Memory that a parcel holds for each byte of its payload; tools/pictures takes the figures from the page.
size(row) = real(strcol(1))
set logscale x 2
set xrange [64:65536]
set yrange [1:*]
set xlabel "bytes of payload"
set ylabel "bytes that it holds for each of them"
set key top right
plot figures using (size(0)):($5/size(0)) with lines lw 2 lc rgb "#bbbbbb" title "the most that is accepted", \
	'' using (size(0)):($2/size(0)) with linespoints pt 4 lw 2 dt 2 lc rgb "#c62828" title "unsafe", \
	'' using (size(0)):($3/size(0)) with linespoints pt 6 lw 2 lc rgb "#777777" title "by hand", \
	'' using (size(0)):($4/size(0)) with linespoints pt 7 lw 2 dt 3 lc rgb "#2e7d32" title "with own"

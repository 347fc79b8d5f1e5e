# SPDX-License-Identifier: GPL-2.0-only
# What each call costs, in executed instructions; tools/pictures takes the figures from the page.
set style data histograms
set style histogram clustered gap 1
set style fill solid 0.8 border lt -1
set yrange [0:*]
set ylabel "executed instructions"
set xtics rotate by -35
set key top right
plot figures using 2:xtic(1) title "unsafe" lc rgb "#e0a0a0", \
	'' using 3 title "by hand" lc rgb "#bbbbbb" fs pattern 2, \
	'' using 4 title "with own" lc rgb "#2e7d32"

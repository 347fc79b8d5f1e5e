# SPDX-License-Identifier: GPL-2.0-only
#
# In the guest: the edu device computes, says so by an interrupt, and is unplugged. In QEMU 7.2 the
# thread that computes then wants the lock with which the other waits for it.

pci=$(dirname "$(grep -l 0x11e8 /sys/bus/pci/devices/*/device)")
echo 1 > "$pci/enable"
base=$(awk 'NR == 1 { print $1 }' "$pci/resource")
devmem $((base + 0x20)) 32 0x80
devmem $((base + 8)) 32 0x7fffffff
devmem $((base + 8)) 32
echo "monitor device_del edu0" > /dev/ttyS3
while [ -e "$pci" ]; do
	usleep 100000
done
echo "it was unplugged"

#!/bin/sh
# Makes the disk image of all machines, and what they are booted from. Needs to own the files of the root: runs as root, or in
# the user namespace of mmdebstrap, which sees nothing of the person's files. So all comes and goes through descriptors:
#   0  tar of the root, as mmdebstrap made it
#   3  tar of what the lab puts into it; lab/initrd-init and lab/vmlinux are in there
#   1  tar of base.raw, initrd, xen.elf, packages.txt
# Argument: size of the disk.
set -eu
size=$1
work=$(mktemp -d "${TMPDIR:-/tmp}/xen-lab-image.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
root=$work/root
output=$work/output
mkdir "$root" "$output"
# The kernel makes devices; a namespace may not.
tar --numeric-owner --exclude='./dev/*' -xf - -C "$root"
# The Xen scripts that the lab has its own for.
for name in block vif-bridge; do mv "$root/etc/xen/scripts/$name" "$root/etc/xen/scripts/$name.debian"; done
tar --numeric-owner --no-overwrite-dir -xf - -C "$root" <&3

kernel=$(basename "$root"/boot/vmlinuz-*)
version=${kernel#vmlinuz-}
modules=lib/modules/$version
gzip -dc "$root"/boot/xen-4.17-amd64.gz > "$output/xen.elf"
chroot "$root" dpkg-query -W -f '${Package} ${Version}\n' > "$output/packages.txt"

# The initrd: busybox, and the few modules that find a root disk.
initrd=$work/initrd
mkdir -p "$initrd/bin" "$initrd/proc" "$initrd/sys" "$initrd/dev" "$initrd/root"
cp "$root/bin/busybox" "$initrd/bin/busybox"
mv "$root/lab/initrd-init" "$initrd/init"
chmod 755 "$initrd/init"
for name in virtio_pci virtio_blk xen-blkfront ata_piix sd_mod crc32c_generic ext4; do
  needed=$(grep "/$name\.ko:" "$root/$modules/modules.dep")
  for path in $(printf '%s' "$needed" | tr -d :); do
    mkdir -p "$initrd/$modules/$(dirname "$path")"
    cp "$root/$modules/$path" "$initrd/$modules/$path"
    grep "^$path:" "$root/$modules/modules.dep" >> "$initrd/$modules/modules.dep"
  done
done
(cd "$initrd" && find . | cpio --quiet -R 0:0 -o -H newc) > "$output/initrd"
cp "$output/initrd" "$root/lab/initrd"
cp "$root/boot/$kernel" "$root/lab/vmlinuz"

# What no machine of the lab needs.
rm -rf "$root"/boot/* "$root"/etc/ssh/ssh_host_* "$root"/var/cache/* "$root"/var/lib/apt/lists/* "$root"/etc/resolv.conf
echo xen-lab > "$root/etc/hostname"
mkdir -p "$root/var/log/xen" "$root/var/lib/xen"

truncate -s "$size" "$output/base.raw"
PATH=$PATH:/usr/sbin:/sbin
mke2fs -q -F -t ext4 -m 0 -L xen-lab -E lazy_itable_init=1 -d "$root" "$output/base.raw" >&2
tar -S -cf - -C "$output" base.raw initrd xen.elf packages.txt

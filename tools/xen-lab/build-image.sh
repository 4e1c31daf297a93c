#!/bin/sh
# Makes the disk image of all machines, and what they are booted from, of a root's archive. Needs to own the files of that
# root: runs as root, or in the user namespace of mmdebstrap.
# build-image.sh ROOT_TAR OVERLAY OUTPUT SIZE NODE
set -eu
tar=$1 overlay=$2 output=$3 size=$4 node=$5
here=$(dirname "$0")
work=$(mktemp -d "${TMPDIR:-/tmp}/xen-lab-image.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
root=$work/root
mkdir "$root"
zstd -dcq "$tar" | tar --numeric-owner -xf - -C "$root"

kernel=$(basename "$root"/boot/vmlinuz-*)
version=${kernel#vmlinuz-}
cat "$root/boot/$kernel" > "$output/vmlinuz"
"$node" "$here/vmlinux.mjs" "$output/vmlinuz" "$output/vmlinux"
gzip -dc "$root"/boot/xen-4.17-amd64.gz > "$output/xen.elf"
chroot "$root" dpkg-query -W -f '${Package} ${Version}\n' > "$output/packages.txt"

# The initrd: busybox, and the few modules that find a root disk.
mkdir -p "$work/initrd/bin" "$work/initrd/proc" "$work/initrd/sys" "$work/initrd/dev" "$work/initrd/root"
cp "$root/bin/busybox" "$work/initrd/bin/busybox"
cp "$here/initrd/init" "$work/initrd/init"
chmod 755 "$work/initrd/init"
for name in virtio_pci virtio_blk xen-blkfront ata_piix sd_mod crc32c_generic ext4; do
  dependencies=$(grep "/$name\.ko:" "$root/lib/modules/$version/modules.dep")
  for path in $(printf '%s' "$dependencies" | tr -d :); do
    mkdir -p "$work/initrd/lib/modules/$version/$(dirname "$path")"
    cp "$root/lib/modules/$version/$path" "$work/initrd/lib/modules/$version/$path"
    grep "^$path:" "$root/lib/modules/$version/modules.dep" >> "$work/initrd/lib/modules/$version/modules.dep"
  done
done
(cd "$work/initrd" && find . | cpio --quiet -R 0:0 -o -H newc) > "$output/initrd"

# What the lab itself puts into the root, and what no machine of it needs.
rm -rf "$root"/boot/* "$root"/etc/ssh/ssh_host_* "$root"/var/cache/* "$root"/var/lib/apt/lists/* "$root"/etc/resolv.conf
for name in block vif-bridge; do mv "$root/etc/xen/scripts/$name" "$root/etc/xen/scripts/$name.debian"; done
cp -a --no-preserve=ownership "$overlay/." "$root/"
chown -R 0:0 "$root/lab" "$root/etc/ssh" "$root/etc/xen" "$root/etc/inittab" "$root/etc/hosts"
cp "$output/vmlinuz" "$output/vmlinux" "$output/initrd" "$root/lab/"
echo xen-lab > "$root/etc/hostname"
mkdir -p "$root/var/log/xen" "$root/var/lib/xen"

truncate -s "$size" "$output/base.raw"
mke2fs -q -F -t ext4 -m 0 -L xen-lab -E lazy_itable_init=1 -d "$root" "$output/base.raw"

# Drivers of the network cards and disks, for src/xen/devices.ts: of all, and of those that the benchmarks use. Whoever
# starts this may set xb_peer, the address that netperf talks to, and xb_directories, folders of the disk cases, one a line.
# After facts.sh, whose functions it takes.

# The driver that a link says, in the kernel's own words: both ends of Xen's devices are called vif and vbd.
xb_driver() {
  xb_link=$(readlink "$1") || return 1
  case $xb_link in
    */xen-backend/drivers/*) xb_found=xen-backend ;;
    */xen/drivers/vif) xb_found=xen-netfront ;;
    */xen/drivers/vbd) xb_found=xen-blkfront ;;
    *) xb_found=${xb_link##*/} ;;
  esac
}

# A network interface's driver; of a bridge, bond or VLAN that of the card below it, not of the guests' ends.
xb_nic_driver() {
  if xb_driver "$xb_root/sys/class/net/$1/device/driver"; then
    [ "$xb_found" != xen-backend ]
    return
  fi
  [ "$2" -gt 0 ] || return 1
  for xb_port in "$xb_root/sys/class/net/$1"/lower_* "$xb_root/sys/class/net/$1"/brif/*; do
    [ -e "$xb_port" ] || continue
    xb_port=${xb_port##*/}
    xb_nic_driver "${xb_port#lower_}" $(($2 - 1)) && return 0
  done
  return 1
}

# A disk's driver, the folder of its block device given. An sd disk has that of its adapter, found on the way up; a part of
# a disk has its disk's, and a mapped or mirrored one those of what it is made of.
xb_disk_drivers() {
  xb_disk=$(readlink -f "$1") || return 1
  [ ! -e "$xb_disk/partition" ] || xb_disk=${xb_disk%/*}
  for xb_slave in "$xb_disk"/slaves/*; do
    [ -e "$xb_slave" ] || break
    [ "$2" -gt 0 ] && (xb_disk_drivers "$xb_slave" $(($2 - 1)))
  done
  xb_up=$(readlink -f "$xb_disk/device") || return 0
  while [ "${#xb_up}" -gt "$((${#xb_root} + 12))" ]; do
    if xb_driver "$xb_up/driver"; then
      case $xb_found in sd | sr | ide-disk | ide-gd | mmcblk) ;; *) printf '%s\n' "$xb_found" && return 0 ;; esac
    fi
    xb_up=${xb_up%/*}
  done
  case $xb_disk in */nvme*) printf 'nvme\n' ;; esac
}

# The mount that a folder lies on: of those on the way to it the longest, and of those in one place the last.
xb_mount_under() {
  xb_path=$(cd -P "$xb_root$1" 2>/dev/null && pwd) || return 1
  xb_path=${xb_path#"$xb_root"}/
  xb_most=-1 xb_number=
  while read -r _ _ number _ point options rest; do
    xb_under=${point%/}
    case $xb_path in "$xb_under"/*) ;; *) continue ;; esac
    [ "${#point}" -ge "$xb_most" ] && xb_most=${#point} xb_number=$number xb_point=$point xb_options=$options xb_rest=$rest
  done <"$xb_root/proc/self/mountinfo"
}

# The block device under a folder.
xb_device_under() {
  xb_mount_under "$1" || return 1
  case $xb_number in
    0:*)
      # A file system of several devices has a number of its own, and says one of them as its source.
      xb_rest=${xb_rest#*- }
      xb_rest=${xb_rest#* }
      case $xb_rest in /dev/*) ;; *) return 1 ;; esac
      xb_number=$(readlink -f "$xb_root${xb_rest%% *}") && printf '%s\n' "$xb_root/sys/class/block/${xb_number##*/}"
      ;;
    *:*) printf '%s\n' "$xb_root/sys/dev/block/$xb_number" ;;
    *) return 1 ;;
  esac
}

# The interface that a packet to this address leaves by; loopback counts for none.
xb_route() {
  case $1 in
    '') return 1 ;;
    *[!0-9.]*) case $1 in *:*) xb_to=$1 ;; *) xb_to=$(getent ahosts "$1" 2>/dev/null | while read -r to _; do echo "$to" && break; done) ;; esac ;;
    *) xb_to=$1 ;;
  esac
  xb_dev=
  for xb_word in $(ip route get "$xb_to" 2>/dev/null); do
    [ "$xb_dev" != next ] || { xb_dev=$xb_word && break; }
    [ "$xb_word" != dev ] || xb_dev=next
  done
  case $xb_dev in '' | next | lo) return 1 ;; esac
}

xb_default_route() {
  xb_dev=
  while read -r interface to _; do
    [ "$to" = 00000000 ] && xb_dev=$interface && return 0
  done <"$xb_root/proc/net/route"
  return 1
}

xb_all=
for xb_card in "$xb_root"/sys/class/net/*; do
  xb_card=${xb_card##*/}
  [ "$xb_card" != lo ] && [ -e "$xb_root/sys/class/net/$xb_card/device" ] && xb_nic_driver "$xb_card" 0 && xb_all="$xb_all $xb_card=$xb_found"
done
[ -z "$xb_all" ] || say network_drivers "${xb_all# }"
xb_all=
for xb_card in "$xb_root"/sys/block/*; do
  case ${xb_card##*/} in loop* | ram* | zram* | sr* | fd* | dm-* | md*) continue ;; esac
  xb_found=$(xb_disk_drivers "$xb_card" 0) && [ -n "$xb_found" ] && xb_all="$xb_all ${xb_card##*/}=$xb_found"
done
[ -z "$xb_all" ] || say disk_drivers "${xb_all# }"

if xb_route "${xb_peer-}" 2>/dev/null || xb_default_route 2>/dev/null || xb_route "${SSH_CONNECTION%% *}" 2>/dev/null; then
  say network_interface "$xb_dev"
  xb_nic_driver "$xb_dev" 4 && say network_driver "$xb_found"
fi
printf '%s\n' "${xb_directories:-/var/tmp}" | while IFS= read -r xb_directory; do
  xb_device=$(xb_device_under "$xb_directory" 2>/dev/null) && xb_disk_drivers "$xb_device" 4
done | sort -u | while IFS= read -r driver; do say disk_driver "$driver"; done

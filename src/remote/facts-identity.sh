# What this machine is, for src/xen/identity.ts: words of Xen, firmware, processor and kernel. Nothing here needs root; what
# is denied is not said. After facts.sh, whose functions it takes.
[ -d "$xb_root/sys/hypervisor" ] && [ ! -e "$xb_root/sys/hypervisor/type" ] && say hypervisor_folder empty
first hypervisor_uuid "$xb_root/sys/hypervisor/uuid"
first xen_features "$xb_root/sys/hypervisor/properties/features"
first xen_version_major "$xb_root/sys/hypervisor/version/major"
first xen_version_minor "$xb_root/sys/hypervisor/version/minor"
first xen_version_extra "$xb_root/sys/hypervisor/version/extra"
first dmi_bios_vendor "$xb_root/sys/class/dmi/id/bios_vendor"
first clocksources "$xb_root/sys/devices/system/clocksource/clocksource0/available_clocksource"
# Without flags (other processors than those of PCs) nothing is said.
while read -r key rest; do
  case $key in flags | flags:) ;; *) continue ;; esac
  case " $rest " in *' hypervisor '*) say cpu_hypervisor_flag yes ;; *) say cpu_hypervisor_flag no ;; esac
  break
done 2>/dev/null <"$xb_root/proc/cpuinfo"
if [ -d "$xb_root/sys/bus/xen/devices" ]; then
  devices=
  for device in "$xb_root"/sys/bus/xen/devices/*; do
    [ -e "$device" ] && devices="$devices ${device##*/}"
  done
  say xenbus_devices "${devices:- none}"
fi
# The beginning of the kernel's log; later lines have pushed it out on some machines, and others deny it.
xb_dmesg() { if [ -n "$xb_root" ]; then cat "$xb_root/dmesg"; else dmesg; fi; }
xb_dmesg 2>/dev/null | head -n 3000 | grep -E 'Booting (paravirtualized )?kernel on |Hypervisor detected:' |
  while IFS= read -r line; do
    case $line in
      *'Hypervisor detected: '*) say kernel_hypervisor "${line##*Hypervisor detected: }" ;;
      *'kernel on '*) say kernel_boot "${line##*kernel on }" ;;
    esac
  done
detect=$(command -v systemd-detect-virt 2>/dev/null) && [ -z "$xb_root" ] && say detect_virt "$("$detect" --vm 2>/dev/null)"
# Only an old kernel does not tell its mode by itself.
if [ -z "$xb_root" ] && [ -e /sys/hypervisor/type ] && [ ! -e /sys/hypervisor/guest_type ]; then
  for detect in xen-detect /usr/sbin/xen-detect /usr/lib/xen-*/bin/xen-detect; do
    command -v "$detect" >/dev/null 2>&1 && say xen_detect "$("$detect" 2>/dev/null)" && break
  done
fi

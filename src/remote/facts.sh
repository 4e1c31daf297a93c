# Facts about a host, one `key=value` a line, for src/remote/facts.ts. Mostly built-ins; reads, changes nothing.
say() { printf '%s=%s\n' "$1" "$2"; }
first() { read -r value <"$2" && say "$1" "$value"; } 2>/dev/null
# Where a machine's own files are, for tests; empty on a machine.
xb_root=${xb_root-}
say system "$(uname -s)"
say release "$(uname -r)"
say machine "$(uname -m)"
first boot_id "$xb_root/proc/sys/kernel/random/boot_id"
first hypervisor_type "$xb_root/sys/hypervisor/type"
first hypervisor_guest_type "$xb_root/sys/hypervisor/guest_type"
first xen_capabilities "$xb_root/proc/xen/capabilities"
first clocksource "$xb_root/sys/devices/system/clocksource/clocksource0/current_clocksource"
first governor "$xb_root/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"
first cmdline "$xb_root/proc/cmdline"
first dmi_vendor "$xb_root/sys/class/dmi/id/sys_vendor"
first dmi_product "$xb_root/sys/class/dmi/id/product_name"
while IFS= read -r line; do
  case $line in PRETTY_NAME=*) say os "${line#*=}" ;; esac
done 2>/dev/null <"$xb_root/etc/os-release"
while IFS= read -r line; do
  case $line in 'model name'*) say cpu_model "${line#*: }" && break ;; esac
done 2>/dev/null <"$xb_root/proc/cpuinfo"
while read -r key value unit; do
  case $key in MemTotal:) say memory_total_kib "$value" ;; MemAvailable:) say memory_available_kib "$value" ;; esac
done 2>/dev/null <"$xb_root/proc/meminfo"
say cpus "$(getconf _NPROCESSORS_ONLN 2>/dev/null || nproc 2>/dev/null)"
for cache in "$xb_root"/sys/devices/system/cpu/cpu0/cache/index*/size; do first cache "$cache"; done
for tool in apt-get dnf yum zypper apk pacman; do
  command -v "$tool" >/dev/null 2>&1 && say package_manager "$tool" && break
done
say user "$(id -u)"

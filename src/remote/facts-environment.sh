# What numbers depend on beside the machine itself, for src/remote/environment.ts: how the kernel, the CPUs and the memory are
# set up, what lies under the folders of the disk cases, the network card, the programs. Nothing here needs root, and what
# a host does not tell is not said. After facts.sh and facts-devices.sh, whose functions and xb_dev it takes. Whoever starts
# this may set xb_directories, and xb_programs, names or paths of the programs that are measured, one a line.
xb_sys=$xb_root/sys/devices/system
first kernel_version "$xb_root/proc/sys/kernel/version"
first cpus_online "$xb_sys/cpu/online"
first numa_nodes "$xb_sys/node/online"
first smt "$xb_sys/cpu/smt/control"
first frequency_driver "$xb_sys/cpu/cpu0/cpufreq/scaling_driver"
first load_average "$xb_root/proc/loadavg"
first uptime "$xb_root/proc/uptime"

# The kernel gives a number only to a reader that takes it whole, and most shells read byte by byte.
(
  cd "$xb_root/proc/sys" &&
    grep -H . kernel/randomize_va_space vm/swappiness vm/dirty_ratio vm/dirty_background_ratio \
      net/ipv4/tcp_congestion_control net/ipv4/tcp_rmem net/ipv4/tcp_wmem
) 2>/dev/null | while IFS= read -r line; do
  value=${line#*:} line=${line%%:*}
  say "sysctl_${line##*/}" "$value"
done

# Of a file like `always [madvise] never`, the word that holds.
xb_chosen() {
  read -r value <"$2" || return 0
  case $value in *'['*']'*) value=${value#*'['} value=${value%%']'*} ;; esac
  say "$1" "$value"
} 2>/dev/null
xb_chosen huge_pages "$xb_root/sys/kernel/mm/transparent_hugepage/enabled"

# Drivers say it either way round.
if read -r value <"$xb_sys/cpu/cpufreq/boost"; then
  case $value in 1) say boost on ;; 0) say boost off ;; esac
elif read -r value <"$xb_sys/cpu/intel_pstate/no_turbo"; then
  case $value in 0) say boost on ;; 1) say boost off ;; esac
fi 2>/dev/null

for xb_file in "$xb_sys"/cpu/vulnerabilities/*; do
  [ -e "$xb_file" ] && first "mitigation_${xb_file##*/}" "$xb_file"
done

# The first processor stands for all.
while IFS= read -r line; do
  value=${line#*:}
  value=${value# }
  case $line in
    '') break ;;
    'vendor_id'* | 'CPU implementer'*) say cpu_vendor "$value" ;;
    'cpu family'*) xb_family=$value ;;
    'model'[!\ ]*:*) xb_model=$value ;;
    'stepping'*) say cpu_signature "family ${xb_family-} model ${xb_model-} stepping $value" ;;
    'microcode'*) say microcode "$value" ;;
    'cpu MHz'*) say cpu_mhz "$value" ;;
    'flags'* | 'Features'*) say cpu_flags "$value" ;;
  esac
done 2>/dev/null <"$xb_root/proc/cpuinfo"

while read -r key value unit; do
  case $key in
    SwapTotal:) say swap_total_kib "$value" ;;
    HugePages_Total:) say huge_pages_reserved "$value" ;;
  esac
done 2>/dev/null <"$xb_root/proc/meminfo"

say libc "$(getconf GNU_LIBC_VERSION 2>/dev/null || ldd --version 2>&1 </dev/null | while IFS= read -r line; do
  case $line in musl* | *libc*) xb_name=$line ;; Version*) echo "${xb_name-} $line" && break ;; esac
done)"

# What lies under a folder: $1 its number, $2 the folder. A part of a disk has its disk's queue.
xb_place() {
  xb_mount_under "$2" && [ -n "$xb_number" ] || return 0
  read -r xb_type xb_source xb_super <<END
${xb_rest#*- }
END
  say "place_$1_mount_point" "$xb_point"
  say "place_$1_file_system" "$xb_type"
  say "place_$1_mount_options" "$xb_options $xb_super"
  say "place_$1_device" "$xb_source"
  xb_block=$(xb_device_under "$2") || return 0
  [ -d "$xb_block/queue" ] || xb_block=$xb_block/..
  xb_chosen "place_$1_io_scheduler" "$xb_block/queue/scheduler"
  first "place_$1_rotational" "$xb_block/queue/rotational"
  first "place_$1_write_cache" "$xb_block/queue/write_cache"
  first "place_$1_block_size" "$xb_block/queue/physical_block_size"
} 2>/dev/null

# How a program is told apart from others of its name: $1 its number, $2 name or path. Only those that are known to mind
# nothing are asked for their version: a program of the user's may do anything.
xb_program() {
  xb_path=$(command -v "$2") || return 0
  say "program_$1_path" "$xb_path"
  case $2 in
    netperf | netserver) "$2" -V ;;
    dd) dd --version ;;
  esac </dev/null 2>&1 | while IFS= read -r line; do
    case $line in *[0-9].[0-9]*) say "program_$1_version" "$line" && break ;; esac
  done
  say "program_$1_sha256" "$(
    { sha256sum "$xb_path" || shasum -a 256 "$xb_path" || busybox sha256sum "$xb_path" || openssl dgst -r -sha256 "$xb_path"; } 2>/dev/null |
      while read -r value _; do echo "${value#\\}" && break; done
  )"
} 2>/dev/null

xb_count=0
while IFS= read -r line; do
  [ -n "$line" ] || continue
  xb_count=$((xb_count + 1))
  xb_place "$xb_count" "$line"
done <<END
${xb_directories-}
END

xb_count=0
while IFS= read -r line; do
  [ -n "$line" ] || continue
  xb_count=$((xb_count + 1))
  xb_program "$xb_count" "$line"
done <<END
${xb_programs-}
END

if [ -n "${xb_dev-}" ]; then
  xb_card=$xb_root/sys/class/net/$xb_dev
  first nic_mtu "$xb_card/mtu"
  # Cards that have none say -1, or refuse.
  read -r value <"$xb_card/speed" && [ "$value" -gt 0 ] && say nic_speed_mbit "$value"
  xb_on=$(PATH=$PATH:/usr/sbin:/sbin && ethtool -k "$xb_dev" 2>/dev/null | while read -r key value _; do
    [ "$value" = on ] && printf '%s ' "${key%:}"
  done)
  [ -z "$xb_on" ] || say nic_offloads "$xb_on"
fi 2>/dev/null

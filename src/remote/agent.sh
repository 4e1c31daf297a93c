# Xen Bench's agent: one long-lived POSIX sh on a host, fed with function calls over its standard input.
#
# It runs one job at a time in a session (process group) of its own, waits for it without polling, and hands back
# exit status, clock and output. Three promises shape it:
# - a job outlives the connection: its files and its guard are on the host, and a later session can collect it;
# - nothing is left behind: whatever way this shell ends, it stops what it started and removes its folders;
# - little is forked, because each fork is time beside the measurement: shell built-ins wherever they do.
#
# Comes after alive.sh. Set before: xb_nonce (marks our lines on standard output), xb_shell (the shell of the jobs), xb_id (names the folders).
# Works in dash, bash and BusyBox ash.

# A job's wrapper, leader of its own session. $1 job, $2 guard's pid, $3 folder, $4 command.
# It survives SIGTERM to its group (the trap), so that a stopped job still leaves its status; the command, in a
# subshell, does not. /proc/uptime is a monotonic clock that a built-in can read, in steps of 10 ms; so is the first line of
# /proc/stat, what all CPUs have done, read farther from the command than the clock. Each job has files of its own: writing
# an old one anew makes ext4 wait for the disk. The guard is ended by SIGKILL, because a short job may be over before the
# guard is a sleep: until then it is a copy of this shell, which catches SIGTERM.
xb_wrapper='
trap : TERM HUP INT
echo "$$ $2" >"$3/pid.$1"
xb_from=- xb_to=- xb_cpu=- xb_cpus=-
read -r xb_cpu </proc/stat
read -r xb_from xb_rest </proc/uptime
(xb_rest=$4; set --; eval "$xb_rest") >"$3/out" 2>"$3/err"
xb_code=$?
read -r xb_to xb_rest </proc/uptime
read -r xb_cpus </proc/stat
echo "$xb_code $xb_from $xb_to $xb_cpu $xb_cpus" >"$3/rc.$1"
kill -KILL "$2"
'

xb_say() {
  printf '\n@%s %s\n' "$xb_nonce" "$*"
}

# Half a step of waiting; a sleep that knows no fractions waits longer.
xb_nap() {
  sleep 0.05 2>/dev/null || sleep 1
}

# Stops a process group: asks, waits up to 0.5 s, forces, waits up to 0.5 s. Fails when something is still there.
xb_stop() {
  kill -TERM "-$1" 2>/dev/null
  xb_step=0
  while xb_alive "$1"; do
    [ "$xb_step" -lt 20 ] || return 1
    [ "$xb_step" -lt 10 ] || kill -KILL "-$1" 2>/dev/null
    xb_nap
    xb_step=$((xb_step + 1))
  done
}

# The end of this shell, however it comes about: services, a job, the guard, the folders.
xb_end() {
  trap - EXIT HUP INT TERM PIPE
  for xb_group in $xb_services $xb_job; do xb_stop "$xb_group"; done
  [ -z "$xb_guard" ] || kill -KILL "$xb_guard" 2>/dev/null
  while read -r xb_folder; do rm -rf -- "$xb_folder"; done 2>/dev/null <"$xb_dir/scratch"
  rm -rf -- "$xb_dir"
}

# Makes the session's private folder. The name is unguessable and mkdir refuses what exists, as mktemp -d does; that
# the client knows it beforehand lets it clean up after a start that was cut off.
xb_begin() {
  xb_services= xb_job= xb_guard=
  umask 077
  for xb_base in "${TMPDIR:-/tmp}" /tmp /var/tmp; do
    xb_dir=$xb_base/xen-bench.$xb_id
    if mkdir -m 700 -- "$xb_dir" 2>/dev/null; then
      trap xb_end EXIT
      trap 'exit 129' HUP
      trap 'exit 130' INT
      trap 'exit 143' TERM
      trap : PIPE
      : >"$xb_dir/scratch"
      echo $$ >"$xb_dir/agent"
      command -v setsid >/dev/null 2>&1 || { xb_say refuse setsid; exit 1; }
      xb_say ready "$xb_dir"
      return
    fi
  done
  xb_say refuse folder
  exit 1
}

# $1 folder: makes a private folder under it, removed with the session.
xb_scratch() {
  xb_folder=$1/xen-bench.$xb_id
  if [ -d "$xb_folder" ] || xb_why=$(mkdir -m 700 -- "$xb_folder" 2>&1); then
    printf '%s\n' "$xb_folder" >>"$xb_dir/scratch"
    xb_say scratch "$xb_folder"
  else
    xb_say refuse "$xb_why"
  fi
}

# $1 name, $2 text: writes a file into the session's folder.
xb_put() {
  if printf %s "$2" >"$xb_dir/$1"; then xb_say put; else xb_say refuse write; fi
}

# $1 command: runs beside the jobs until this session ends.
xb_service() {
  setsid "$xb_shell" -c 'eval "$1"' xen-bench "$1" </dev/null >/dev/null 2>&1 &
  xb_services="$xb_services $!"
  xb_say service "$!"
}

# $1 file, $2 its size: the whole, or its two ends where it is larger than the limit.
xb_send() {
  if [ "$2" -gt 262144 ]; then
    dd if="$1" bs=131072 count=1 2>/dev/null
    tail -c 131072 "$1"
  elif [ "$2" -gt 0 ]; then
    dd if="$1" bs="$2" count=1 2>/dev/null
  fi
}

# $1 job, $2 how it ended, $3 folder: status, clocks and output of a finished job. Fails when nobody reads any more.
xb_result() {
  xb_code=- xb_from=- xb_to=- xb_cpu=
  read -r xb_code xb_from xb_to xb_cpu <"$3/rc.$1"
  xb_out=0 xb_err=0
  [ ! -s "$3/out" ] || xb_out=$(($(wc -c <"$3/out")))
  [ ! -s "$3/err" ] || xb_err=$(($(wc -c <"$3/err")))
  xb_say result "$1" "$2" "$xb_code" "$xb_from" "$xb_to" "$xb_out" "$xb_err" "$xb_cpu" || return 1
  xb_send "$3/out" "$xb_out"
  xb_say err
  xb_send "$3/err" "$xb_err"
  xb_say end "$1"
} 2>/dev/null

# $1 job, $2 deadline in seconds, $3 command. The guard is a sleep as long as the deadline, which the wrapper ends when
# the job is done: so waiting for the guard waits for whichever comes first, also when the client has gone.
xb_run() {
  case $1 in *00) rm -f -- "$xb_dir"/pid.* "$xb_dir"/rc.* "$xb_dir"/sent.* ;; esac
  sleep "$2" </dev/null >/dev/null 2>&1 &
  xb_guard=$!
  setsid "$xb_shell" -c "$xb_wrapper" xen-bench "$1" "$xb_guard" "$xb_dir" "$3" </dev/null >/dev/null 2>&1 &
  xb_job=$!
  xb_how=done
  wait "$xb_guard" && { xb_how=deadline; xb_stop "$xb_job"; }
  xb_guard=
  wait "$xb_job"
  # What the command left running in its group would disturb the next trial.
  if xb_alive "$xb_job"; then
    [ "$xb_how" = deadline ] || xb_how=leftovers
    xb_stop "$xb_job" || xb_how=unstoppable
  fi
  xb_job=
  if xb_result "$1" "$xb_how" "$xb_dir"; then
    : >"$xb_dir/sent.$1"
    : >"$xb_dir/out"
    : >"$xb_dir/err"
  else
    # The connection is gone: keep the result for a later session to collect.
    sleep 900 </dev/null >/dev/null 2>&1 &
    xb_guard=$!
    wait "$xb_guard"
    exit 0
  fi
} 2>/dev/null

# $1 folder of an earlier session, $2 job, $3 seconds: waits for a job whose connection was lost, hands it over, and
# ends the session that kept it. A result that was written into a dying connection is lost: it was emptied then. Only here a second passes between two looks; nobody else can wait for that process.
xb_collect() {
  xb_group= xb_left=$3
  read -r xb_group xb_rest <"$1/pid.$2"
  if [ -z "$xb_group" ] || [ -e "$1/sent.$2" ]; then
    xb_say refuse gone
  else
    while [ "$xb_left" -gt 0 ] && xb_alive "$xb_group"; do
      sleep 1
      xb_left=$((xb_left - 1))
    done
    xb_how=collected
    xb_alive "$xb_group" && { xb_how=deadline; xb_stop "$xb_group"; }
    xb_result "$2" "$xb_how" "$1"
  fi
  read -r xb_rest <"$1/agent" && kill "$xb_rest"
} 2>/dev/null

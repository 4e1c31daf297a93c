# Whether a process of the group still runs. `kill` counts zombies too, which stay where nobody reaps orphans (a
# container's first process), so a yes is looked at closely. No `--` for kill: BusyBox takes that for a number.
xb_alive() {
  kill -0 "-$1" 2>/dev/null || return 1
  [ -r /proc/self/stat ] || return 0
  for xb_stat in /proc/[0-9]*/stat; do
    read -r xb_line <"$xb_stat" || continue
    # pid (name) state parent group ...; the name may hold anything, so from its last parenthesis.
    xb_line=${xb_line##*) }
    case $xb_line in [ZX]*) continue ;; esac
    xb_line=${xb_line#* * }
    [ "${xb_line%% *}" != "$1" ] || return 0
  done 2>/dev/null
  return 1
}

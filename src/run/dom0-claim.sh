# The claim of one run on a dom0: two runs must not start and stop guests of one machine at once, and what a run that
# was cut off has left undone must be known to the next one. It is kept on the dom0 itself, in memory: it outlives the
# machine that controls the run, and ends with the boot of the dom0, which ends all guests too.
#
# $1 claim, note, forget or release; $2 folder of this session; $3 token of the run; then for note: $4 name of a domain,
# $5 `running` or `absent`, $6 its configuration. Prints for claim: `claimed`, or `busy PID SINCE`; then what is noted.
umask 077
state=${XEN_BENCH_STATE:-/var/run/xen-bench}
claim=$state/claim
pid= folder= token= since=

# Whether the session that holds the claim is still there: its agent lives and has a connection (its parent is sshd,
# not the machine's first process), and its folder, whose name nobody else has, exists.
held() {
  [ -n "$pid" ] && [ -d "$folder" ] && kill -0 "$pid" 2>/dev/null || return 1
  read -r line 2>/dev/null <"/proc/$pid/stat" || return 0
  line=${line##*) ? }
  [ "${line%% *}" != 1 ]
}

take() {
  mkdir "$claim" 2>/dev/null || return 1
  read -r agent <"$2/agent"
  printf '%s %s %s %s\n' "$agent" "$2" "$3" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$claim/owner"
}

case $1 in
claim)
  mkdir -p "$state" || exit 1
  if ! take "$@"; then
    read -r pid folder token since 2>/dev/null <"$claim/owner"
    if [ "$token" != "$3" ] && held; then
      echo "busy $pid $since"
      exit
    fi
    # Of several that find a claim without an owner, one gets it: a rename succeeds once.
    mv "$claim" "$claim.$$" 2>/dev/null && take "$@" || { echo "busy - -"; exit; }
    mv "$claim.$$/found" "$claim/found" 2>/dev/null
    rm -rf "$claim.$$"
  fi
  echo claimed
  cat "$claim/found" 2>/dev/null
  exit 0
  ;;
note)
  printf '%s %s %s\n' "$4" "$5" "$6" >>"$claim/found"
  ;;
forget)
  rm -f "$claim/found"
  ;;
release)
  rm -rf "$claim"
  ;;
esac

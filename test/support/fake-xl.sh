#!/bin/sh
# An xl for tests: guests are sshds on loopback. A configuration is `name = "pv"` and, as comments, what is odd with it.
# State is a folder with a file a domain (`ID PID`), its log has a line a command.
state=${FAKE_XL:?}
echo "$*" >>"$state/log"
there() { [ -e "$state/domains/$1" ]; }
unknown() {
  echo "$1 is an invalid domain identifier (rc=-6)" >&2
  exit 1
}
tree() {
  for child in $(ps -o pid= --ppid "$1"); do tree "$child"; done
  echo "$1"
}
gone() {
  read -r id pid <"$state/domains/$1"
  [ "$pid" = - ] || kill -KILL $(tree "$pid") 2>/dev/null
  rm -f "$state/domains/$1"
}
case $1 in
domid)
  there "$2" || unknown "$2"
  cut -d' ' -f1 "$state/domains/$2"
  ;;
list)
  [ -z "$2" ] || there "$2" || unknown "$2"
  echo 'Name                                        ID   Mem VCPUs	State	Time(s)'
  [ -n "$2" ] || echo 'Domain-0                                     0  1024     2     r-----     238.8'
  for file in "$state"/domains/*; do
    name=${file##*/}
    [ -e "$file" ] || continue
    [ -z "$2" ] || [ "$2" = "$name" ] || continue
    read -r id pid <"$file"
    printf '%-40s %5d %5d %5d     -b----  %8.1f\n' "$name" "$id" 384 1 2.5
  done
  ;;
create)
  config=$2
  name=$(sed -n 's/^name = "\(.*\)"/\1/p' "$config")
  port=$(sed -n 's/^# port //p' "$config")
  if there "$name"; then
    echo "Domain with name \"$name\" already exists." >&2
    exit 1
  fi
  if grep -q '^# too large' "$config"; then
    echo 'libxl: error: libxl_create.c:1213: not enough free memory' >&2
    exit 3
  fi
  set -- "$state"/domains/*
  [ ! -e "$1" ] || echo "beside ${1##*/}" >>"$state/log"
  pid=-
  if ! grep -q '^# silent' "$config"; then
    setsid /usr/sbin/sshd -D -f "$state/sshd-$port" </dev/null >/dev/null 2>&1 &
    pid=$!
  fi
  mkdir -p "$state/domains"
  echo "$(date +%s) $pid" >"$state/domains/$name"
  ;;
shutdown)
  shift
  [ "$1" != -F ] || shift
  there "$1" || unknown "$1"
  [ -e "$state/deaf-$1" ] || gone "$1"
  ;;
destroy)
  there "$2" || unknown "$2"
  gone "$2"
  ;;
*)
  echo "command not implemented" >&2
  exit 1
  ;;
esac

#!/bin/sh
# Stands in for xl, because no Xen can be had in these tests: prints what a real one printed, and keeps which domains are
# there in a folder. $CAPTURED_DOM0/state/NAME holds `ID LETTERS TYPE`; long/TYPE.json is an entry of `xl list -l`.
home=${CAPTURED_DOM0:?}
printf '%s\n' "$*" >>"$home/calls"
cd "$home/state" || exit 1
command=$1
shift
name=
for word; do
  case $word in -*) ;; *) name=$word ;; esac
done

# The domains that are there, in the order of their ids.
all() {
  for each in *; do
    [ -f "$each" ] && read -r id letters type <"$each" && echo "$id $each"
  done | sort -n | cut -d' ' -f2
}

# The name of a domain by its name or its number, as xl takes both.
known() {
  for each in *; do
    [ -f "$each" ] || continue
    read -r id letters type <"$each"
    if [ "$each" = "$1" ] || [ "$id" = "$1" ]; then echo "$each" && return; fi
  done
  return 1
}

no_such() {
  echo "libxl: error: libxl.c:139:libxl_name_to_domid: Domain not found" >&2
  echo "$name is an invalid domain identifier (rc=-6)" >&2
  exit 1
}

# A test holds a command up to see what is shown meanwhile.
held() {
  while [ -e "$home/hold" ]; do sleep 0.05; done
}

case $command in
list)
  if [ -e "$home/refuses" ]; then
    cat "$home/refuses" >&2
    exit 1
  fi
  if [ "$1" = -l ]; then
    cat "$home/long/dom0.json"
    for each in $(all); do
      read -r id letters type <"$each"
      [ -f "$home/long/$type.json" ] && printf ',' && sed "s/@ID@/$id/; s/@NAME@/$each/" "$home/long/$type.json"
    done
    echo ']'
    exit
  fi
  [ -z "$name" ] || known "$name" >/dev/null || no_such
  printf 'Name                                        ID   Mem VCPUs\tState\tTime(s)\n'
  [ -n "$name" ] || printf '%-40s %5d %5d %5d     %s  %8s\n' Domain-0 0 1024 2 r----- 238.8
  for each in $(all); do
    [ -z "$name" ] || [ "$each" = "$(known "$name")" ] || continue
    read -r id letters type <"$each"
    printf '%-40s %5d %5d %5d     %s  %8s\n' "$each" "$id" 384 1 "$letters" 23.5
  done
  ;;
domid)
  each=$(known "$name") || no_such
  read -r id letters type <"$each"
  echo "$id"
  ;;
create)
  held
  [ -r "$name" ] || {
    echo "Failed to read config file $name: No such file or directory" >&2
    exit 1
  }
  domain=$(sed -n 's/^name = "\(.*\)"/\1/p' "$name")
  echo "Parsing config from $name"
  if known "$domain" >/dev/null; then
    echo "libxl: error: libxl_create.c:1234:do_domain_create: Domain with name already exists" >&2
    exit 3
  fi
  type=$(sed -n 's/^type = "\(.*\)"/\1/p' "$name")
  next=$(cat "$home/next")
  echo $((next + 1)) >"$home/next"
  echo "$next -b---- $type" >"$domain"
  ;;
shutdown)
  held
  each=$(known "$name") || no_such
  echo "Shutting down domain $name"
  # A guest that does not listen stays.
  if [ -e "$home/deaf" ]; then
    case "$*" in *-w* | *--wait*) sleep 600 ;; esac
    exit 0
  fi
  rm -f "$each"
  ;;
destroy)
  held
  each=$(known "$name") || no_such
  rm -f "$each"
  ;;
console)
  each=$(known "$name") || no_such
  printf 'console of %s\n' "$each"
  ;;
*)
  echo "xl: unknown command $command" >&2
  exit 1
  ;;
esac

# The configuration files of domains: $1 marks where a file begins (with its path behind it), $2 most files, $3 most bytes
# of each. Comments are left out, they would take the place of what counts.
n=0
for file in "${XEN_BENCH_CONFIGS:-/etc/xen}"/*.cfg; do
  [ -f "$file" ] && [ -r "$file" ] || continue
  n=$((n + 1))
  [ "$n" -le "$2" ] || break
  printf '\n%s %s\n' "$1" "$file"
  grep -v '^[[:space:]]*#' <"$file" | head -c "$3"
done

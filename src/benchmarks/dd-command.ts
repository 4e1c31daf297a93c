import type { DiskMode } from '../experiment/model.ts';
import { shellQuote } from './quote.ts';

/** The paper's block size, dd's default, bytes. */
export const BLOCK = 512;

/** Exit code of the command where the file would not fit; dd itself has only 0 and 1. ENOSPC's number on Linux. */
export const NO_SPACE = 28;

/**
 * Writes a new file of `size` bytes with dd, between two reads of the host's own clock, and says on stdout what both
 * saw: `xen-bench start=S end=S size=BYTES`, in seconds since boot, `unknown` where the host has no such clock. The
 * file is gone afterwards, also after a signal. Ends with dd's exit code, or 28 (nothing written) for want of space.
 */
export function ddCommand(size: number, mode: DiskMode, directory: string): string {
  const needed = Math.ceil(size / 1024);
  const durable = mode === 'durable' ? ' conv=fdatasync' : '';
  return `file=${shellQuote(`${directory}/xen-bench.dat`)}
trap 'rm -f "$file"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
# Truncating an old file and writing back what others left dirty would count as time of this one.
rm -f "$file"
sync
free=$(LC_ALL=C df -Pk ${shellQuote(directory)} | sed -n '2s/.* \\([0-9][0-9]*\\)  *[0-9-]*% .*/\\1/p')
case $free in
  '' | *[!0-9]*) ;;
  *) if [ "$free" -lt ${needed} ]; then
    echo "xen-bench: not enough space: needed ${needed} KiB, free $free KiB" >&2
    exit ${NO_SPACE}
  fi ;;
esac
start=unknown end=unknown
if [ -r /proc/uptime ]; then read -r start rest </proc/uptime; fi
LC_ALL=C dd if=/dev/zero of="$file" bs=${BLOCK} count=${size / BLOCK}${durable}
code=$?
if [ -r /proc/uptime ]; then read -r end rest </proc/uptime; fi
set -- $(LC_ALL=C ls -ln "$file" 2>/dev/null)
echo "xen-bench start=$start end=$end size=\${5-unknown}"
exit $code`;
}

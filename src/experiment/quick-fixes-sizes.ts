import { GROUPS, isGroupName } from './groups.ts';
import { formatSize, parseSize } from './sizes.ts';

const BLOCK = 512;

/**
 * The size that was probably meant by one that its benchmark does not take: `62K` for `62k` or for what no UDP datagram
 * carries, the next multiple of 512 for a file. null: nothing is obvious.
 */
export function meantSize(written: unknown, benchmark: unknown): string | null {
  if (typeof written !== 'string' && typeof written !== 'number') return null;
  const near = /^0*([1-9][0-9]{0,14}) ?([kmg])(i?b)?$/i.exec(String(written));
  const text = near === null ? String(written) : `${near[1]}${near[2]?.toUpperCase()}`;
  const reading = parseSize(text);
  if (!reading.ok || typeof benchmark !== 'string' || !isGroupName(benchmark)) return null;
  const { protocol } = GROUPS[benchmark];
  if (protocol === 'UDP' && reading.bytes > 65_507) return '62K';
  if (protocol === 'TCP' && reading.bytes > 1024 ** 3) return '1G';
  if (benchmark === 'disk' && reading.bytes % BLOCK !== 0) {
    return formatSize(Math.ceil(reading.bytes / BLOCK) * BLOCK);
  }
  return text === String(written) ? null : text;
}

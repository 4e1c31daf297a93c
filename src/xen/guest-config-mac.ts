/** The range of MAC addresses that belongs to Xen. */
const XEN = '00:16:3e';

/**
 * A MAC address in Xen's range that always is the same for the same name (FNV-1a, folded to 23 bits: Xen's addresses
 * with the upper bit set are left to others).
 */
export function macOf(name: string): string {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const low = (hash ^ (hash >>> 23)) & 0x7fffff;
  const bytes = [low >>> 16, (low >>> 8) & 255, low & 255];
  return [XEN, ...bytes.map((byte) => byte.toString(16).padStart(2, '0'))].join(':');
}

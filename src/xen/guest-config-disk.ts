/**
 * A disk of a description as xl's newer syntax writes it (xl-disk-configuration(5)): every field by name, the target
 * last because it takes the rest of the line. `index` counts disks from 0.
 */
export function diskLine(disk: string, index: number, hvm: boolean): string {
  const [, prefix = '', target = disk] = /^(?:(phy|file|raw|qcow2|vhd|qed):)?(.*)$/s.exec(disk) ?? [];
  const format = prefix === '' || prefix === 'phy' || prefix === 'file' ? 'raw' : prefix;
  const letter = String.fromCharCode('a'.charCodeAt(0) + index);
  const block = prefix === 'phy' || (prefix === '' && target.startsWith('/dev/'));
  return [
    `format=${format}`,
    `vdev=${hvm ? 'hd' : 'xvd'}${letter}`,
    'access=rw',
    ...(block ? ['backendtype=phy'] : []),
    `target=${target}`,
  ].join(', ');
}

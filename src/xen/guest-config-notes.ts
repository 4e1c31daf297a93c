import { disksOf, nicsOf } from './guest-config-devices.ts';
import { type GuestFacts, value } from './guest-config-facts.ts';
import type { GuestConfig } from './guest-config-read.ts';

/** What needs saying about two guests beside their differences. */
export function comparisonNotes(
  factsA: GuestFacts,
  factsB: GuestFacts,
  a: GuestConfig,
  b: GuestConfig,
): readonly string[] {
  const both = [
    { facts: factsA, config: a, which: 'A' },
    { facts: factsB, config: b, which: 'B' },
  ];
  const notes: string[] = [];
  if (factsA.type === factsB.type && factsA.emulated === factsB.emulated) {
    notes.push(`Both are ${factsA.type.toUpperCase()}: a comparison shows how much two equal guests differ.`);
  }
  if (value(a, 'pvshim') === '1' || value(b, 'pvshim') === '1') {
    notes.push('A guest with pvshim looks like PV inside and runs as PVH: it is neither.');
  }
  for (const { facts, config, which } of both) {
    if (facts.type === 'hvm') {
      notes.push(
        facts.emulated === true
          ? `${which} keeps its emulated devices, as HVM guests did in 2008: disk and network are those of the device model.`
          : `${which} is HVM with PV drivers, where its kernel has them: disk and network take the way of PV. The HVM of 2008 had emulated devices (xen_emul_unplug=never on the kernel's command line, or xen_platform_pci = 0).`,
      );
      const busy = [
        ...(value(config, 'vga') === 'none' && value(config, 'stdvga') !== '1' ? [] : ['a screen']),
        ...(value(config, 'usb') === '1' || config.has('usbdevice') ? ['USB'] : []),
      ];
      if (busy.length > 0) {
        notes.push(
          `${which} has ${busy.join(' and ')}, which its device model has to serve: vga = "none", usb = 0 spare that.`,
        );
      }
    }
    if (facts.type !== 'pv') {
      notes.push(
        value(config, 'hap') === '0'
          ? `${which} has shadow paging (hap = 0), as every HVM guest of 2008.`
          : `${which} has nested paging where the CPU can: the CPUs of 2008 could not (hap = 0 gives shadow paging).`,
      );
    }
    if (facts.boot !== 'kernel') {
      notes.push(
        `${which} takes its kernel from its disk: its version and command line are not known from here.`,
      );
    }
  }
  const shared = disksOf(a).filter(
    ({ target, writable, cdrom }) =>
      writable && !cdrom && target !== '' && disksOf(b).some((disk) => disk.target === target),
  );
  if (shared.length > 0) {
    notes.push(
      `Both write ${shared.map(({ target }) => target).join(', ')}: they must take turns. Two running guests would destroy its file system.`,
    );
  }
  const macs = nicsOf(a).flatMap((nic) => nic.get('mac') ?? []);
  if (shared.length === 0 && nicsOf(b).some((nic) => macs.includes(nic.get('mac') ?? ''))) {
    notes.push('Both have one MAC address: they must not run at the same time.');
  }
  if (factsA.name !== null && factsA.name === factsB.name) {
    notes.push(`Both are called ${factsA.name}: while one is there, the other cannot be created.`);
  }
  return notes;
}

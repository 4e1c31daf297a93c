import type { Identity, Machine } from './identity.ts';
import { type Facts, told } from './identity-facts.ts';

/** Whose work input and output are: of a driver pair with the hypervisor, of emulated hardware, or of real one. */
export const IO_KINDS = ['paravirtual', 'emulated', 'virtio', 'hardware', 'mixed', 'unknown'] as const;
export type IoKind = (typeof IO_KINDS)[number];

/** Of the network card and the disk that the benchmarks use. */
export interface Io {
  readonly network: IoKind;
  readonly disk: IoKind;
}

export interface Devices extends Io {
  readonly networkDriver: string | null;
  /** Several, by commas, where folders of the disk cases lie on disks of several drivers. */
  readonly diskDriver: string | null;
}

/** Drivers of Xen, VMware and Hyper-V whose other end is a driver too. */
const PARAVIRTUAL = /^(xen-netfront|xen-blkfront|vif|vbd|vscsi|xen-scsifront|netfront|blkfront)$/;
const PARAVIRTUAL_OTHERS = /^(vmxnet3?|vmw_pvscsi|hv_netvsc|hv_storvsc|storvsc)$/;
const VIRTIO = /^virtio[-_](net|blk|scsi|pci|mmio)$/;
/** Hardware that QEMU makes up for a guest, by its Linux drivers, old ones too. */
const EMULATED =
  /^(e1000e?|8139cp|8139too|rtl8139|ne2k-pci|ne2k_pci|pcnet32|tulip|ata_piix|piix(_ide)?|ata_generic|ide([-_].+)?|ahci|sym53c8xx|lsi.*|megaraid_sas|mptspi|uhci_hcd|usb-storage)$/i;

/** Kinds of machine whose PCI devices are made up, unless their driver is none that QEMU has. */
const VIRTUAL: ReadonlySet<Machine> = new Set(['hvm', 'kvm', 'kvm-as-xen', 'other']);

/** What a driver stands for on this machine: an `ahci` is emulated in a guest and real on the bare machine. */
export function driverKind(driver: string, { machine, under }: Identity): IoKind {
  if (PARAVIRTUAL.test(driver) || PARAVIRTUAL_OTHERS.test(driver)) return 'paravirtual';
  if (VIRTIO.test(driver)) return 'virtio';
  const virtual = VIRTUAL.has(machine) || under !== null;
  return virtual && EMULATED.test(driver) ? 'emulated' : 'hardware';
}

/** Kinds of the network card and the disk that matter, from `network_driver` and `disk_driver` of the facts. */
export function devicesOf(facts: Facts, identity: Identity): Devices {
  const networkDriver = told(facts, 'network_driver');
  const diskDriver = told(facts, 'disk_driver');
  return {
    network: kindOf(networkDriver, identity),
    disk: kindOf(diskDriver, identity),
    networkDriver,
    diskDriver,
  };
}

function kindOf(drivers: string | null, identity: Identity): IoKind {
  const kinds = new Set(
    (drivers ?? '')
      .split(/[\s,]+/)
      .filter((driver) => driver !== '')
      .map((driver) => driverKind(driver, identity)),
  );
  const [first, ...others] = kinds;
  return others.length > 0 ? 'mixed' : (first ?? 'unknown');
}

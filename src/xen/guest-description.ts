/** The four ways to run one guest that this project compares. */
export const GUEST_VARIANTS = ['pv', 'hvm', 'pvh', 'hvm-emulated'] as const;
export type GuestVariant = (typeof GUEST_VARIANTS)[number];

/** How a guest comes to its kernel. */
export type GuestBoot =
  | {
      /** The dom0 hands over a kernel of its own: the same one for every type. */
      readonly from: 'kernel';
      readonly kernel: string;
      readonly ramdisk: string | null;
      /** Root file system as the PV guest names it: `/dev/xvda1`, `UUID=...`; null: the command line says it, or nobody. */
      readonly root: string | null;
      /** The rest of the kernel's command line; consoles in it are replaced by those of each type. */
      readonly cmdline: string;
    }
  | {
      /** The guest's own boot loader on its first disk; PV and PVH read it by `bootloader`. */
      readonly from: 'disk';
      readonly bootloader: string;
    };

export const TSC_MODES = ['default', 'always_emulate', 'native', 'native_paravirt'] as const;
export type TscMode = (typeof TSC_MODES)[number];

/** One guest, from which a configuration of each type is written. `{type}` in a disk stands for the variant. */
export interface GuestDescription {
  /** Variants are called NAME-VARIANT. */
  readonly name: string;
  readonly boot: GuestBoot;
  /** `phy:/dev/vg/web`, `file:/images/web.img`, `qcow2:/images/web.qcow2`, or a path; in the order of xvda, xvdb ... */
  readonly disks: readonly string[];
  /** Null: no network. */
  readonly bridge: string | null;
  /** Null: derived from the name. */
  readonly mac: string | null;
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** CPUs of the host that the vCPUs may run on: `2-3`; null: any. */
  readonly cpus: string | null;
  /** Null: native with `like2008`, else Xen's default. */
  readonly tscMode: TscMode | null;
  /** Shadow paging in place of the CPU's nested paging, and the network card that Xen emulated by default. */
  readonly like2008: boolean;
}

/** What to write where nothing is said: in 2008 HVM meant emulated devices, and PVH was not there. */
export function usualVariants(like2008: boolean): readonly GuestVariant[] {
  return like2008 ? ['pv', 'hvm-emulated'] : ['pv', 'hvm', 'pvh'];
}

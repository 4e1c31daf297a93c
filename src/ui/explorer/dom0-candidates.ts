import type { TargetFields } from '../../experiment/edit.ts';
import type { Kind } from '../../experiment/model.ts';
import type { ConfigFile } from '../../xen/config-file.ts';
import {
  type GuestAddress,
  guestAddress,
  type Neighbour,
  placeOfDomain,
  type StoredAddress,
} from '../../xen/guest-address.ts';
import { type Condition, isSafeName, type SeenDomain } from '../../xen/seen-domains.ts';

/** A guest of a dom0 that could become a target. */
export interface Candidate {
  readonly name: string;
  /** null: xl does not tell. */
  readonly type: 'pv' | 'hvm' | 'pvh' | null;
  /** A PV guest in a shim. */
  readonly shim: boolean;
  /** null: a file names it, and it is not there. */
  readonly condition: Condition | null;
  readonly readable: boolean;
  readonly vcpus: number | null;
  readonly memoryMiB: number | null;
  /** Where a configuration file of its name was found. */
  readonly config: string | null;
  readonly address: GuestAddress | null;
  /** The experiment file takes its name for a domain. */
  readonly nameable: boolean;
}

export interface Found {
  readonly domains: readonly SeenDomain[];
  readonly files: readonly ConfigFile[];
  readonly neighbours: readonly Neighbour[];
  readonly stored: readonly StoredAddress[];
}

/** The guests of a dom0 in the order of `xl list`, then those of configuration files that are not there. */
export function candidatesOf({ domains, files, neighbours, stored }: Found): readonly Candidate[] {
  const configOf = (name: string) => files.find((file) => file.name === name)?.path ?? null;
  const there = domains
    .filter(({ id }) => id !== 0)
    .map(
      ({ name, type, shim, condition, vcpus, memoryMiB, detail }): Candidate => ({
        name,
        type,
        shim,
        condition,
        readable: detail !== null,
        vcpus,
        memoryMiB,
        config: configOf(name),
        address: detail === null ? null : guestAddress(placeOfDomain(detail), neighbours, stored),
        nameable: isSafeName(name),
      }),
    );
  const names = new Set(domains.map(({ name }) => name));
  const absent = files.flatMap((file, index): Candidate[] => {
    const { name, type, shim, vcpus, memoryMiB, path, place } = file;
    const isFirst = files.findIndex((other) => other.name === name) === index;
    if (names.has(name) || !isFirst) return [];
    const nameable = isSafeName(name);
    return [
      {
        name,
        type,
        shim,
        condition: null,
        readable: true,
        vcpus,
        memoryMiB,
        config: path,
        address: guestAddress(place, neighbours, stored),
        nameable,
      },
    ];
  });
  return [...there, ...absent];
}

/** The kind that a guest's type stands for. One in a shim is neither PV nor PVH: its label is what it proves to be. */
export function kindOf({ type, shim }: Pick<Candidate, 'type' | 'shim'>): Kind {
  return shim ? 'any' : (type ?? 'any');
}

/** Where a guest is probably reached; `sure`: nobody need be asked. */
export interface HostGuess {
  readonly host: string;
  /** Through its dom0; not where the SSH configuration knows the way. */
  readonly viaDom0: boolean;
  readonly sure: boolean;
}

/** @param sshNames names of the SSH configuration */
export function guessHost({ name, address }: Candidate, sshNames: readonly string[]): HostGuess {
  if (sshNames.includes(name)) return { host: name, viaDom0: false, sure: true };
  if (address === null) return { host: `root@${name}`, viaDom0: true, sure: false };
  const place = address.address.includes(':') ? `[${address.address}]` : address.address;
  return { host: `root@${place}`, viaDom0: true, sure: true };
}

/** The target that a guest becomes. */
export function targetOf(
  candidate: Candidate,
  dom0: string,
  { host, viaDom0 }: Pick<HostGuess, 'host' | 'viaDom0'>,
): TargetFields {
  const { name, config } = candidate;
  return {
    kind: kindOf(candidate),
    host,
    jump: viaDom0 ? dom0 : undefined,
    domain: { dom0, name, config: config ?? undefined },
  };
}

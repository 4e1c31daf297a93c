import type { Target } from '../../experiment/model.ts';
import { isSafeName, type SeenDomain } from '../../xen/seen-domains.ts';
import type { Doing, Dom0View } from './dom0-watches.ts';

/** A domain of a dom0 in the tree: one that is there, or one that a target names. */
export interface DomainRow {
  readonly name: string;
  /** null: it is not there. */
  readonly seen: SeenDomain | null;
  /** What xl create starts it from; null: not known. */
  readonly config: string | null;
  /** The targets that are this domain. */
  readonly targets: readonly string[];
  readonly doing: Doing | null;
  /** xl takes its name for it alone, so it can be told what to do with it. */
  readonly commanded: boolean;
}

/** Domains in the order of `xl list`, then those of targets that are not there; none before a dom0 was asked. */
export function domainRows(dom0: string, view: Dom0View, targets: readonly Target[]): readonly DomainRow[] {
  const { domains, files, doing } = view;
  if (domains === null) return [];
  const its = targets.filter(({ domain }) => domain?.dom0 === dom0);
  const rowOf = (name: string, seen: SeenDomain | null): DomainRow => {
    const named = its.filter(({ domain }) => domain?.name === name);
    const config = named.flatMap(({ domain }) => domain?.config ?? [])[0];
    const isOnly = domains.filter((domain) => domain.name === name).length <= 1;
    return {
      name,
      seen,
      config: config ?? files.find((file) => file.name === name)?.path ?? null,
      targets: named.map((target) => target.name),
      doing: doing.get(name) ?? null,
      commanded: seen?.id !== 0 && isOnly && isSafeName(name),
    };
  };
  const there = new Set(domains.map(({ name }) => name));
  const absent = new Set(its.flatMap(({ domain }) => domain?.name ?? []).filter((name) => !there.has(name)));
  return [...domains.map((seen) => rowOf(seen.name, seen)), ...[...absent].map((name) => rowOf(name, null))];
}

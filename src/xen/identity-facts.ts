/**
 * Facts of a machine as src/remote/facts-identity.sh prints them, or as a run file keeps them in `environment` and
 * `observed`: one text a key. What is absent was not told.
 */
export type Facts = Readonly<Record<string, unknown>>;

/** Where a piece of evidence was found, and what stands there; both read well in a sentence. */
export interface Evidence {
  readonly source: string;
  readonly says: string;
}

/** A fact as one short text; null where it is absent, empty, or withheld (`<denied>`, as Xen does). */
export function told(facts: Facts, key: string): string | null {
  const value = Object.hasOwn(facts, key) ? facts[key] : null;
  if (typeof value !== 'string') return null;
  const text = value
    .replace(/[\p{Cc}\p{Cf}\uFFFD]+/gu, ' ')
    .trim()
    .slice(0, 200);
  return text === '' || text === '<denied>' ? null : text;
}

/** `/sys/hypervisor/type says xen; the domain's number is all zeros`: evidence as a part of a sentence. */
export function evidenceSentence(evidence: readonly Evidence[]): string {
  return evidence.map(({ source, says }) => `${source} says ${says}`).join('; ');
}

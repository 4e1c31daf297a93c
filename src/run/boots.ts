import type { TargetRecord } from '../journal/records.ts';

/** Which boot of the plan each boot of a target served, by the boot ids that the target itself told. */
export class BootLedger {
  readonly #served = new Map<string, Map<string, number>>();

  constructor(earlier: readonly TargetRecord[]) {
    for (const { target, observed } of earlier) {
      const { boot_id: id, boot } = observed as { boot_id?: unknown; boot?: unknown };
      if (typeof id === 'string' && typeof boot === 'number') this.#of(target).set(id, boot);
    }
  }

  /**
   * The boot of the plan that a target's present boot serves: the one it served before, else the first of `open`
   * (boots with trials left, ascending) that no other boot of the target has served, else the first of `open`.
   * A target that tells no boot id is taken to have been started anew.
   */
  assign(target: string, bootId: string | null, open: readonly number[]): number {
    const served = this.#of(target);
    const before = bootId === null ? undefined : served.get(bootId);
    if (before !== undefined) return before;
    const taken = new Set(served.values());
    const boot = open.find((candidate) => !taken.has(candidate)) ?? open[0] ?? 1;
    served.set(bootId ?? `untold ${served.size}`, boot);
    return boot;
  }

  #of(target: string): Map<string, number> {
    const served = this.#served.get(target) ?? new Map<string, number>();
    this.#served.set(target, served);
    return served;
  }
}

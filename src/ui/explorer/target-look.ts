import type { Kind, Target } from '../../experiment/model.ts';
import { ITEMS } from '../../manifest.ts';
import { plain } from '../../report/plain.ts';
import { COLOURS, joined, type Lens, type Look } from './look.ts';
import { ago, exactly } from './when.ts';

/** What the last check found about a target. */
export interface TargetOutcome {
  /** Instant, ISO 8601. */
  readonly at: string;
  /** `root@10.0.0.11:22`; null: not reached. */
  readonly address: string | null;
  readonly simulated: boolean | null;
  readonly system: string | null;
  /** What stands in the way; empty when the target is ready. */
  readonly problems: readonly string[];
}

export interface TargetFacts {
  readonly target: Target;
  readonly isBaseline: boolean;
  /** null: not checked, or changed since. */
  readonly outcome: TargetOutcome | null;
  readonly checking: boolean;
}

const KIND_ICONS: Readonly<Record<Kind, string>> = {
  native: 'server',
  pv: 'vm-outline',
  hvm: 'vm',
  pvh: 'vm-connect',
  kvm: 'server-environment',
};

export function targetLook({ target, isBaseline, outcome, checking }: TargetFacts, lens: Lens): Look {
  const { l10n } = lens;
  const label = plain(target.name, 100);
  const host = plain(target.host, 255);
  const state = checking ? l10n.t('checking ...') : stateOf(outcome, lens);
  return {
    label,
    description: [`${target.kind}  ${host}`, joined([isBaseline ? l10n.t('baseline') : null, state])]
      .filter(Boolean)
      .join('  '),
    tooltip: tooltipOf(target, isBaseline, outcome, lens),
    ...iconOf(target.kind, outcome, checking),
    context: checking ? ITEMS.targetChecking : ITEMS.target,
    spoken: joined([l10n.t('{0}, target of kind {1}, host {2}', label, target.kind, host), state]),
  };
}

function iconOf(
  kind: Kind,
  outcome: TargetOutcome | null,
  checking: boolean,
): { readonly icon: string; readonly colour: string | null } {
  if (checking) return { icon: 'loading~spin', colour: null };
  if (outcome === null) return { icon: KIND_ICONS[kind], colour: null };
  if (outcome.problems.length > 0) return { icon: 'error', colour: COLOURS.bad };
  return { icon: KIND_ICONS[kind], colour: COLOURS.good };
}

function stateOf(outcome: TargetOutcome | null, { l10n }: Lens): string | null {
  if (outcome === null) return null;
  const [first] = outcome.problems;
  if (first !== undefined) return plain(first, 200);
  return outcome.simulated === true ? l10n.t('ready, simulated') : l10n.t('ready');
}

function tooltipOf(
  { name, kind, host, jump, identityFile, domain }: Target,
  isBaseline: boolean,
  outcome: TargetOutcome | null,
  { l10n, now, locale }: Lens,
): string[] {
  const lines = [
    plain(name, 100),
    l10n.t('Kind: {0}, unproved: it is what the experiment says, not what was seen on the guest', kind),
    l10n.t('Host: {0}', plain(host, 255)),
  ];
  if (jump !== null) lines.push(l10n.t('Through: {0}', plain(jump, 255)));
  if (identityFile !== null) lines.push(l10n.t('Key: {0}', plain(identityFile)));
  if (domain !== null) {
    lines.push(l10n.t('Domain: {0} in {1}', plain(domain.name, 255), plain(domain.dom0, 255)));
  }
  if (isBaseline) lines.push(l10n.t('The baseline that the others are compared with'));
  if (outcome === null) return [...lines, l10n.t('Not checked')];
  const when = `${ago(outcome.at, now, locale)} (${exactly(outcome.at, locale)})`;
  lines.push(
    outcome.problems.length === 0
      ? l10n.t('Checked {0}: ready', when)
      : l10n.t('Checked {0}: something stands in the way', when),
    ...outcome.problems.map((problem) => plain(problem, 1_000)),
  );
  const seen = joined([outcome.address, outcome.system].map((text) => (text === null ? null : plain(text))));
  if (seen !== '') lines.push(l10n.t('Seen: {0}', seen));
  if (outcome.simulated === true) lines.push(l10n.t('Simulated: a model of the demo lab, no machine'));
  return lines;
}

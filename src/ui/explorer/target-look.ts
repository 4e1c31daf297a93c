import type { Kind, Target } from '../../experiment/model.ts';
import { ITEMS } from '../../manifest.ts';
import { plain } from '../../report/plain.ts';
import { COLOURS, joined, type Lens, type Look } from './look.ts';
import { ago, exactly } from './when.ts';

/** What a target proved to be in its last check. */
export interface ProvedOutcome {
  /** `HVM, PV drivers`. */
  readonly label: string;
  /** One of `PROOF_STATUSES`. */
  readonly status: string;
  readonly sentence: string;
  readonly evidence: readonly { readonly source: string; readonly says: string }[];
}

/** What the last check found about a target. */
export interface TargetOutcome {
  /** Instant, ISO 8601. */
  readonly at: string;
  /** `root@10.0.0.11:22`; null: not reached. */
  readonly address: string | null;
  readonly simulated: boolean | null;
  readonly system: string | null;
  /** What it proved to be; null: not reached, or checked by an earlier version. */
  readonly proved: ProvedOutcome | null;
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
  any: 'question',
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
  const state = outcome.simulated === true ? l10n.t('ready, simulated') : l10n.t('ready');
  return joined([state, outcome.proved === null ? null : plain(outcome.proved.label, 80)]);
}

/** What it is called, what it proved to be, and by what. */
function kindLines(kind: Kind, outcome: TargetOutcome | null, l10n: Lens['l10n']): string[] {
  const proved = outcome?.proved ?? null;
  if (proved === null) {
    return [
      l10n.t(
        'Kind: {0}, not proved yet: it is what the experiment says, not what was seen on the guest',
        kind,
      ),
    ];
  }
  const label = plain(proved.label, 80);
  const head =
    proved.status === 'proved'
      ? l10n.t('Kind: {0}, proved: {1}', kind, label)
      : proved.status === 'simulated'
        ? l10n.t('Kind: {0}, simulated: {1}', kind, label)
        : proved.status === 'mismatch'
          ? l10n.t('Kind: {0}, but the machine proves to be: {1}', kind, label)
          : l10n.t('Kind: {0}, and nothing shows what the machine is', kind);
  return [
    head,
    ...proved.evidence
      .slice(0, 8)
      .map(({ source, says }) => l10n.t('{0} says {1}', plain(source, 100), plain(says, 200))),
  ];
}

function tooltipOf(
  { name, kind, host, jump, identityFile, domain }: Target,
  isBaseline: boolean,
  outcome: TargetOutcome | null,
  { l10n, now, locale }: Lens,
): string[] {
  const lines = [plain(name, 100), ...kindLines(kind, outcome, l10n), l10n.t('Host: {0}', plain(host, 255))];
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

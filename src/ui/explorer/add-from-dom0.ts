import { l10n, ProgressLocation, window } from 'vscode';
import type { ExperimentEdit } from '../../experiment/edit.ts';
import { hostProblem } from '../../experiment/hosts.ts';
import { valueAt } from '../../experiment/places.ts';
import { EXIT, HumanError } from '../../human-error.ts';
import { plain } from '../../report/plain.ts';
import { addressesOf, configFilesOf, domainsOf } from '../../run/dom0-inventory.ts';
import { sshConfigFile } from '../connections.ts';
import type { ExperimentFiles } from '../files/experiment-files.ts';
import { answered, askInSteps, askText, BACK, pickMany, type Step, typeOrPick } from '../multi-step.ts';
import { noticeText } from '../prompts/notice-text.ts';
import { listSshHosts } from '../ssh-hosts.ts';
import { refuseUntrusted } from '../trust.ts';
import { candidateChoice } from './candidate-choice.ts';
import type { CheckSources } from './check-command.ts';
import { chooseExperiment, objectAt } from './choose.ts';
import { type Candidate, candidatesOf, guessHost, targetOf } from './dom0-candidates.ts';
import { asHumanError, openSession } from './dom0-session.ts';
import { applyEdits, type OpenExperiment, openExperiment } from './experiment-edits.ts';
import { freeTargetNames } from './free-name.ts';
import { refuseWhileDom0Measured } from './refuse-measured.ts';

/** An experiment has no more. */
const MOST_TARGETS = 64;

interface Draft {
  readonly chosen: readonly Candidate[];
  /** Of guests whose address nothing tells, by name. */
  readonly hosts: ReadonlyMap<string, string>;
}

/**
 * Adds targets for the guests of a dom0: connects, lists them, and adds those that are ticked with what starts and stops
 * them, by one edit that one undo takes back.
 */
export async function addTargetsFromDom0(sources: CheckSources, argument: unknown): Promise<void> {
  refuseUntrusted();
  const { files, live } = sources;
  const title = l10n.t('Add Targets from dom0');
  const uri = await chooseExperiment(files, argument, title);
  if (uri === undefined) return;
  const opened = await openExperiment(uri);
  const sshNames = await listSshHosts(await sshConfigFile());
  const dom0 = dom0Of(argument) ?? (await askDom0(title, files, sshNames));
  if (dom0 === undefined) return;
  refuseWhileDom0Measured(dom0, [], live);
  const candidates = await guestsOf(dom0, sources);
  if (candidates === undefined) return;
  if (candidates.length === 0) {
    throw new HumanError(
      l10n.t(
        'The dom0 {0} has no guests, and no configuration file under /etc/xen names one.',
        noticeText(dom0),
      ),
      EXIT.usage,
    );
  }
  const draft = await askInSteps<Draft>({ chosen: [], hosts: new Map() }, [
    chooseStep(title, dom0, candidates, sshNames, opened),
    ...Array.from({ length: MOST_TARGETS }, (_, index) => hostStep(title, index, sshNames)),
  ]);
  if (draft !== undefined) await applyEdits(opened, editsOf(draft, dom0, sshNames, opened));
}

/** That of an item of the explorer. */
function dom0Of(argument: unknown): string | undefined {
  const dom0 = valueAt(argument, ['dom0']);
  return typeof dom0 === 'string' && hostProblem(dom0) === null ? dom0 : undefined;
}

async function askDom0(
  title: string,
  files: ExperimentFiles,
  sshNames: readonly string[],
): Promise<string | undefined> {
  const named = files.all.flatMap(({ reading }) =>
    (reading.experiment?.targets ?? []).flatMap(({ domain }) => domain?.dom0 ?? []),
  );
  const known = [...new Set(named)];
  const answer = await typeOrPick({
    title,
    placeholder: l10n.t('Host of the dom0: a name of ~/.ssh/config, root@host or root@host:port'),
    prompt: l10n.t('xl serves only root there.'),
    choices: [
      ...known.map((host) => ({ value: host, label: host, heading: l10n.t('Named in experiments') })),
      ...sshNames
        .filter((host) => !known.includes(host))
        .map((host) => ({ value: host, label: host, heading: l10n.t('SSH configuration') })),
    ],
    problem: (text) => {
      if (text.startsWith('lab:')) return l10n.t('The demo lab has no dom0.');
      const problem = hostProblem(text);
      return problem === null ? null : l10n.t('A host {0}.', problem);
    },
  });
  return answer === BACK ? undefined : answer;
}

/** Undefined: the person stopped it. Throws HumanError with what the host or xl says. */
function guestsOf(dom0: string, sources: CheckSources): Thenable<readonly Candidate[] | undefined> {
  const location = ProgressLocation.Notification;
  const title = l10n.t('Looking for the guests of {0} ...', noticeText(dom0));
  return window.withProgress({ location, title, cancellable: true }, async (_, token) => {
    const abort = new AbortController();
    const { signal } = abort;
    token.onCancellationRequested(() => abort.abort());
    try {
      const session = await openSession(dom0, sources, signal);
      const close = () => void session.close();
      signal.addEventListener('abort', close, { once: true });
      try {
        const domains = await domainsOf(session.dom0);
        const files = await configFilesOf(session.dom0);
        return candidatesOf({ domains, files, ...(await addressesOf(session.dom0)) });
      } finally {
        signal.removeEventListener('abort', close);
        await session.close();
      }
    } catch (error) {
      if (signal.aborted) return undefined;
      throw asHumanError(error, dom0);
    }
  });
}

function chooseStep(
  title: string,
  dom0: string,
  candidates: readonly Candidate[],
  sshNames: readonly string[],
  opened: OpenExperiment,
): Step<Draft> {
  const choices = candidates.map((each) => candidateChoice(each, usersOf(each, dom0, opened), { l10n }));
  const problem = (chosen: readonly Candidate[]): string | null => {
    if (chosen.length === 0) return l10n.t('Choose at least one.');
    const odd = chosen.find(({ nameable }) => !nameable);
    if (odd !== undefined) {
      return l10n.t(
        'xl would not know "{0}" by its name alone: rename the domain to letters, digits and . _ : + -',
        plain(odd.name, 64),
      );
    }
    return opened.problem(editsOf({ chosen, hosts: new Map() }, dom0, sshNames, opened));
  };
  return {
    ask: (known, at) =>
      answered(
        pickMany({
          ...at,
          title,
          placeholder: l10n.t('Which guests of {0} are targets?', plain(dom0, 100)),
          choices,
          picked: known.chosen,
          problem,
        }),
        (chosen) => ({ ...known, chosen }),
      ),
  };
}

function hostStep(title: string, index: number, sshNames: readonly string[]): Step<Draft> {
  const candidateAt = ({ chosen }: Draft) => chosen[index];
  return {
    when: (draft) => {
      const candidate = candidateAt(draft);
      return candidate !== undefined && !guessHost(candidate, sshNames).sure;
    },
    ask: (known, at) => {
      const candidate = candidateAt(known);
      const name = candidate?.name ?? '';
      const guess = candidate === undefined ? '' : guessHost(candidate, sshNames).host;
      const text = askText({
        ...at,
        title: l10n.t('{0}: {1}', title, plain(name, 64)),
        prompt: l10n.t('Nothing on the dom0 tells its address. Host of the guest, as seen from the dom0:'),
        value: known.hosts.get(name) ?? guess,
        problem: (typed) => {
          const problem = typed === '' ? l10n.t('must be given') : hostProblem(typed);
          return problem === null ? null : l10n.t('A host {0}.', problem);
        },
      });
      return answered(text, (host) => ({ ...known, hosts: new Map([...known.hosts, [name, host]]) }));
    },
  };
}

function usersOf({ name }: Candidate, dom0: string, { value }: OpenExperiment): readonly string[] {
  return Object.entries(objectAt(value, 'targets')).flatMap(([target, fields]) =>
    valueAt(fields, ['domain', 'name']) === name && valueAt(fields, ['domain', 'dom0']) === dom0
      ? [target]
      : [],
  );
}

function editsOf(
  { chosen, hosts }: Draft,
  dom0: string,
  sshNames: readonly string[],
  { value }: OpenExperiment,
): readonly ExperimentEdit[] {
  const names = freeTargetNames(
    chosen.map(({ name }) => name),
    Object.keys(objectAt(value, 'targets')),
  );
  return chosen.map((candidate, index) => {
    const guess = guessHost(candidate, sshNames);
    const place = { ...guess, host: hosts.get(candidate.name) ?? guess.host };
    return {
      edit: 'add-target',
      name: names[index] ?? candidate.name,
      target: targetOf(candidate, dom0, place),
    };
  });
}

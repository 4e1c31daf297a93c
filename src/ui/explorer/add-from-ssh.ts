import { l10n, ProgressLocation, window } from 'vscode';
import type { ExperimentEdit } from '../../experiment/edit.ts';
import type { Kind } from '../../experiment/model.ts';
import { EXIT, HumanError } from '../../human-error.ts';
import { plain } from '../../report/plain.ts';
import { sshConfigFile } from '../connections.ts';
import { type At, answered, askInSteps, type Choice, pickMany, pickOne, type Step } from '../multi-step.ts';
import { listSshHosts } from '../ssh-hosts.ts';
import { refuseUntrusted } from '../trust.ts';
import { askSshAbout } from './ask-ssh.ts';
import { chooseExperiment } from './choose.ts';
import { applyEdits, openExperiment } from './experiment-edits.ts';
import { freeTargetNames } from './free-name.ts';
import { type SshHost, sshHostDescription } from './ssh-host-rows.ts';
import type { CommandSources } from './target-commands.ts';
import { askKind, KINDS_IN_ORDER, placedTargets } from './target-questions.ts';

/** An experiment has no more. */
const MOST_TARGETS = 64;

/** What all targets claim to be, or that each is asked for. */
type KindOfAll = Kind | 'each';

interface Draft {
  readonly hosts: readonly SshHost[];
  readonly kind: KindOfAll;
  readonly kinds: readonly Kind[];
}

/** Adds targets for names of the person's SSH configuration: one edit of the file, which one undo takes back. */
export async function addTargetsFromSsh({ files }: CommandSources, argument: unknown): Promise<void> {
  // `ssh -G` may run commands of a configuration (`Match exec`).
  refuseUntrusted();
  const title = l10n.t('Add Targets from SSH Config');
  const uri = await chooseExperiment(files, argument, title);
  if (uri === undefined) return;
  const opened = await openExperiment(uri);
  const hosts = await hostsOfConfiguration();
  if (hosts === undefined) return;
  const targets = placedTargets(opened.value);
  const taken = targets.map(({ name }) => name);
  const first: Draft = { hosts: [], kind: 'any', kinds: [] };
  const draft = await askInSteps<Draft>(first, [
    {
      ask: (known, at) =>
        answered(
          pickMany({
            ...at,
            title,
            placeholder: l10n.t('Which hosts are targets?'),
            choices: hosts.map((host) => hostChoice(host, sshHostDescription(host, targets, { l10n }))),
            picked: known.hosts,
            problem: (chosen) =>
              hostsProblem(chosen) ?? opened.problem(editsOf({ ...known, hosts: chosen, kind: 'pv' }, taken)),
          }),
          (chosen) => ({ ...known, hosts: chosen, kinds: [] }),
        ),
    },
    {
      when: ({ hosts: chosen }) => chosen.length > 1,
      ask: (known, at) =>
        answered(askKindOfAll(title, at, known.kind), (kind) => ({ ...known, kind, kinds: [] })),
    },
    ...Array.from({ length: MOST_TARGETS }, (_, index) => kindStep(title, index)),
  ]);
  if (draft !== undefined) await applyEdits(opened, editsOf(draft, taken));
}

/** Undefined: given up. Throws HumanError where the configuration names nobody. */
async function hostsOfConfiguration(): Promise<readonly SshHost[] | undefined> {
  const configFile = await sshConfigFile();
  const names = await listSshHosts(configFile);
  if (names.length === 0) {
    throw new HumanError(
      l10n.t(
        '{0} names no hosts: write "Host NAME" with what ssh is to know of it there, or use the command "Add Target".',
        configFile ?? '~/.ssh/config',
      ),
      EXIT.usage,
    );
  }
  return window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: l10n.t('Reading the SSH configuration ...'),
      cancellable: true,
    },
    async (_, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      const hosts = await askSshAbout(names, configFile, abort.signal);
      return abort.signal.aborted ? undefined : hosts;
    },
  );
}

function hostChoice(host: SshHost, description: string): Choice<SshHost> {
  return {
    value: host,
    label: host.name,
    description,
    icon: host.problem === null ? 'server' : 'warning',
    ...(host.problem === null ? {} : { detail: plain(host.problem, 300) }),
  };
}

function hostsProblem(hosts: readonly SshHost[]): string | null {
  if (hosts.length === 0) return l10n.t('Choose at least one.');
  return hosts.find(({ problem }) => problem !== null)?.problem ?? null;
}

function askKindOfAll(title: string, at: At, active: KindOfAll) {
  return pickOne<KindOfAll>({
    ...at,
    title,
    placeholder: l10n.t('What do they claim to be?'),
    choices: [
      ...KINDS_IN_ORDER.map((kind) => ({
        value: kind,
        label: kind,
        description: kind === 'any' ? l10n.t('find out by connecting') : l10n.t('all of them'),
      })),
      { value: 'each', label: l10n.t('Ask for each'), icon: 'list-ordered' },
    ],
    active,
  });
}

function kindStep(title: string, index: number): Step<Draft> {
  return {
    when: ({ hosts, kind }) => index < hosts.length && (kind === 'each' || hosts.length === 1),
    ask: (known, at) => {
      const name = known.hosts[index]?.name ?? '';
      const heading = l10n.t('{0}: {1}', title, plain(name, 64));
      return answered(askKind(heading, at, known.kinds[index] ?? 'any'), (kind) => ({
        ...known,
        kinds: [...known.kinds.slice(0, index), kind, ...known.kinds.slice(index + 1)],
      }));
    },
  };
}

function editsOf({ hosts, kind, kinds }: Draft, taken: readonly string[]): readonly ExperimentEdit[] {
  const names = freeTargetNames(
    hosts.map(({ name }) => name),
    taken,
  );
  return hosts.map((host, index) => ({
    edit: 'add-target',
    name: names[index] ?? host.name,
    target: {
      kind: kinds[index] ?? (kind === 'each' ? 'any' : kind),
      host: host.name,
    },
  }));
}

import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import {
  EventEmitter,
  env,
  type LogOutputChannel,
  type Terminal,
  type TerminalOptions,
  type TreeItem,
  window,
  workspace,
} from 'vscode';
import { ITEMS } from '../../src/manifest.ts';
import { targetChecks } from '../../src/ui/explorer/checks.ts';
import { type Contents, explorerContents } from '../../src/ui/explorer/contents.ts';
import { destroy, refreshDomains, shutDown, startDomain } from '../../src/ui/explorer/domain-commands.ts';
import { type Domains, explorerDomains } from '../../src/ui/explorer/domains.ts';
import { itemOf } from '../../src/ui/explorer/items.ts';
import type { ExplorerNode } from '../../src/ui/explorer/nodes.ts';
import { copyConsoleCommand, openConsole } from '../../src/ui/explorer/open-console.ts';
import { runSummaries } from '../../src/ui/explorer/summaries.ts';
import { experimentFiles, type WorkspaceExperiments } from '../../src/ui/files/experiment-files.ts';
import type { LiveRun, LiveRuns } from '../../src/ui/live-runs.ts';
import { type CapturedDom0, startCapturedDom0 } from '../support/captured-dom0.ts';
import { answerMessages, replace } from './support/answers.ts';
import { activeExtension } from './support/extension.ts';
import { answerQuestions } from './support/questions.ts';
import { until } from './support/until.ts';
import { inWorkspace, writeText } from './support/workspace.ts';

describe('domains of a dom0', () => {
  const uri = () => inWorkspace('domains', 'guests.xenbench.jsonc');
  const homeBefore = process.env['HOME'];
  const log = window.createOutputChannel('Domain tests', { log: true });
  let dom0: CapturedDom0;
  let tree: DomainTree;

  before(async () => {
    const { extensionPath } = await activeExtension();
    dom0 = await startCapturedDom0(extensionPath);
    await writeFile(join(dom0.configs, 'found.cfg'), 'name = "found"\ntype = "pvh"\n');
    await writeFile(join(dom0.configs, 'pv.cfg'), 'name = "pv"\ntype = "pv"\n');
    const domain = (name: string, config?: string) => ({
      kind: 'pv',
      host: `root@${name}`,
      domain: { dom0: dom0.spec, name, ...(config === undefined ? {} : { config }) },
    });
    const targets = {
      pv: domain('pv', join(dom0.configs, 'pv.cfg')),
      web: domain('web'),
      found: domain('found'),
    };
    await writeText(uri(), JSON.stringify({ targets, benchmarks: ['cpu'] }));
  });
  after(async () => {
    log.dispose();
    await dom0.stop();
  });
  beforeEach(async () => {
    process.env['HOME'] = dom0.sshd.home;
    for (const name of await dom0.names()) await dom0.take(name);
    await dom0.put('pv', '-b----', 'pv');
    await dom0.put('other', '--p---', 'hvm');
    tree = openTree(log);
    await tree.files.ready;
    await until('the experiment is found', () => tree.contents.file(uri())?.reading.experiment);
  });
  afterEach(() => {
    tree.dispose();
    if (homeBefore === undefined) delete process.env['HOME'];
    else process.env['HOME'] = homeBefore;
  });
  const group = async (): Promise<ExplorerNode> => {
    const found = (await tree.contents.children(tree.contents.experimentNode(uri()))).find(
      ({ type }) => type === 'domains',
    );
    ok(found);
    return found;
  };
  const labels = async (): Promise<readonly string[]> => {
    const items = await Promise.all((await tree.contents.children(await group())).map(tree.itemOf));
    return items.map(({ label, description }) => `${String(label)}: ${String(description)}`);
  };
  const open = async (): Promise<void> => {
    tree.domains.want(new Set([dom0.spec]));
    await until('the dom0 has answered', () => tree.domains.view(dom0.spec).at !== null);
  };
  const node = async (name: string): Promise<ExplorerNode> => {
    const found = (await tree.contents.children(await group())).find(
      (each) => each.type === 'domain' && each.domain === name,
    );
    ok(found, `there is no ${name}`);
    return found;
  };
  const look = async (name: string): Promise<TreeItem> => tree.itemOf(await node(name));
  const sources = () => ({ files: tree.files, domains: tree.domains, log });

  it('are asked for when the group is opened, and not before', async () => {
    const before = (await dom0.calls()).length;
    const item = await tree.itemOf(await group());
    deepEqual(
      [item.label, item.description, item.contextValue],
      [`Domains of ${dom0.spec}`, '', ITEMS.domains],
    );
    deepEqual(await labels(), ['not asked yet: ']);
    equal((await dom0.calls()).length, before);
    await open();
    deepEqual(await labels(), [
      'Domain-0: running, this dom0 itself, 2 vCPUs, 1024 MiB',
      'pv: idle, PV, 1 vCPU, 384 MiB',
      'other: paused, HVM, 1 vCPU, 384 MiB',
      'web: not running',
      'found: not running',
    ]);
    deepEqual((await dom0.calls()).slice(before), ['list', 'list -l']);
    equal((await look('other')).contextValue, ITEMS.domainStuck);
    equal((await look('Domain-0')).contextValue, ITEMS.domainAlone);
  });

  it('are started from the file of their target, one that was found, or one that is asked for', async () => {
    await open();
    await dom0.take('pv');
    await refreshDomains(sources(), await group());
    equal((await look('pv')).contextValue, ITEMS.domainOff);
    await dom0.set('hold');
    const starting = startDomain(sources(), await node('pv'));
    await until('it is being started', async () => (await look('pv')).contextValue === ITEMS.domainBusy);
    match(String((await look('pv')).description), /^starting \.\.\./);
    await dom0.unset('hold');
    await starting;
    match(String((await look('pv')).description), /^idle, PV/);

    await startDomain(sources(), await node('found'));
    match(String((await look('found')).description), /^idle, PVH/);

    const asked = answerQuestions({ type: 'web.cfg' }, { type: '/nowhere/web.cfg' });
    await rejects(
      startDomain(sources(), await node('web')),
      /web could not be started from .*Failed to read config file \/nowhere\/web\.cfg/,
    );
    deepEqual([asked[0]?.at, asked[0]?.problem.includes('absolute path')], ['/etc/xen/web.cfg', true]);
    const calls = await dom0.calls();
    ok(calls.includes(`create ${join(dom0.configs, 'pv.cfg')}`));
    ok(calls.includes(`create ${join(dom0.configs, 'found.cfg')}`));
  });

  it('are shut down only when the person says so', async () => {
    await open();
    const asked = answerMessages('showWarningMessage', () => undefined);
    await shutDown(sources(), await node('pv'));
    deepEqual([asked[0]?.modal, asked[0]?.text], [true, `Shut down the domain pv on ${dom0.spec}?`]);
    ok((await dom0.names()).includes('pv'));
    answerMessages('showWarningMessage', ({ buttons }) => buttons[0]);
    await shutDown(sources(), await node('pv'));
    ok(!(await dom0.names()).includes('pv'));
    equal((await look('pv')).description, 'not running');
  });

  it('may be destroyed where they cannot be shut down, after a question of its own', async () => {
    await open();
    await dom0.take('pv');
    await dom0.put('pv', '---s--', 'pv');
    await dom0.set('deaf');
    try {
      const asked = answerMessages('showWarningMessage', ({ buttons }) => buttons[0]);
      await shutDown(sources(), await node('pv'));
      deepEqual(
        asked.map(({ text, modal }) => [text, modal]),
        [
          [`Shut down the domain pv on ${dom0.spec}?`, true],
          ['The domain pv has shut down, and is kept until it is destroyed.', false],
          [`Destroy the domain pv on ${dom0.spec}?`, true],
        ],
      );
      match(asked[2]?.detail ?? '', /what it has not written to its disk is lost/);
      deepEqual(asked[2]?.buttons, ['Destroy pv']);
    } finally {
      await dom0.unset('deaf');
    }
    ok(!(await dom0.names()).includes('pv'));
  });

  it('are left alone while a run uses their dom0, by looks and by commands', async () => {
    await open();
    const run = { ...fakeRun(), hosts: [dom0.spec.slice(dom0.spec.indexOf('@') + 1)] };
    tree.begin(run);
    const before = (await dom0.calls()).length;
    answerMessages('showWarningMessage', ({ buttons }) => buttons[0]);
    for (const command of [startDomain, shutDown, destroy, refreshDomains, openConsole]) {
      await rejects(command(sources(), await node('pv')), /The run "measuring" uses the dom0 .* just now/);
    }
    match(String((await tree.itemOf(await group())).description), /left alone while a run goes on$/);
    equal((await dom0.calls()).length, before);
    tree.end();
    await until('it is asked again', async () => (await dom0.calls()).length > before);
  });

  it('say why they cannot be had, and are asked again by hand', async () => {
    await dom0.set('refuses', 'libxl: error: cannot open libxc handle: Permission denied\n');
    tree.domains.want(new Set([dom0.spec]));
    await until('it has failed', () => tree.domains.view(dom0.spec).error !== null);
    const [note] = await tree.contents.children(await group());
    ok(note);
    const item = await tree.itemOf(note);
    match(String(item.label), /xl list failed: libxl: error: cannot open libxc handle: Permission denied/);
    equal(item.contextValue, ITEMS.domainsNote);
    await dom0.unset('refuses');
    await refreshDomains(sources(), await group());
    match((await labels())[0] ?? '', /^Domain-0: running/);
  });

  it('have a console: the words of ssh reach xl through a real server', async () => {
    await open();
    const opened: TerminalOptions[] = [];
    const terminal = { show: () => {} } as Terminal;
    replace(window, 'createTerminal', ((options: TerminalOptions) => {
      opened.push(options);
      return terminal;
    }) as typeof window.createTerminal);
    await openConsole(sources(), await node('pv'));
    const { shellPath, shellArgs, message } = opened[0] ?? {};
    match(message ?? '', /Ctrl\+\]/);
    ok(shellPath !== undefined && Array.isArray(shellArgs));
    // ssh itself goes by the home folder of the user database.
    const known = ['-o', `UserKnownHostsFile=${join(dom0.sshd.home, '.ssh', 'known_hosts')}`];
    const { stdout } = await promisify(execFile)(shellPath, [
      ...known,
      '-i',
      dom0.sshd.identityFile,
      ...shellArgs,
    ]);
    match(stdout, /console of pv/);

    const copied: string[] = [];
    replace(env, 'clipboard', {
      readText: async () => '',
      writeText: async (text) => void copied.push(text),
    });
    await copyConsoleCommand(await node('pv'));
    equal(
      copied[0],
      `ssh -t -l ${dom0.sshd.user} -p ${dom0.sshd.port} -- 127.0.0.1 'xl console '\\''pv'\\'''`,
    );
  });

  it('are not touched in a workspace that is not trusted, nor by a command without a domain', async () => {
    await rejects(startDomain(sources(), undefined), /needs a domain/);
    await rejects(destroy(sources(), { dom0: dom0.spec, domain: '3' }), /would not know "3" by its name/);
    replace(workspace, 'isTrusted', false);
    await rejects(startDomain(sources(), await group()), /not trusted/);
    tree.domains.want(new Set([dom0.spec]));
    await until('it is refused', () => tree.domains.view(dom0.spec).error?.includes('not trusted'));
  });
});

interface DomainTree {
  readonly files: WorkspaceExperiments;
  readonly contents: Contents;
  readonly domains: Domains;
  itemOf(this: void, node: ExplorerNode): Promise<TreeItem>;
  begin(run: LiveRun): void;
  end(): void;
  dispose(): void;
}

/** The tree as the view asks for it. */
function openTree(log: LogOutputChannel): DomainTree {
  const files = experimentFiles(log);
  const changed = new EventEmitter<void>();
  const nothing = new EventEmitter<never>();
  const all: LiveRun[] = [];
  const live: LiveRuns = {
    all,
    onDidChange: changed.event,
    onDidHappen: nothing.event,
    onDidEnd: nothing.event,
  };
  const memory = { get: () => undefined, update: async () => {}, keys: () => [], setKeysForSync: () => {} };
  const secrets = { get: async () => undefined, store: async () => {}, delete: async () => {} };
  type Context = Parameters<typeof explorerDomains>[0]['context'];
  const context = { secrets, globalState: memory } as unknown as Context;
  const domains = explorerDomains({ files, live, log, context });
  const contents = explorerContents(files, live, domains);
  const checks = targetChecks(memory);
  const summaries = runSummaries({
    state: async () => null,
    read: async () => Promise.reject(new Error('not read here')),
    told: () => {},
    failed: () => {},
    clock: () => 0,
    later: () => {},
  });
  return {
    files,
    contents,
    domains,
    itemOf: (node) => itemOf(node, { contents, summaries, checks, domains }),
    begin(run) {
      all.push(run);
      changed.fire();
    },
    end() {
      all.length = 0;
      changed.fire();
    },
    dispose() {
      for (const each of [domains, checks, files, changed, nothing]) each.dispose();
    },
  };
}

function fakeRun(): LiveRun {
  return {
    id: 1,
    experiment: inWorkspace('other.xenbench.jsonc'),
    title: 'measuring',
    place: 'terminal',
    runFile: '/nowhere.xenrun',
    targets: [],
    hosts: [],
    progress: { done: 0, trials: 0 } as LiveRun['progress'],
    notValid: 0,
    cancelling: false,
    cancel: () => {},
  };
}

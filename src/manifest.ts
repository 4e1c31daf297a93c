/**
 * Every id that package.json also names. A test holds the two together, both ways: what is contributed is here, and
 * what is here is contributed with the same type and default.
 */

export const COMMANDS = {
  run: 'xenBench.run',
  cancel: 'xenBench.cancel',
  resume: 'xenBench.resume',
  check: 'xenBench.check',
  cancelCheck: 'xenBench.cancelCheck',
  createExperiment: 'xenBench.createExperiment',
  tryDemoLab: 'xenBench.tryDemoLab',
  addTarget: 'xenBench.addTarget',
  addTargetsFromSsh: 'xenBench.addTargetsFromSsh',
  addTargetsFromDom0: 'xenBench.addTargetsFromDom0',
  editTarget: 'xenBench.editTarget',
  renameTarget: 'xenBench.renameTarget',
  removeTarget: 'xenBench.removeTarget',
  refreshDomains: 'xenBench.refreshDomains',
  startDomain: 'xenBench.startDomain',
  shutDownDomain: 'xenBench.shutDownDomain',
  destroyDomain: 'xenBench.destroyDomain',
  openConsole: 'xenBench.openConsole',
  copyConsoleCommand: 'xenBench.copyConsoleCommand',
  addBenchmark: 'xenBench.addBenchmark',
  editBenchmark: 'xenBench.editBenchmark',
  renameBenchmark: 'xenBench.renameBenchmark',
  removeBenchmark: 'xenBench.removeBenchmark',
  openAtLine: 'xenBench.openAtLine',
  openResults: 'xenBench.openResults',
  compareRuns: 'xenBench.compareRuns',
  exportReport: 'xenBench.exportReport',
  deleteRun: 'xenBench.deleteRun',
  refresh: 'xenBench.refresh',
  createGuestConfigs: 'xenBench.createGuestConfigs',
  compareGuestConfigs: 'xenBench.compareGuestConfigs',
  forgetPassphrases: 'xenBench.forgetPassphrases',
  showLog: 'xenBench.showLog',
  newNotebook: 'xenBench.newNotebook',
  openAsNotebook: 'xenBench.openAsNotebook',
  exportNotebook: 'xenBench.exportNotebook',
  recomputeOutputs: 'xenBench.recomputeOutputs',
} as const;
export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** Settings below `xenBench.`, with the types their values have and the defaults that package.json gives. */
export interface Settings {
  readonly 'results.open': 'start' | 'end' | 'never';
  readonly 'explorer.runs': number;
  readonly 'ssh.configFile': string;
}
export const SETTING_DEFAULTS: Settings = {
  'results.open': 'start',
  'explorer.runs': 20,
  'ssh.configFile': '',
};

export const VIEW_CONTAINER = 'xenBench';
export const EXPERIMENTS_VIEW = 'xenBench.experiments';
export const RESULTS_EDITOR = 'xenBench.results';
export const TASK_TYPE = 'xenbench';
export const NOTEBOOK_TYPE = 'xen-bench-notebook';
export const RESULT_RENDERER = 'xen-bench-results';

/** Keys of `when` clauses that the extension sets. */
export const CONTEXTS = {
  /** A run goes on. */
  running: 'xenBench.running',
  /** Targets are being checked. */
  checking: 'xenBench.checking',
  /** The workspace has an experiment file. */
  hasExperiments: 'xenBench.hasExperiments',
} as const;

/** `contextValue` of the explorer's items; menus of package.json match them as `viewItem`. */
export const ITEMS = {
  experiment: 'experiment',
  experimentRunning: 'experiment.running',
  /** Its file has mistakes: it can be opened, not run. */
  experimentBroken: 'experiment.broken',
  targets: 'targets',
  target: 'target',
  targetChecking: 'target.checking',
  /** Of a dom0. */
  domains: 'domains',
  /** In place of domains: they are asked for, or could not be had. */
  domainsNote: 'domains.note',
  domainOn: 'domain.on',
  /** Paused, crashed, shut down and kept: it can be destroyed. */
  domainStuck: 'domain.stuck',
  /** It is not there. */
  domainOff: 'domain.off',
  /** It is being started, shut down or destroyed. */
  domainBusy: 'domain.busy',
  /** The dom0 itself, or one that xl would mistake: it can be looked at, and nothing else. */
  domainAlone: 'domain.alone',
  benchmarks: 'benchmarks',
  benchmark: 'benchmark',
  runs: 'runs',
  /** Of an experiment, beyond those that are shown at once. */
  olderRuns: 'runs.older',
  /** Of no experiment of the workspace. */
  otherRuns: 'runs.other',
  run: 'run',
  /** Some planned trial has no valid value yet. */
  runIncomplete: 'run.incomplete',
  runRunning: 'run.running',
  /** Another process writes it: it can be looked at, and nothing else. */
  runElsewhere: 'run.elsewhere',
  /** The file cannot be read. */
  runBroken: 'run.broken',
} as const;

/** Where the definition of a task of `tasks.json` finds what it runs; `experiment` and `resume` are paths. */
export interface XenBenchTask {
  readonly type: typeof TASK_TYPE;
  readonly experiment: string;
  readonly targets?: readonly string[];
  readonly benchmarks?: readonly string[];
  readonly repetitions?: number;
  readonly resume?: string;
  readonly allowMismatch?: boolean;
}

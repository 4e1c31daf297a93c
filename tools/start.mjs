// `npm start`: installs, builds, and does the main job in this terminal: the demo experiment on the simulated guests of
// the lab, then a short real run on this machine.
import { existsSync } from 'node:fs';
import { installPackages, node, ROOT } from './install.mjs';
import { ensureSystem } from './system-packages.mjs';

installPackages();
if (!existsSync(`${ROOT}dist`)) console.error('Building ...');
if (node(['esbuild.mjs']) !== 0) process.exit(1);

const say = (line) => console.log(`\n=== ${line}\n`);

say('The 2008 method on three simulated guests (examples/demo.xenbench.jsonc)');
const demo = node(['dist/cli.js', 'run', 'examples/demo.xenbench.jsonc']);
if (demo !== 0) process.exit(demo);

say('A short real run on this machine (examples/this-machine.xenbench.jsonc)');
const real = ['dist/cli.js', 'run', 'examples/this-machine.xenbench.jsonc'];
if (ensureSystem(['compiler']).length > 0) {
  console.log('No C compiler is here, so the memory and CPU kernels are left out.');
  real.push('--benchmark', 'disk', '--benchmark', 'sha256sum');
}
const status = node(real);

say('Next');
console.log('Your own hosts: copy examples/paper-2008.xenbench.jsonc, put your hosts in, then');
console.log('  node dist/cli.js check FILE    # connects, looks for tools, runs nothing');
console.log('  node dist/cli.js run FILE');
console.log('In VS Code, with both runs to look at:');
console.log(
  '  npm run vscode                 # in your browser; npm run package makes the VSIX for your own',
);
console.log('The run files are in examples/.xenbench/runs: node dist/cli.js report FILE --format markdown');
process.exit(status);

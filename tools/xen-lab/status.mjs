// @ts-check
import { join, relative } from 'node:path';
import { runningDomains } from './guests.mjs';
import { boxRuns, cachedLab } from './instance.mjs';
import { instanceFolder, readState } from './instance-files.mjs';
import { GUEST_NAMES } from './machines.mjs';

/**
 * What runs in an instance and how to reach it, in lines for a person.
 *
 * @param {string} directory absolute
 * @param {string} from the folder that paths are told from
 */
export async function statusText(directory, from) {
  const cache = cachedLab();
  const built =
    cache === null
      ? 'Nothing is built yet.'
      : `Built in ${cache.image}; snapshots: ${cache.snapshots.join(', ') || 'none'}.`;
  const state = readState(directory);
  if (state === null) return `No lab runs in ${directory}.\n${built}`;

  const how = state.accelerator === 'kvm' ? 'with KVM' : 'in emulation: correct, slow, and no numbers';
  const lines = [`Xen in QEMU, ${how}: ${directory}`];
  if (boxRuns(state, 'xen')) {
    const domains = await runningDomains(directory);
    const up = GUEST_NAMES.filter((name) => domains.includes(name));
    lines.push(`  dom0          127.0.0.1:${state.ports.xen}, process ${state.pids.xen}`);
    for (const name of GUEST_NAMES)
      lines.push(`  ${name.padEnd(12)}  ${up.includes(name) ? 'runs, through dom0' : 'does not run'}`);
  } else lines.push('  dom0          does not run');
  lines.push(
    boxRuns(state, 'native')
      ? `  native        127.0.0.1:${state.ports.native}, process ${state.pids.native}`
      : '  native        does not run',
  );
  const near = relative(from, directory) || '.';
  const folder = near.startsWith('..') ? directory : near;
  const file = (/** @type {string} */ name) => join(folder, name);
  lines.push(
    '',
    `  ssh -F ${file('ssh_config')} dom0`,
    `  xen-bench run ${file('xen-lab.xenbench.jsonc')} --ssh-config ${file('ssh_config')}`,
    `  npm run vscode -- --ssh-config ${file('ssh_config')} ${folder}`,
    '',
    `Logs: ${join(instanceFolder(directory), 'xen', 'serial.log')}, qemu.log beside it. ${built}`,
  );
  return lines.join('\n');
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, MACHINES } from './lab.ts';

export interface LabFiles {
  /** How to reach the lab, for a person. */
  readonly description: string;
  remove(): Promise<void>;
}

/** Writes what the ssh client needs to enter a lab into a private folder, and tells how. */
export async function writeLabFiles(lab: Lab): Promise<LabFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'xen-bench-lab-'));
  const [key, knownHosts, config] = ['id_ed25519', 'known_hosts', 'ssh_config'].map((name) =>
    join(folder, name),
  );
  const hosts = MACHINES.map((machine) => `Host lab-${machine}\n  User ${machine}\n`).join('');
  const common = [
    'Host lab-*',
    `  HostName ${lab.host}`,
    `  Port ${lab.port}`,
    `  IdentityFile "${key}"`,
    '  IdentitiesOnly yes',
    `  UserKnownHostsFile "${knownHosts}"`,
    '  StrictHostKeyChecking yes',
    '',
  ].join('\n');
  await writeFile(String(key), lab.privateKey, { mode: 0o600 });
  await writeFile(String(knownHosts), `${lab.hostKeyLine}\n`, { mode: 0o600 });
  await writeFile(String(config), `${hosts}${common}`, { mode: 0o600 });
  return {
    description: [
      `The demo lab listens on ${lab.host}:${lab.port}, with keys made for this start.`,
      '',
      'In an experiment file, without anything else:',
      ...MACHINES.map((machine) => `  "host": "lab:${machine}"`),
      '',
      'From here, the machine that really runs commands:',
      `  ssh -F ${config} lab-this-machine uname -a`,
      `  xen-bench run FILE --ssh-config ${config}      (with hosts lab-pv, lab-hvm ...)`,
      '',
      'All but this-machine are simulated: a model answers, not a measurement of Xen. Ctrl+C ends the lab.',
      '',
    ].join('\n'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

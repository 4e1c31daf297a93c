import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GUESTS as MACHINES } from '../../tools/xen-lab/machines.mjs';
import { runCli } from '../support/cli.ts';
import { finish, type Guest, guest, temporaryFolder, useLab } from './support/lab.ts';

const used = useLab();

/** Writes configurations of these types for the disk and the address of a machine of the lab, and puts them on dom0. */
async function write(folder: string, machine: Guest, types: readonly Guest[]): Promise<void> {
  const { disk, number } = MACHINES.find(({ name }) => name === machine) ?? { disk: '', number: 0 };
  const boot = '--kernel /lab/vmlinuz --ramdisk /lab/initrd --root /dev/xvda --tsc-mode native';
  const devices = `--disk phy:${disk} --bridge xenbr0 --memory 384M`;
  const { code, stderr } = await runCli([
    ...`guests write --name made --types ${types} ${boot} ${devices} --output`.split(' '),
    folder,
    '--cmdline',
    `mitigations=off nokaslr net.ifnames=0 tsc=reliable lab.name=${machine} lab.address=10.0.3.${number}/24`,
  ]);
  expect(code, stderr).toBe(0);
  for (const type of types) {
    const text = await readFile(join(folder, `made-${type}.cfg`), 'utf8');
    const put = `cat >/etc/xen/made-${type}.cfg <<'END'\n${text}END`;
    expect((await used.lab.ssh('dom0', put)).status).toBe(0);
  }
}

test('configurations that were written start guests that are what they say, in turn on one disk', async () => {
  const folder = temporaryFolder();
  try {
    await write(folder.path, 'pv', ['pv', 'hvm', 'pvh']);
    await write(folder.path, 'hvm-emulated', ['hvm-emulated']);
    const file = (type: Guest) => join(folder.path, `made-${type}.cfg`);
    const compared = await runCli(['guests', 'compare', file('pv'), file('hvm')]);
    expect(compared.code, compared.stdout).toBe(0);

    const made = (type: Guest, host: Guest) => ({
      ...guest(type, { name: `made-${type}`, config: `/etc/xen/made-${type}.cfg` }),
      host,
    });
    const place = await used.workspace({
      targets: {
        pv: made('pv', 'pv'),
        hvm: made('hvm', 'pv'),
        pvh: made('pvh', 'pv'),
        'hvm-emulated': made('hvm-emulated', 'hvm-emulated'),
      },
      benchmarks: [{ benchmark: 'command', name: 'quick', run: 'true', metrics: [] }],
      repetitions: 1,
      warmup: 0,
    });
    const first = await used.cli('run', place.file, '--output', place.runFile);
    const { code, stderr } = await finish(used, place, first);
    expect(code, stderr).toBe(0);
    const { targets } = await place.read();
    const labels = targets.map(({ target, proof, observed }) => [target, proof.status, observed['label']]);
    expect(Object.fromEntries(labels.map(([target, ...rest]) => [target, rest]))).toEqual({
      pv: ['proved', expect.stringContaining('PV')],
      hvm: ['proved', expect.stringContaining('HVM, PV drivers')],
      pvh: ['proved', expect.stringContaining('PVH')],
      'hvm-emulated': ['proved', expect.stringContaining('HVM, emulated devices')],
    });
    expect(await used.domains()).toEqual([]);
  } finally {
    await folder.remove();
  }
});

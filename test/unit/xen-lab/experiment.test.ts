import { expect, test } from 'vitest';
import { readExperimentText } from '../../../src/experiment/read.ts';
import { experimentText } from '../../../tools/xen-lab/experiment.mjs';
import { guestConfig } from '../../../tools/xen-lab/guest-config.mjs';
import { addressOf, GUESTS, MACHINE_NAMES } from '../../../tools/xen-lab/machines.mjs';

test('the experiment of a lab is read without a word, and has every machine of it', () => {
  const { experiment, diagnostics } = readExperimentText(experimentText(), 'xen-lab.xenbench.jsonc');
  expect(diagnostics).toEqual([]);
  const targets = experiment?.targets ?? [];
  expect(targets.map(({ name }) => name)).toEqual(['native', ...GUESTS.map(({ name }) => name)]);
  expect(targets.filter(({ kind }) => kind === 'native')).toMatchObject([{ under: 'qemu' }]);
  for (const { name, type } of GUESTS)
    expect(targets.find((target) => target.name === name)).toMatchObject({
      kind: type,
      jump: 'dom0',
      domain: { dom0: 'dom0', name, config: `/etc/xen/${name}.cfg` },
    });
});

test('the peer is where dom0 is', () => {
  expect(readExperimentText(experimentText(), 'x').experiment?.peer).toMatchObject({
    host: 'dom0',
    address: addressOf('dom0'),
  });
});

test('no two machines share a name, an address, a disk or a MAC', () => {
  expect(new Set(MACHINE_NAMES.map(addressOf)).size).toBe(MACHINE_NAMES.length);
  for (const what of [/phy:(\S+?),/, /mac=(\S+?),/, /^name = (.*)$/m, /lab\.address=(\S+)/])
    expect(new Set(GUESTS.map((guest) => what.exec(guestConfig(guest))?.[1])).size).toBe(GUESTS.length);
});

test('a guest is configured as its kind', () => {
  const configs = Object.fromEntries(GUESTS.map((guest) => [guest.name, guestConfig(guest)]));
  expect(configs['pv']).toContain('type = "pv"');
  expect(configs['pvh']).toContain('type = "pvh"');
  expect(configs['hvm']).toContain('type = "hvm"');
  // The emulated devices stay where the kernel is told to keep them; only then is it the HVM of 2008.
  expect(configs['hvm']).not.toContain('xen_emul_unplug');
  expect(configs['hvm-emulated']).toMatch(/cmdline = ".* xen_emul_unplug=never"/);
  expect(configs['hvm-emulated']).toContain('model=e1000');
});

import { describe, expect, test } from 'vitest';
import { readExperimentText } from '../../../src/experiment/read.ts';
import { ITEMS } from '../../../src/manifest.ts';
import type { Dom0View } from '../../../src/ui/explorer/dom0-watches.ts';
import { dom0sOf } from '../../../src/ui/explorer/dom0s-of.ts';
import { domainLook, domainsLook, domainsNoteLook } from '../../../src/ui/explorer/domain-look.ts';
import { domainRows } from '../../../src/ui/explorer/domain-rows.ts';
import type { Lens } from '../../../src/ui/explorer/look.ts';
import { readConfigFile } from '../../../src/xen/config-file.ts';
import { seenDomains } from '../../../src/xen/seen-domains.ts';
import { readDomainList } from '../../../src/xen/xl-list.ts';
import { readDomains } from '../../../src/xen/xl-list-long.ts';
import { ACTED_ON, HOSTILE } from '../report/hostile.ts';
import { dom0 } from '../xen/captured-xl.ts';

const lens: Lens = {
  now: 0,
  locale: 'en',
  l10n: {
    t: (message: unknown, ...values: unknown[]) =>
      String(message).replace(/\{(\d)\}/g, (_, place) => String(values[Number(place)])),
  },
};
const { experiment } = readExperimentText(
  `{ "targets": {
    "one": { "kind": "pv", "host": "a", "domain": { "dom0": "root@dom0", "name": "pv", "config": "/lab/pv.cfg" } },
    "two": { "kind": "pv", "host": "a", "domain": { "dom0": "root@dom0", "name": "pv" } },
    "gone": { "kind": "hvm", "host": "b", "domain": { "dom0": "root@dom0", "name": "gone" } },
    "there": { "kind": "hvm", "host": "c", "domain": { "dom0": "dom1", "name": "hvm" } }
  }, "benchmarks": ["cpu"] }`,
  'x.xenbench.jsonc',
);
const targets = experiment?.targets ?? [];
const list = dom0('xl-list');
const view = (changes: Partial<Dom0View> = {}, text = list): Dom0View => ({
  domains: seenDomains(readDomainList(text), readDomains(dom0('xl-list--l'))),
  files: [readConfigFile('/etc/xen/hvm.cfg', 'name = "hvm"') ?? []].flat(),
  at: Date.parse('2026-11-22T14:03:00.000Z'),
  looking: false,
  error: null,
  doing: new Map(),
  ...changes,
});
const row = (name: string, changes: Partial<Dom0View> = {}, text = list) => {
  const found = domainRows('root@dom0', view(changes, text), targets).find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};
const look = (...of: Parameters<typeof row>) => domainLook(row(...of), lens);
const withState = (letters: string) => list.replace('-b----      23.5', `${letters}      23.5`);

describe('the rows of a dom0', () => {
  test('are its domains, and those that targets name and that are not there', () => {
    expect(dom0sOf(targets)).toEqual(['root@dom0', 'dom1']);
    expect(
      domainRows('root@dom0', view(), targets).map(({ name, targets: its, config }) => [name, its, config]),
    ).toEqual([
      ['Domain-0', [], null],
      ['pv', ['one', 'two'], '/lab/pv.cfg'],
      ['hvm', [], '/etc/xen/hvm.cfg'],
      ['pvh', [], null],
      ['gone', ['gone'], null],
    ]);
  });
  test('are none before it was asked', () => {
    expect(domainRows('root@dom0', view({ domains: null }), targets)).toEqual([]);
  });
  test('take no commands where xl would mistake the name', () => {
    const twice = `${list}pv                                           9   384     1     -b----       1.0\n`;
    expect(row('pv', {}, twice).commanded).toBe(false);
    const number = list.replace(/^pv /m, '3  ');
    expect(row('3', {}, number).commanded).toBe(false);
    expect(row('Domain-0').commanded).toBe(false);
    expect(row('gone').commanded).toBe(true);
  });
});

describe('a domain', () => {
  test('tells state, type, vCPUs and memory', () => {
    expect(look('pv')).toMatchObject({
      label: 'pv',
      description: 'idle, PV, 1 vCPU, 384 MiB',
      icon: 'vm-active',
      context: ITEMS.domainOn,
      spoken: 'pv, domain, idle, PV, 1 vCPU, 384 MiB',
    });
    expect(look('pv').tooltip).toEqual([
      'pv',
      'State: idle',
      'Type: PV',
      'Domain id: 1',
      '1 vCPU, 384 MiB',
      'Target: one, two',
      'Configuration: /lab/pv.cfg',
    ]);
  });

  test.each([
    ['r-----', 'running', 'vm-running', ITEMS.domainOn],
    ['--p---', 'paused', 'debug-pause', ITEMS.domainStuck],
    ['---sc-', 'crashed', 'error', ITEMS.domainStuck],
    ['---s--', 'shut down', 'circle-slash', ITEMS.domainStuck],
    ['-----d', 'being destroyed', 'trash', ITEMS.domainStuck],
  ])('in the state %s is %s, by word and by sign', (letters, word, icon, context) => {
    const its = look('pv', {}, withState(letters));
    expect(its.description.startsWith(`${word}, `)).toBe(true);
    expect(its).toMatchObject({ icon, context });
  });

  test('that is not there can be started', () => {
    expect(look('gone')).toMatchObject({
      description: 'not running',
      icon: 'vm-outline',
      context: ITEMS.domainOff,
    });
  });

  test('is busy while something is done with it', () => {
    const doing = new Map([['pv', 'shutting down' as const]]);
    expect(look('pv', { doing })).toMatchObject({
      description: 'shutting down ..., PV, 1 vCPU, 384 MiB',
      icon: 'loading~spin',
      context: ITEMS.domainBusy,
    });
  });

  test('that is the dom0 itself takes no commands', () => {
    expect(look('Domain-0')).toMatchObject({ icon: 'server', context: ITEMS.domainAlone });
    expect(look('Domain-0').description).toContain('this dom0 itself');
  });

  test('that xl cannot read says so', () => {
    const its = look('pvh', {}, dom0('xl-list-paused'));
    expect(its.description).toBe('idle, type not known, 1 vCPU, 384 MiB');
    expect(its.tooltip).toContain('xl cannot read its configuration');
  });
});

describe('the group of a dom0', () => {
  test('counts, and says when it was asked', () => {
    const its = domainsLook('root@dom0', view(), false, lens);
    expect([its.label, its.description, its.context]).toEqual(['Domains of root@dom0', '4', ITEMS.domains]);
    expect(its.tooltip.join()).toContain('As of Nov 22, 2026');
  });
  test('says that it connects, why it cannot, and that a run keeps it from it', () => {
    const fresh = view({ domains: null, at: null });
    expect(domainsLook('d', fresh, false, lens).description).toBe('');
    expect(domainsLook('d', { ...fresh, looking: true }, false, lens).description).toBe('connecting ...');
    const failed = domainsLook('d', { ...fresh, error: 'no route' }, false, lens);
    expect([failed.description, failed.icon, failed.tooltip.at(-1)]).toEqual([
      'could not be asked',
      'warning',
      'no route',
    ]);
    expect(domainsLook('d', view(), true, lens).description).toBe('4, left alone while a run goes on');
  });
  test('has a note where there are no domains', () => {
    const fresh = view({ domains: null, at: null });
    expect(domainsNoteLook({ ...fresh, looking: true }, false, lens).icon).toBe('loading~spin');
    expect(domainsNoteLook({ ...fresh, error: 'no route' }, false, lens)).toMatchObject({
      label: 'no route',
      icon: 'error',
      context: ITEMS.domainsNote,
    });
    expect(domainsNoteLook(fresh, true, lens).label).toBe('left alone while a run goes on');
  });
});

test('nothing that a host says is acted on', () => {
  const seen = { ...(row('pv').seen ?? never()), name: HOSTILE };
  const domains = [seen];
  const [hostile] = domainRows(HOSTILE, view({ domains, error: HOSTILE }), []);
  const looks = [
    domainLook({ ...(hostile ?? never()), config: HOSTILE, targets: [HOSTILE] }, lens),
    domainsLook(HOSTILE, view({ error: HOSTILE }), false, lens),
    domainsNoteLook(view({ error: HOSTILE }), false, lens),
  ];
  for (const { label, description, tooltip, spoken } of looks) {
    for (const text of [label, description, spoken, ...tooltip]) expect(text).not.toMatch(ACTED_ON);
  }
});

function never(): never {
  throw new Error('not there');
}

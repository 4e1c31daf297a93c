import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeDom0, type Dom0, openDom0 } from '../../src/run/dom0.ts';
import { addressesOf, configFilesOf, domainsOf } from '../../src/run/dom0-inventory.ts';
import { createDomain, destroyDomain } from '../../src/run/domain-power.ts';
import { shutDownDomain } from '../../src/run/shut-down-domain.ts';
import { connectSsh } from '../../src/ssh/connect.ts';
import { type CapturedDom0, startCapturedDom0 } from '../support/captured-dom0.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

let there: CapturedDom0;
let dom0: Dom0;

beforeAll(async () => {
  there = await startCapturedDom0(ROOT);
});
afterAll(() => there.stop());
beforeEach(async () => {
  vi.stubEnv('HOME', there.sshd.home);
  vi.stubEnv('SSH_AUTH_SOCK', '');
  for (const name of await there.names()) await there.take(name);
  dom0 = await openDom0(
    ({ host }, signal) => connectSsh(host, { signal }),
    there.spec,
    new AbortController().signal,
  );
});
afterEach(async () => {
  await closeDom0(dom0);
  vi.unstubAllEnvs();
});

describe('the inventory of a dom0', () => {
  test('has its domains, also one whose configuration xl cannot read', async () => {
    await there.put('web', '-b----', 'hvm');
    await there.put('secret', '--p---', 'unreadable');
    const domains = await domainsOf(dom0);
    expect(domains.map(({ name, condition, type }) => [name, condition, type])).toEqual([
      ['Domain-0', 'running', 'pv'],
      ['web', 'idle', 'hvm'],
      ['secret', 'paused', null],
    ]);
  });

  test('has the configuration files that name a domain, and no others', async () => {
    await writeFile(
      join(there.configs, 'a.cfg'),
      `${'# much to say\n'.repeat(2_000)}name = "a"\ntype = "pvh"\n`,
    );
    await writeFile(join(there.configs, 'odd name.cfg'), 'name = "b"');
    await writeFile(join(there.configs, 'none.cfg'), 'memory = 1\n');
    await writeFile(join(there.configs, 'c.conf'), 'name = "c"\n');
    const files = await configFilesOf(dom0);
    expect(files.map(({ path, name, type }) => [path, name, type])).toEqual([
      [join(there.configs, 'a.cfg'), 'a', 'pvh'],
      [join(there.configs, 'odd name.cfg'), 'b', 'pv'],
    ]);
  });

  test('has the addresses that it knows', async () => {
    expect((await addressesOf(dom0)).neighbours).toEqual([
      { address: '10.0.2.22', mac: '00:16:3e:00:00:22' },
    ]);
  });
});

describe('a domain', () => {
  const config = () => join(there.configs, 'new.cfg');
  beforeEach(() => writeFile(config(), 'name = "new"\ntype = "pv"\n'));

  test('is started, and shut down', async () => {
    await createDomain(dom0, 'new', config());
    expect(await there.names()).toEqual(['new']);
    expect(await shutDownDomain(dom0, 'new', 5)).toBe('gone');
    expect(await there.names()).toEqual([]);
  });

  test('that runs already is not started again, and not touched', async () => {
    await there.put('new', 'r-----', 'pv');
    await expect(createDomain(dom0, 'new', config())).rejects.toThrow(/there is a domain new already/);
    expect(await there.names()).toEqual(['new']);
    // One that comes between the look and the start: xl itself refuses, and that guest stays as well.
    await writeFile(config(), 'name = "other"\ntype = "pv"\n');
    await there.put('other', 'r-----', 'pv');
    await expect(createDomain(dom0, 'free', config())).rejects.toThrow(/Domain with name already exists/);
    expect(await there.names()).toEqual(['new', 'other']);
  });

  test('that does not listen is left alone until it is destroyed', async () => {
    await createDomain(dom0, 'new', config());
    await there.set('deaf');
    try {
      expect(await shutDownDomain(dom0, 'new', 1)).toBe('still up');
    } finally {
      await there.unset('deaf');
    }
    expect(await there.names()).toEqual(['new']);
    await destroyDomain(dom0, 'new');
    expect(await there.names()).toEqual([]);
  });

  test('that has ended and is kept says so without waiting', async () => {
    await there.put('new', '---s--', 'pv');
    await there.set('deaf');
    try {
      expect(await shutDownDomain(dom0, 'new', 600)).toBe('kept');
    } finally {
      await there.unset('deaf');
    }
  });

  test('that is not there cannot be shut down, in the words of xl', async () => {
    await expect(shutDownDomain(dom0, 'nobody', 1)).rejects.toThrow(/nobody is an invalid domain identifier/);
  });
});

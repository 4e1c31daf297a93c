import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RemoteSession } from '../../src/remote/session.ts';
import { observeDomain } from '../../src/run/observe-domain.ts';
import { localConnection } from '../support/local-connection.ts';

/** An xl that prints what a real one did, and knows no domain but `hvm`. */
const folder = mkdtempSync(join(tmpdir(), 'xb-xl-'));
const captured = new URL('../fixtures/xen/dom0', import.meta.url).pathname;
const xl = join(folder, 'xl');
writeFileSync(
  xl,
  `#!/bin/sh
case "$*" in
  info | list | sched-credit2) cat "${captured}/xl-$1.txt" ;;
  'list -l hvm') cat "${captured}/xl-list--l.txt" ;;
  'vcpu-list hvm') cat "${captured}/xl-vcpu-list.txt" ;;
  *) echo "$2 is an invalid domain identifier" >&2; exit 1 ;;
esac
`,
);
chmodSync(xl, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

async function observed(path: string | undefined, domain: string) {
  const session = await RemoteSession.open(localConnection({ ...process.env, PATH: path }));
  try {
    return await observeDomain(session, domain);
  } finally {
    await session.dispose();
  }
}

test('a dom0 tells of Xen, of itself and of the domain', async () => {
  const { environment, moment } = await observed(`${folder}:${process.env['PATH']}`, 'hvm');
  expect(environment).toMatchObject({
    'xen.version': '4.17.5',
    'xen.scheduler_parameters': 'ratelimit=1000us',
    'domain.type': 'hvm',
    'domain.pinning': 'all / all',
    'dom0.release': expect.any(String),
  });
  expect(environment).not.toHaveProperty(['dom0.user']);
  expect(moment['domain.id']).toBe('2');
  expect(moment['dom0.boot_id']).toEqual(expect.any(String));
});

test('a domain that is not there, or a host without xl, is no error', async () => {
  const { environment } = await observed(`${folder}:${process.env['PATH']}`, 'nobody');
  expect(environment['xen.version']).toBe('4.17.5');
  expect(environment).not.toHaveProperty(['domain.type']);
  const without = await observed(process.env['PATH'], 'hvm');
  expect(without.environment).not.toHaveProperty(['xen.version']);
  expect(without.environment['dom0.release']).toEqual(expect.any(String));
});

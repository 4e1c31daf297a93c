import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleArguments, consoleCommand } from '../../../src/ui/explorer/console-command.ts';

let bin = '';
beforeAll(() => {
  bin = mkdtempSync(join(tmpdir(), 'xen-bench-console-'));
  const script = (name: string, text: string) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  // ssh gives the last of its words to a shell on the other side.
  script('ssh', 'for last; do :; done; exec /bin/sh -c "$last"');
  script('xl', 'for word; do printf "<%s>" "$word"; done');
});
afterAll(() => rmSync(bin, { recursive: true }));

const env = () => ({ PATH: `${bin}:/usr/bin:/bin` });

describe('the console of a domain', () => {
  test('is asked for on a terminal, of the host that the experiment names', () => {
    expect(consoleArguments('dom0', 'pv', null)).toEqual(['-t', '--', 'dom0', "xl console 'pv'"]);
    expect(consoleArguments('root@[fd00::1]:2222', 'pv', '/my config')).toEqual([
      '-t',
      '-F',
      '/my config',
      '-l',
      'root',
      '-p',
      '2222',
      '--',
      'fd00::1',
      "xl console 'pv'",
    ]);
    expect(consoleCommand('root@dom0', 'pv', null)).toBe("ssh -t -l root -- dom0 'xl console '\\''pv'\\'''");
    expect(() => consoleArguments('-oProxyCommand=x', 'pv', null)).toThrow(/dash/);
  });

  test('gets its name as one word through both shells, whatever is in it', () => {
    const names = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 40 })
      .filter((name) => !/[\0\n]/.test(name));
    const nasty = fc.constantFrom("'; touch x; '", '$(reboot)', '`x`', '-x', 'a  b', '"', '\\', '*', '!!');
    fc.assert(
      fc.property(fc.oneof(names, nasty), (name) => {
        const out = execFileSync('/bin/sh', ['-c', consoleCommand('root@dom0', name, '/a b')], {
          env: env(),
        });
        expect(out.toString()).toBe(`<console><${Buffer.from(name).toString()}>`);
        const direct = execFileSync('ssh', consoleArguments('root@dom0', name, null), { env: env() });
        expect(direct.toString()).toBe(`<console><${Buffer.from(name).toString()}>`);
      }),
      { numRuns: 60 },
    );
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isAlive, processesOf } from '../../tools/vscode-host/processes.mjs';
import { startVscode } from '../../tools/vscode-host/serve.mjs';

const SERVE = pathToFileURL('tools/vscode-host/serve.mjs').href;

describe('the VS Code of tests', () => {
  it('ends with who started it, even when that is killed, and leaves no file', async () => {
    const script = `
      const { startVscode } = await import(${JSON.stringify(SERVE)});
      const { origin, temporary, pid } = await startVscode();
      console.log(JSON.stringify({ origin, temporary, pid }));
      await new Promise(() => {});`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const { origin, temporary, pid } = JSON.parse(line) as { origin: string; temporary: string; pid: number };
    expect((await fetch(`${origin}/healthz`)).status).toBe(200);
    const processes = [pid, ...processesOf(pid, null)];
    expect(processes.length).toBeGreaterThan(2);

    child.kill('SIGKILL');
    await expect.poll(() => processes.filter(isAlive)).toEqual([]);
    expect(existsSync(temporary)).toBe(false);
  });

  it('listens on loopback only, and gives the extension an environment of its own', async () => {
    const server = await startVscode({ env: { GIVEN: 'yes' } });
    try {
      expect(server.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(server.log()).not.toMatch(/0\.0\.0\.0/);
      expect(server.home.startsWith(server.temporary)).toBe(true);
    } finally {
      await server.stop();
    }
    expect(existsSync(server.temporary)).toBe(false);
  });
});

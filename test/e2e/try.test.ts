import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('npm run vscode', () => {
  it('prints an address that answers, and ends with Ctrl+C', async () => {
    const child = spawn(process.execPath, ['tools/vscode.mjs'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    const ended = once(child, 'exit');
    const address = /http:\/\/127\.0\.0\.1:\d+\S*/;
    try {
      await expect.poll(() => child.exitCode !== null || address.test(said), { timeout: 300_000 }).toBe(true);
      const url = address.exec(said)?.[0] ?? '';
      const page = await fetch(url);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('workbench');

      child.kill('SIGINT');
      expect(await ended).toEqual([0, null]);
      await expect(fetch(url)).rejects.toThrow();
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
  });

  it('tells how it is used', async () => {
    const child = spawn(process.execPath, ['tools/vscode.mjs', '--help'], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks = await child.stdout.toArray();
    expect(Buffer.concat(chunks).toString()).toContain('--desktop');
  });
});

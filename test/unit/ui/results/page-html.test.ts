import { expect, it } from 'vitest';
import { pageHtml } from '../../../../src/ui/results/page-html.ts';

const html = pageHtml({
  source: 'https://*.vscode-cdn.net',
  nonce: 'abc123',
  script: 'https://file.vscode-cdn.net/results.js?a&b',
  style: 'https://file.vscode-cdn.net/results.css',
  language: 'pt-br',
  title: '"><script>alert(1)</script>',
});

it('lets only the script and styles of the extension in', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1];
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'nonce-abc123'",
    "style-src https://*.vscode-cdn.net 'nonce-abc123'",
    'font-src https://*.vscode-cdn.net',
    'img-src https://*.vscode-cdn.net data: blob:',
  ]);
  expect(html).not.toMatch(/unsafe|<style|style="/);
});

it('has one script, with the nonce, which the controls find too', () => {
  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html).toContain(
    '<script nonce="abc123" src="https://file.vscode-cdn.net/results.js?a&amp;b"></script>',
  );
  expect(html).toContain('<meta property="csp-nonce" content="abc123">');
});

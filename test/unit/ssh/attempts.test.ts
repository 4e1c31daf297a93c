import { expect, it } from 'vitest';
import { listAttempts } from '../../../src/ssh/attempts.ts';

const host = { agentSocket: '/agent', identityFiles: ['/home/me/.ssh/id_rsa', '/home/me/.ssh/lab'] };

it('tries the explicit key, the agent, the configured keys, then questions, each once', () => {
  const kinds = listAttempts(host, '/home/me/.ssh/lab', null, true).map((one) =>
    one.kind === 'key' ? one.path : one.kind,
  );
  expect(kinds).toEqual([
    'none',
    '/home/me/.ssh/lab',
    'agent',
    '/home/me/.ssh/id_rsa',
    ...['keyboard-interactive', 'keyboard-interactive', 'keyboard-interactive'],
    ...['password', 'password', 'password'],
  ]);
});

it('asks nothing where nobody can be asked', () => {
  const kinds = listAttempts(host, null, null, false).map((one) => one.kind);
  expect(kinds).toEqual(['none', 'agent', 'key', 'key']);
});

it('shows a host nothing of the person where the caller hands in a key', () => {
  const kinds = listAttempts(host, '/home/me/.ssh/lab', 'KEY', true).map((one) => one.kind);
  expect(kinds).toEqual(['none', 'given-key']);
});

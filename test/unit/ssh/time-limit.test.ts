import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startTimeLimit } from '../../../src/ssh/time-limit.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('expires once after its time', () => {
  const expired = vi.fn();
  startTimeLimit(1_000, expired);
  vi.advanceTimersByTime(999);
  expect(expired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(expired).toHaveBeenCalledOnce();
});

it('stands still while a person is asked, two questions at once included', async () => {
  const expired = vi.fn();
  const limit = startTimeLimit(1_000, expired);
  vi.advanceTimersByTime(400);
  const answers: (() => void)[] = [];
  const ask = (): Promise<void> => limit.pausedFor(() => new Promise((resolve) => answers.push(resolve)));
  const questions = [ask(), ask()];
  vi.advanceTimersByTime(3_600_000);
  answers[0]?.();
  await questions[0];
  vi.advanceTimersByTime(3_600_000);
  expect(expired).not.toHaveBeenCalled();
  answers[1]?.();
  await questions[1];
  vi.advanceTimersByTime(599);
  expect(expired).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(expired).toHaveBeenCalledOnce();
});

it('never expires once stopped, not even after a question', async () => {
  const expired = vi.fn();
  const limit = startTimeLimit(1_000, expired);
  await limit.pausedFor(async () => limit.stop());
  vi.advanceTimersByTime(10_000);
  expect(expired).not.toHaveBeenCalled();
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameReader } from '../../../src/remote/frames.ts';
import { keptOutput, STREAM_LIMIT } from '../../../src/remote/output.ts';

const NONCE = '0123456789abcdef';

test('lines and what lies between them come out however the bytes were cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
      (payloads, cuts) => {
        const bytes = Buffer.concat(
          payloads.map((payload, i) => Buffer.concat([payload, Buffer.from(`\n@${NONCE} word ${i}\n`)])),
        );
        const reader = new FrameReader(NONCE);
        const frames = [];
        for (let at = 0, i = 0; at < bytes.length; i += 1) {
          const length = cuts[i % cuts.length] ?? 1;
          frames.push(...reader.push(bytes.subarray(at, at + length)));
          at += length;
        }
        expect(frames.map(({ word, text, before }) => [word, text, before.toString('hex')])).toEqual(
          payloads.map((payload, i) => ['word', String(i), Buffer.from(payload).toString('hex')]),
        );
      },
    ),
  );
});

test('endless noise without a line stays bounded, and the line after it is still seen', () => {
  const reader = new FrameReader(NONCE);
  const noise = Buffer.alloc(64 * 1024, 'x');
  for (let i = 0; i < 200; i += 1) expect(reader.push(noise)).toEqual([]);
  expect(reader.rest.length).toBeLessThan(1024 * 1024 + noise.length);
  const [frame] = reader.push(Buffer.from(`\n@${NONCE} ready /tmp/a folder\n`));
  expect(frame).toMatchObject({ word: 'ready', text: '/tmp/a folder' });
});

test('a cut stream says how much is missing, and only then', () => {
  expect(keptOutput(Buffer.from('all'), 3)).toEqual({ text: 'all', truncated: false });
  const sent = Buffer.concat([Buffer.alloc(STREAM_LIMIT / 2, 'a'), Buffer.alloc(STREAM_LIMIT / 2, 'z')]);
  const { text, truncated } = keptOutput(sent, 100_000_000);
  expect(truncated).toBe(true);
  expect(text).toContain(`${100_000_000 - STREAM_LIMIT} of 100000000 bytes cut here`);
  expect(text.startsWith('aaa') && text.endsWith('zzz')).toBe(true);
});

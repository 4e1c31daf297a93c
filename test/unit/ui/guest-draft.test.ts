import { expect, test } from 'vitest';
import { describeGuest, memoryMistake, NO_GUEST } from '../../../src/ui/guests/guest-draft.ts';
import { descriptionMistakes } from '../../../src/xen/guest-description-mistakes.ts';

test('what was typed is the description of a guest', () => {
  const typed = {
    ...NO_GUEST,
    name: 'web',
    kernel: '/boot/vmlinuz',
    disks: ' phy:/dev/vg/a  /images/b.img ',
    vcpus: '4',
  };
  const guest = describeGuest(typed);
  expect(guest).toMatchObject({
    boot: { from: 'kernel', kernel: '/boot/vmlinuz', ramdisk: null },
    disks: ['phy:/dev/vg/a', '/images/b.img'],
    bridge: 'xenbr0',
    memoryMiB: 1024,
    vcpus: 4,
  });
  expect(descriptionMistakes(guest)).toEqual([]);
  expect(describeGuest({ ...typed, boot: 'disk', bridge: '' })).toMatchObject({
    boot: { from: 'disk', bootloader: 'pygrub' },
    bridge: null,
  });
});

test('numbers that are none are mistakes, not other numbers', () => {
  const mistakes = descriptionMistakes(
    describeGuest({ ...NO_GUEST, name: 'web', kernel: '/k', vcpus: '2x', memory: '1.5G' }),
  );
  expect(mistakes.map(({ part }) => part)).toEqual(['memory', 'vcpus']);
  expect(['1G', '16M', '1', '1000', 'x', '15M'].map((text) => memoryMistake(text) === null)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

import { expect, test } from 'vitest';
import { labSources } from '../../../tools/xen-lab/sources.mjs';

const SIGNED = '[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]';

test('archives in the new format, with all suites of the release', () => {
  const text = `Types: deb deb-src
# a comment
URIs: https://mirror.example.org/debian
Suites: bookworm bookworm-updates bookworm-backports
Components: main contrib

Types: deb
URIs: https://mirror.example.org/debian-security
Suites: bookworm-security
Components: main
`;
  expect(labSources([{ name: '/etc/apt/sources.list.d/debian.sources', text }])).toEqual([
    `deb ${SIGNED} https://mirror.example.org/debian bookworm main non-free`,
    `deb ${SIGNED} https://mirror.example.org/debian bookworm-updates main non-free`,
    `deb ${SIGNED} https://mirror.example.org/debian-security bookworm-security main non-free`,
  ]);
});

test('the archive of a newer release has the older one too', () => {
  const text = `deb [arch=amd64] https://mirror.example.org/debian trixie main contrib
deb-src https://mirror.example.org/debian trixie main
# deb https://mirror.example.org/debian sid main
`;
  expect(labSources([{ name: '/etc/apt/sources.list', text }])).toEqual([
    `deb ${SIGNED} https://mirror.example.org/debian bookworm main non-free`,
  ]);
});

test('what is no archive of Debian is not asked', () => {
  const files = [
    { name: 'x.list', text: 'deb https://tools.example.org/apt stable-tools main\n' },
    {
      name: 'y.sources',
      text: 'Types: deb\nURIs: https://node.example.org\nSuites: nodistro\nComponents: main\n',
    },
    { name: 'z.list', text: 'deb https://ubuntu.example.org/ubuntu noble main universe\n' },
  ];
  expect(labSources(files)).toEqual([]);
});

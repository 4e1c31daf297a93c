// @ts-check
// Unpacks the kernel inside a bzImage, once and on a fast machine: under emulation it takes many seconds of every boot.
// The header is that of Documentation/arch/x86/boot.rst in Linux.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** What unpacks a payload that starts with these bytes; each stops at the end of the first stream. */
const UNPACKERS = [
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], command: 'xz', args: ['-dc', '--single-stream'] },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], command: 'zstd', args: ['-dc'] },
  { magic: [0x1f, 0x8b], command: 'gzip', args: ['-dc'] },
];
const LARGEST_KERNEL = 256 * 1024 * 1024;

/**
 * The compressed kernel inside a bzImage.
 *
 * @param {Buffer} image
 */
export function payloadOf(image) {
  if (image.length < 0x250 || image.toString('latin1', 0x202, 0x206) !== 'HdrS')
    throw new Error('This is no Linux kernel image (bzImage).');
  const setup = ((image[0x1f1] || 4) + 1) * 512;
  const start = setup + image.readUInt32LE(0x248);
  // The payload ends with four bytes that say how long it is when unpacked.
  return image.subarray(start, start + image.readUInt32LE(0x24c) - 4);
}

/**
 * Writes the kernel of the bzImage `from`, an ELF file, to `to`.
 *
 * @param {string} from
 * @param {string} to
 */
export function extractVmlinux(from, to) {
  const payload = payloadOf(readFileSync(from));
  const unpacker = UNPACKERS.find(({ magic }) => magic.every((byte, at) => payload[at] === byte));
  if (unpacker === undefined)
    throw new Error(`The kernel ${from} is packed in a way that the lab does not know.`);
  const { stdout, stderr, error } = spawnSync(unpacker.command, unpacker.args, {
    input: payload,
    maxBuffer: LARGEST_KERNEL,
  });
  // The status may be that of bytes after the stream; the result shows whether it worked.
  if (error !== undefined || stdout.toString('latin1', 0, 4) !== '\x7fELF')
    throw new Error(`${unpacker.command} could not unpack the kernel ${from}: ${error?.message ?? stderr}`);
  writeFileSync(to, stdout);
}

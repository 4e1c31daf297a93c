import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { guestConfigFiles } from '../engine/guest-config-files.ts';
import { parseSize } from '../experiment/sizes.ts';
import { nearest } from '../experiment/wording.ts';
import { EXIT, type ExitCode, HumanError } from '../human-error.ts';
import {
  GUEST_VARIANTS,
  type GuestDescription,
  type GuestVariant,
  TSC_MODES,
  usualVariants,
} from '../xen/guest-description.ts';
import { oneOf, wholeNumber } from './arguments.ts';
import type { GuestsOptions } from './guests-command.ts';
import type { Output } from './output.ts';

/** `xen-bench guests write`: a configuration of each type, in a folder, over no file that is there. */
export async function writeGuests(options: GuestsOptions, output: Output): Promise<ExitCode> {
  const folder = needed('output', options.output);
  const like2008 = options['like-2008'] === true;
  const files = guestConfigFiles(described(options, like2008), variantsOf(options.types, like2008));
  const paths = files.map(({ name }) => join(folder, `${name}.cfg`));
  await writeAllNew(
    folder,
    files.map(({ text }, index) => ({ path: paths[index] ?? '', text })),
  );
  for (const path of paths) output.result(`${path}\n`);
  output.say(
    `Copy them to the dom0 and try one without creating it: xl create -n ${files[0]?.name ?? ''}.cfg`,
  );
  return EXIT.ok;
}

function described(options: GuestsOptions, like2008: boolean): GuestDescription {
  if (options.kernel === undefined) {
    for (const option of ['ramdisk', 'root', 'cmdline'] as const) {
      if (options[option] !== undefined) {
        throw new HumanError(`--${option} is for a kernel of the dom0: give it with --kernel.`, EXIT.usage);
      }
    }
  } else if (options.bootloader !== undefined) {
    throw new HumanError('--kernel and --bootloader are two ways to start a guest: give one.', EXIT.usage);
  }
  if (options.mac !== undefined && options.bridge === undefined) {
    throw new HumanError('--mac is the address of a network card: give its --bridge.', EXIT.usage);
  }
  return {
    name: needed('name', options.name),
    boot:
      options.kernel === undefined
        ? { from: 'disk', bootloader: options.bootloader ?? 'pygrub' }
        : {
            from: 'kernel',
            kernel: options.kernel,
            ramdisk: options.ramdisk ?? null,
            root: options.root ?? null,
            cmdline: options.cmdline ?? '',
          },
    disks: options.disk ?? [],
    bridge: options.bridge ?? null,
    mac: options.mac ?? null,
    memoryMiB: mebibytes(needed('memory', options.memory)),
    vcpus: wholeNumber('vcpus', options.vcpus) ?? 1,
    cpus: options.cpus ?? null,
    tscMode: oneOf('tsc-mode', options['tsc-mode'], TSC_MODES) ?? null,
    like2008,
  };
}

function needed(option: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value;
  throw new HumanError(`\`xen-bench guests write\` needs --${option}; --help tells more.`, EXIT.usage);
}

function mebibytes(text: string): number {
  const size = parseSize(text);
  if (!size.ok) throw new HumanError(`--memory "${text}" ${size.error}.`, EXIT.usage);
  if (size.bytes % 1024 ** 2 === 0) return size.bytes / 1024 ** 2;
  throw new HumanError(`--memory ${text} is no whole number of MiB: write 512M or 1G.`, EXIT.usage);
}

function variantsOf(list: string | undefined, like2008: boolean): readonly GuestVariant[] {
  if (list === undefined) return usualVariants(like2008);
  const words = list.split(',').map((word) => word.trim());
  return [...new Set(words)].map((word) => {
    const variant = GUEST_VARIANTS.find((known) => known === word);
    if (variant !== undefined) return variant;
    const meant = nearest(word, GUEST_VARIANTS);
    throw new HumanError(
      `--types is a list of ${GUEST_VARIANTS.join(', ')}; "${word}" is none.${meant === null ? '' : ` Did you mean "${meant}"?`}`,
      EXIT.usage,
    );
  });
}

/** Writes all files or, where one of them is there already, none. */
async function writeAllNew(folder: string, files: readonly { path: string; text: string }[]): Promise<void> {
  for (const { path } of files) {
    if (
      await stat(path).then(
        () => true,
        () => false,
      )
    )
      throw there(path);
  }
  const written: string[] = [];
  try {
    await mkdir(folder, { recursive: true });
    for (const { path, text } of files) {
      await writeFile(path, text, { flag: 'wx' });
      written.push(path);
    }
  } catch (error) {
    for (const path of written) await rm(path, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw there(folder);
    throw new HumanError(`The configurations cannot be written to ${folder}: ${message}.`, EXIT.usage);
  }
}

function there(path: string): HumanError {
  return new HumanError(
    `${path} is there already, and is left as it is; nothing was written. Choose another --name or --output.`,
    EXIT.usage,
  );
}

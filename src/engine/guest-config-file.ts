import { readFile } from 'node:fs/promises';
import { EXIT, HumanError } from '../human-error.ts';
import { plain } from '../report/plain.ts';
import { type GuestConfig, readGuestConfig } from '../xen/guest-config-read.ts';

/** Reads a configuration for xl. Throws HumanError (usage) with every line that xl would refuse. */
export async function loadGuestConfig(path: string): Promise<GuestConfig> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new HumanError(`${plain(path)} cannot be read: ${(error as Error).message}.`, EXIT.usage);
  }
  return guestConfigOf(text, path);
}

/** The configuration that a text is. Throws HumanError (usage) with every line that xl would refuse. */
export function guestConfigOf(text: string, name: string): GuestConfig {
  const reading = readGuestConfig(text);
  if (reading.ok) return reading.config;
  const lines = reading.mistakes.map(({ line, message }) => `${plain(name)}:${line}: ${message}`);
  throw new HumanError(`xl would refuse this configuration.\n${lines.join('\n')}`, EXIT.usage);
}

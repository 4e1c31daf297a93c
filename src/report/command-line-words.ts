/** Words of a kernel command line that name a place, a console or this very machine, and change nothing that is measured. */
const NAMING =
  /^(?:BOOT_IMAGE|initrd|console|earlyprintk|earlycon|root|rootfstype|rootflags|rootwait|rootdelay|resume|resume_offset|ip|hostname|net\.ifnames|biosdevname|crashkernel|systemd\.[\w-]+|cloud-init|ds|lab\.[\w-]+|loglevel|quiet|splash|ro|rw|vt\.handoff|panic|fsck\.[\w-]+|init|cryptdevice|rd\.[\w.-]+|video|vga|nomodeset)(?:=|$)/;

/** Words that say which devices a guest has: its kind tells that already. */
const KIND = /^xen_emul_unplug(?:=|$)/;

/** The words of a kernel command line that may change what is measured, each once, in order. */
export function tellingWords(line: string): readonly string[] {
  const words = line.split(/\s+/).filter((word) => word !== '' && !NAMING.test(word) && !KIND.test(word));
  return [...new Set(words)];
}

/** Of two command lines, the words that only either has; empty where they say the same. */
export function differentWords(one: string, other: string): readonly [one: string, other: string] {
  const words = [tellingWords(one), tellingWords(other)] as const;
  const [ofOne, ofOther] = words.map((list) => new Set(list));
  return [
    words[0].filter((word) => !ofOther?.has(word)).join(' '),
    words[1].filter((word) => !ofOne?.has(word)).join(' '),
  ];
}

import { env, l10n, ThemeIcon, window } from 'vscode';
import { sshConfigFile } from '../connections.ts';
import { noticeText } from '../prompts/notice-text.ts';
import { refuseUntrusted } from '../trust.ts';
import { consoleArguments, consoleCommand } from './console-command.ts';
import { domainOf } from './domain-argument.ts';
import type { DomainCommandSources } from './domain-commands.ts';

/** Opens a domain's console in a terminal: `ssh -t DOM0 xl console NAME`. */
export async function openConsole({ domains }: DomainCommandSources, argument: unknown): Promise<void> {
  refuseUntrusted();
  const { dom0, domain } = domainOf(argument);
  domains.refuseMeasured(dom0);
  const terminal = window.createTerminal({
    name: l10n.t('Console of {0}', noticeText(domain, 64)),
    shellPath: 'ssh',
    shellArgs: [...consoleArguments(dom0, domain, await sshConfigFile())],
    iconPath: new ThemeIcon('vm-connect'),
    message: l10n.t('Ctrl+] leaves the console.'),
    isTransient: true,
  });
  terminal.show();
}

export async function copyConsoleCommand(argument: unknown): Promise<void> {
  const { dom0, domain } = domainOf(argument);
  const command = consoleCommand(dom0, domain, await sshConfigFile());
  await env.clipboard.writeText(command);
  window.setStatusBarMessage(l10n.t('Copied: {0}', noticeText(command)), 5_000);
}

import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Look } from './look.ts';

export const COLLAPSIBLE = TreeItemCollapsibleState;

/** What VS Code is asked to show. Texts are plain: no Markdown is made of what a file or a host says. */
export function treeItem(id: string, look: Look, state: TreeItemCollapsibleState): TreeItem {
  const item = new TreeItem(look.label, state);
  item.id = id;
  item.description = look.description;
  item.tooltip = look.tooltip.join('\n');
  item.iconPath =
    look.colour === null ? new ThemeIcon(look.icon) : new ThemeIcon(look.icon, new ThemeColor(look.colour));
  item.contextValue = look.context;
  item.accessibilityInformation = { label: look.spoken };
  return item;
}

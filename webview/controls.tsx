import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeDataGrid,
  vsCodeDataGridCell,
  vsCodeDataGridRow,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeProgressRing,
} from '@vscode/webview-ui-toolkit';
import { type ComponentChildren, h, type Ref } from 'preact';
import './controls.css';

/**
 * The controls of all pages. Only this file knows the toolkit behind them and its custom elements: to take another
 * one is a change of this file. It reads the theme when the window loads, so its script must be loaded with the page.
 */

/** Makes the elements known to the browser; once, before the first is shown. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeDataGrid(),
    vsCodeDataGridCell(),
    vsCodeDataGridRow(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeProgressRing(),
  );
}

/** Attributes that go to the element as they are. */
type Told = { readonly [name in `aria-${string}` | `data-${string}`]?: string | number | boolean | null };

export interface ButtonProps extends Told {
  readonly look?: 'primary' | 'secondary' | 'icon';
  readonly onClick: (event: MouseEvent) => void;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly id?: string;
  readonly class?: string;
  readonly elementRef?: Ref<HTMLElement>;
  readonly children: ComponentChildren;
}

export function Button({ look = 'secondary', elementRef, ...rest }: ButtonProps) {
  // A button of a picture alone is called what its tip says; the toolkit does not take that over.
  const name = look === 'icon' && rest.title !== undefined ? { 'aria-label': rest.title } : {};
  return h('vscode-button', { appearance: look, ref: elementRef ?? null, ...name, ...rest });
}

export interface DropdownProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChoose: (value: Value) => void;
}

export function Dropdown<Value extends string>({ label, value, options, onChoose }: DropdownProps<Value>) {
  const chosen = (event: Event) => {
    const { target } = event;
    const told = target !== null && 'value' in target ? target.value : null;
    const option = options.find((each) => each.value === told);
    if (option !== undefined && option.value !== value) onChoose(option.value);
  };
  return h(
    'vscode-dropdown',
    { 'aria-label': label, 'current-value': value, onChange: chosen },
    options.map((option) =>
      h(
        'vscode-option',
        { key: option.value, value: option.value, selected: option.value === value },
        option.label,
      ),
    ),
  );
}

export function ProgressRing({ label }: { readonly label: string }) {
  return h('vscode-progress-ring', { 'aria-label': label });
}

export interface GridProps {
  readonly label: string;
  /** `grid-template-columns`. */
  readonly columns: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A table whose cells are walked by arrow keys. Rows and cells are its children. */
export function Grid({ label, columns, ...rest }: GridProps) {
  return h('vscode-data-grid', {
    'aria-label': label,
    'generate-header': 'none',
    'grid-template-columns': columns,
    ...rest,
  });
}

export function GridRow({ header = false, children }: { header?: boolean; children: ComponentChildren }) {
  return h('vscode-data-grid-row', { 'row-type': header ? 'header' : 'default' }, children);
}

export interface GridCellProps extends Told {
  /** From 1. */
  readonly column: number;
  readonly type?: 'default' | 'columnheader' | 'rowheader';
  /** A click, Enter or Space on the cell. */
  readonly onPick?: () => void;
  readonly title?: string;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

export function GridCell({ column, type = 'default', onPick, ...rest }: GridCellProps) {
  const picking =
    onPick === undefined
      ? {}
      : {
          onClick: onPick,
          onKeyDown: (event: KeyboardEvent) => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            event.preventDefault();
            onPick();
          },
        };
  return h('vscode-data-grid-cell', {
    'grid-column': String(column),
    'cell-type': type,
    ...rest,
    ...picking,
  });
}

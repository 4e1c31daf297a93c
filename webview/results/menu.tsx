import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../controls.tsx';

export interface MenuItem {
  readonly key: string;
  readonly label: ComponentChildren;
  readonly onPick: () => void;
  /** A box to tick; the menu stays open. Without it a pick closes the menu. */
  readonly checked?: boolean;
}

export interface MenuProps {
  readonly label: ComponentChildren;
  readonly title?: string;
  readonly look?: 'secondary' | 'icon';
  readonly items: readonly MenuItem[];
  /** Which edge of the button the list keeps to. */
  readonly align?: 'left' | 'right';
}

/** A button that opens a list: arrow keys, Home and End walk it, Enter or Space picks, Esc and a click elsewhere close it. */
export function Menu({ label, title, look = 'secondary', items, align = 'left' }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLElement>(null);
  const id = useId();

  // Before anything else is typed the first item has the keys.
  useLayoutEffect(() => {
    if (!open) return;
    itemsOf(root.current)[0]?.focus();
    const leave = (event: Event) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    const all = itemsOf(root.current);
    const at = document.activeElement instanceof HTMLElement ? all.indexOf(document.activeElement) : -1;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape') close();
    else if (next !== undefined && all.length > 0) all[(next + all.length) % all.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const opening = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' || open) return;
    event.preventDefault();
    setOpen(true);
  };

  return (
    <div class="menu" ref={root}>
      <Button
        elementRef={button}
        look={look}
        onClick={() => setOpen(!open)}
        onKeyDown={opening}
        aria-haspopup="menu"
        aria-expanded={String(open)}
        {...(title === undefined ? {} : { title, 'aria-label': title })}
      >
        {label}
      </Button>
      {open && (
        <div class={`menu-list ${align}`} role="menu" id={id} onKeyDown={keys} tabIndex={-1}>
          {items.map(({ key, label: text, onPick, checked }) => (
            <button
              key={key}
              type="button"
              class="menu-item"
              {...(checked === undefined
                ? { role: 'menuitem' }
                : { role: 'menuitemcheckbox', 'aria-checked': checked })}
              tabIndex={-1}
              onClick={() => {
                if (checked === undefined) close();
                onPick();
              }}
            >
              {checked !== undefined && <CheckMark checked={checked} />}
              {text}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function CheckMark({ checked }: { readonly checked: boolean }) {
  return (
    <svg class="check-mark" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      {checked && <path d="M3 8.5l3.2 3.2l7 -7.4" fill="none" stroke="currentColor" stroke-width="1.6" />}
    </svg>
  );
}

function itemsOf(root: HTMLElement | null): readonly HTMLElement[] {
  return root === null ? [] : [...root.querySelectorAll<HTMLElement>('.menu-item')];
}

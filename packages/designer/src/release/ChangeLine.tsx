import type { ReactNode } from 'react';
import { Minus, Pencil, Plus } from 'lucide-react';
import { useText } from '../i18n/text.js';

const ICONS = { added: Plus, changed: Pencil, removed: Minus } as const;

interface ChangeLineProps {
  readonly kind: keyof typeof ICONS;
  readonly lead: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** A way to where it is. */
  readonly link?: ReactNode;
}

/** One change in words: what kind, where, from what to what. */
export function ChangeLine({ kind, lead, before, after, link }: ChangeLineProps) {
  const text = useText();
  const Icon = ICONS[kind];
  return (
    <li>
      <span className={`ds-change is-${kind}`}>
        <Icon size={14} aria-hidden="true" />
        {text(`publish.${kind}`)}
      </span>
      <span className="ds-change-words">
        {lead} {before === undefined ? null : <del>{before}</del>}{' '}
        {after === undefined ? null : <ins>{after}</ins>}
      </span>
      {link}
    </li>
  );
}

import {
  AlertTriangle,
  Check,
  CircleDashed,
  Clock,
  CornerUpLeft,
  Undo2,
  Workflow,
  type LucideIcon,
} from 'lucide-react';

/** What a state means to a person; `preview` is for what has not happened yet. */
export type SealTone =
  'draft' | 'preview' | 'waiting' | 'progress' | 'done' | 'refused' | 'warning' | 'reversed';

interface SealStyle {
  readonly icon: LucideIcon;
  /** Single rule: still open. Double rule: closed, as under a total. Dashed: not yet true. */
  readonly border: 'single' | 'double' | 'dashed';
}

const SEALS: Readonly<Record<SealTone, SealStyle>> = {
  draft: { icon: CircleDashed, border: 'dashed' },
  preview: { icon: CircleDashed, border: 'dashed' },
  waiting: { icon: Clock, border: 'single' },
  progress: { icon: Workflow, border: 'single' },
  done: { icon: Check, border: 'double' },
  refused: { icon: CornerUpLeft, border: 'single' },
  warning: { icon: AlertTriangle, border: 'single' },
  reversed: { icon: Undo2, border: 'double' },
};

interface StatusSealProps {
  readonly tone: SealTone;
  readonly children: string;
  readonly size?: 'small' | 'large';
}

/** A state as a small seal: icon, word and colour, and a border that tells open from closed. */
export function StatusSeal({ tone, children, size = 'small' }: StatusSealProps) {
  const { icon: Icon, border } = SEALS[tone];
  return (
    <span
      className={`dg-seal is-${tone} is-${border}${size === 'large' ? ' is-large' : ''}`}
      data-tone={tone}
    >
      <Icon size={12} strokeWidth={2} aria-hidden="true" />
      {children}
    </span>
  );
}

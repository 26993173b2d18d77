import { CornerUpLeft, Handshake, UsersRound, type LucideIcon } from 'lucide-react';
import type { Task } from '@dougong/ui/api';
import { useReferences } from '../data/references.js';
import { useText } from '../texts/index.js';

interface Said {
  readonly key: string;
  readonly user?: string | null | undefined;
  readonly icon: LucideIcon;
}

/** In whose name a task is done: whose deputy or helper holds it. */
function saidAbout({ kind, forUser, helps, assignee }: Task, me: string): Said | null {
  if (assignee !== me && kind !== 'started')
    return {
      key: helps === me ? 'heldByNote_helper' : 'heldByNote_deputy',
      user: assignee,
      icon: UsersRound,
    };
  if (helps != null) return { key: 'helpsNote', user: helps, icon: Handshake };
  if (forUser != null) return { key: 'standsInNote', user: forUser, icon: UsersRound };
  return kind === 'resubmit' ? { key: 'returnedNote', icon: CornerUpLeft } : null;
}

/** What is special about a task, above what it is about. */
export function TaskNote({ task, me }: { readonly task: Task; readonly me: string }) {
  const text = useText();
  const names = useReferences();
  const said = saidAbout(task, me);
  if (said === null) return null;
  const Icon = said.icon;
  return (
    <p className="rt-task-said">
      <Icon size={16} aria-hidden="true" />
      {text(`inbox.${said.key}`, { name: names.nameOfUser(said.user ?? '') ?? '…' })}
    </p>
  );
}

/** The same in two words, for a list. */
export function TaskFor({ task, me }: { readonly task: Task; readonly me: string }) {
  const text = useText();
  const names = useReferences();
  const { assignee, forUser, helps, kind } = task;
  const [key, user] =
    assignee !== me && kind !== 'started'
      ? ['heldBy', assignee]
      : helps != null
        ? ['helps', helps]
        : ['standsIn', forUser];
  if (user == null) return null;
  return <span className="rt-task-for">{text(`inbox.${key}`, { name: names.nameOfUser(user) ?? '…' })}</span>;
}

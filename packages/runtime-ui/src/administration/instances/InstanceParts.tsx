import { UserX } from 'lucide-react';
import { useLocalized } from '@dougong/ui/i18n';
import { StatusSeal } from '@dougong/ui/shell';
import { useReferences } from '../../data/references.js';
import { useText } from '../../texts/index.js';
import type { Instance, OpenWork } from '../wire.js';
import { STATUS_TONES } from './instance-words.js';

/** How far the instance is, as a seal. */
export function InstanceSeal({ instance }: { readonly instance: Instance }) {
  const text = useText();
  const { status } = instance;
  return <StatusSeal tone={STATUS_TONES[status]}>{text(`instances.status_${status}`)}</StatusSeal>;
}

/** Where it stands now. */
export function StandsAt({ instance }: { readonly instance: Instance }) {
  const title = useLocalized();
  const text = useText();
  return instance.nodes.map((node) => title(node.title)).join(text('and'));
}

/** Whose to-do it is; somebody who has left is marked. */
export function Assignee({ work }: { readonly work: OpenWork }) {
  const text = useText();
  const names = useReferences();
  const name = (user: string) => names.nameOfUser(user) ?? '…';
  return (
    <span className={work.inactive === true ? 'rt-fl-gone' : undefined}>
      {work.inactive === true ? <UserX size={14} role="img" aria-label={text('instances.gone')} /> : null}
      {name(work.assignee)}
      {work.for === undefined ? null : (
        <span className="dg-t3">{text('instances.for', { name: name(work.for) })}</span>
      )}
    </span>
  );
}

const PEOPLE_SHOWN = 3;

/** Everybody whom it waits for. */
export function Waiting({ instance }: { readonly instance: Instance }) {
  const text = useText();
  const { open } = instance;
  const more = open.length - PEOPLE_SHOWN;
  return (
    <span className="rt-fl-people">
      {open.slice(0, PEOPLE_SHOWN).map((work) => (
        <Assignee key={`${work.node}/${work.assignee}`} work={work} />
      ))}
      {more > 0 ? <span className="dg-t3">{text('instances.morePeople', { count: more })}</span> : null}
    </span>
  );
}

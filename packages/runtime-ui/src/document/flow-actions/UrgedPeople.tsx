import { useLocalized } from '@dougong/ui/i18n';
import { PersonMark } from '@dougong/ui/people';
import { SlaLabel } from '@dougong/ui/shell';
import { useNow } from '../../data/clock.js';
import { useRecordFlow } from '../../data/queries.js';
import { useReferences } from '../../data/references.js';

/** Who is going to be reminded. */
export function UrgedPeople({ form, recordId }: { readonly form: string; readonly recordId: string }) {
  const { data: instances } = useRecordFlow(form, recordId);
  const names = useReferences();
  const title = useLocalized();
  const now = useNow();
  const waiting = (instances ?? [])
    .filter(({ endedAt }) => endedAt === null)
    .flatMap(({ id, nodes }) =>
      nodes
        .filter(({ state, people }) => state === 'active' && people.length > 0)
        .flatMap((node) => node.people.map((user) => ({ key: `${id}/${node.id}/${user}`, user, node }))),
    );
  return (
    <ul className="rt-urged">
      {waiting.map(({ key, user, node }) => (
        <li key={key}>
          <PersonMark name={names.nameOfUser(user) ?? '…'} />
          <b>{names.nameOfUser(user) ?? '…'}</b>
          <span className="dg-t2 dg-clip">{title(node.title)}</span>
          <SlaLabel dueAt={node.due} now={now} />
        </li>
      ))}
    </ul>
  );
}

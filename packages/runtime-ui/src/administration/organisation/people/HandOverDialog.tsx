import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ProblemPanel } from '@dougong/ui/shell';
import { PageLoading } from '../../../parts/PageLoading.js';
import { useText } from '../../../texts/index.js';
import { organisationCalls } from '../../calls.js';
import { ChangeDialog } from '../../parts/ChangeDialog.js';
import { Field } from '../../parts/Field.js';
import { PersonSelect } from '../../parts/PersonSelect.js';
import { useChange } from '../../parts/use-change.js';
import { adminKeys } from '../../queries.js';
import {
  HAND_OVER_PARTS,
  type HandOverPart,
  type HandOverReport,
  type HandOverWish,
  type Person,
} from '../../wire.js';

/** What is over the moment that somebody leaves. */
function Ends({ report }: { readonly report: HandOverReport }) {
  const text = useText();
  return (
    <p className="dg-t2">{text('identity.handOverEnds', { sessions: report.sessions, keys: report.keys })}</p>
  );
}

function Left({ report }: { readonly report: HandOverReport }) {
  const text = useText();
  return (
    <p role="status">
      {text('identity.handedOver', { count: report.tasks.count })}{' '}
      {report.left.length === 0 ? '' : text('identity.leftOver', { count: report.left.length })}
    </p>
  );
}

interface PartFieldProps {
  readonly part: HandOverPart;
  readonly count: number;
  readonly person: Person;
  readonly value: string | undefined;
  onChange(user: string | undefined): void;
}

function PartField({ part, count, person, value, onChange }: PartFieldProps) {
  const text = useText();
  const id = `rt-hand-over-${part}`;
  return (
    <Field id={id} label={text(`identity.part_${part}`, { count })}>
      <PersonSelect
        id={id}
        value={value}
        without={person.id}
        isClearable
        placeholder={text('identity.stays')}
        onChange={onChange}
      />
    </Field>
  );
}

/** Lets somebody leave: shows what hangs on him, asks who takes it over, and does it in one go. */
export function HandOverDialog({ person, onClose }: { readonly person: Person; onClose(): void }) {
  const text = useText();
  const [wish, setWish] = useState<HandOverWish>({});
  const [done, setDone] = useState<HandOverReport>();
  const { data, error } = useQuery({
    queryKey: [...adminKeys.organisation, 'hand-over', person.id],
    queryFn: () => organisationCalls.handOver(person.id, {}, true),
    enabled: done === undefined,
  });
  const { start, problem, isPending } = useChange({
    send: async (wanted: HandOverWish) => setDone(await organisationCalls.handOver(person.id, wanted, false)),
    renews: [adminKeys.organisation, adminKeys.instances, adminKeys.deputies],
  });
  const parts = HAND_OVER_PARTS.filter((part) => (data?.[part].count ?? 0) > 0);
  const choose = (part: HandOverPart, user: string | undefined) =>
    setWish(({ [part]: _before, ...rest }) => (user === undefined ? rest : { ...rest, [part]: user }));
  return (
    <ChangeDialog
      title={text('identity.handOverOne', { name: person.name })}
      note={done === undefined ? text('identity.handOverNote') : undefined}
      confirm={text(done === undefined ? 'identity.handOverNow' : 'identity.done')}
      isDanger={done === undefined}
      isPending={isPending}
      problem={problem}
      onConfirm={() => (done === undefined ? start(wish) : onClose())}
      onClose={onClose}
    >
      {error === null ? null : <ProblemPanel problem={error} />}
      {done !== undefined ? (
        <Left report={done} />
      ) : data === undefined ? (
        <PageLoading />
      ) : (
        <>
          <Ends report={data} />
          {parts.length === 0 ? <p>{text('organisation.nothingHangs')}</p> : null}
          {parts.map((part) => (
            <PartField
              key={part}
              part={part}
              count={data[part].count}
              person={person}
              value={wish[part]}
              onChange={(user) => choose(part, user)}
            />
          ))}
        </>
      )}
    </ChangeDialog>
  );
}

import { useState } from 'react';
import { Input, Radio } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { ProblemPanel } from '@dougong/ui/shell';
import { useText } from '../../texts/index.js';
import { ChangeDialog } from '../../administration/parts/ChangeDialog.js';
import { Field } from '../../administration/parts/Field.js';
import { useChange } from '../../administration/parts/use-change.js';
import { lastDayOf } from '../month-days.js';
import { ClosingProgress } from './ClosingProgress.js';
import { FindingList } from './FindingList.js';
import { dayBeforeMonth, type Place } from './month-state.js';
import { periodCalls, periodKeys, type CloseWish, type ReopenWish } from './period-wire.js';

const REASON_LENGTH_MAX = 500;

interface DialogProps {
  readonly place: Place;
  /** Whose books, in words. */
  readonly books: string;
  /** Other months that go along, as `2026-10`. */
  readonly along: readonly string[];
  onClose(): void;
}

const booksOf = ({ organisation }: Place) => (organisation === undefined ? {} : { organisation });
const listed = (months: readonly string[], and: string) => months.map((month) => month.slice(0, 7)).join(and);

function ReasonField({
  value,
  isRequired = false,
  fault,
  onValue,
}: {
  readonly value: string;
  readonly isRequired?: boolean;
  readonly fault?: string | undefined;
  onValue(value: string): void;
}) {
  const text = useText();
  return (
    <Field id="rt-period-reason" label={text('periods.reason')} isRequired={isRequired} fault={fault}>
      <Input.TextArea
        id="rt-period-reason"
        rows={2}
        maxLength={REASON_LENGTH_MAX}
        value={value}
        onChange={({ target }) => onValue(target.value)}
      />
    </Field>
  );
}

/** What the gates say now; a month that is closed softly is not asked about. */
function Checks({ through, isAsked }: { readonly through: string; readonly isAsked: boolean }) {
  const text = useText();
  const { data, error, refetch } = useFindings(through, isAsked);
  if (!isAsked) return <p className="dg-t2">{text('periods.softNote')}</p>;
  if (error !== null) return <ProblemPanel problem={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <p className="dg-t2">{text('periods.checking')}</p>;
  return <FindingList findings={data} />;
}

function useFindings(through: string, isAsked: boolean) {
  return useQuery({
    queryKey: [...periodKeys.all, 'findings', through],
    queryFn: () => periodCalls.findings(through),
    enabled: isAsked,
    staleTime: 0,
  });
}

/** Closes the books through the end of a month, softly or for everybody. */
export function CloseDialog({ place, books, along, onClose }: DialogProps) {
  const text = useText();
  const through = lastDayOf(place.period);
  const [state, setState] = useState<CloseWish['state']>('closed');
  const [reason, setReason] = useState('');
  const { data: findings } = useFindings(through, state === 'closed');
  const { start, problem, isPending } = useChange({
    send: (wish: CloseWish) => periodCalls.close(wish),
    renews: [periodKeys.all],
    onDone: onClose,
  });
  const said = reason.trim();
  const isBlocked = state === 'closed' && (findings ?? []).some(({ level }) => level === 'red');
  const note = text(along.length === 0 ? 'periods.closeNote' : 'periods.closeAlong', {
    books,
    through,
    months: listed(along, text('and')),
  });
  return (
    <ChangeDialog
      title={text('periods.closeTitle', { books, month: place.period.slice(0, 7) })}
      note={note}
      confirm={text(state === 'soft' ? 'periods.closeSoftly' : 'periods.close')}
      isPending={isPending}
      isBlocked={isBlocked}
      problem={problem}
      onConfirm={() => start({ through, state, ...booksOf(place), ...(said === '' ? {} : { reason: said }) })}
      onClose={onClose}
    >
      <Radio.Group
        aria-label={text('periods.how')}
        value={state}
        disabled={isPending}
        onChange={({ target }) => setState(target.value as CloseWish['state'])}
        options={(['closed', 'soft'] as const).map((value) => ({
          value,
          label: text(`periods.how_${value}`),
        }))}
      />
      <Checks through={through} isAsked={state === 'closed'} />
      <ReasonField value={reason} onValue={setReason} />
      {isPending ? (
        <ClosingProgress
          steps={['wait', ...(state === 'closed' ? ['check', 'seal'] : [])].map((step) =>
            text(`periods.step_${step}`),
          )}
        />
      ) : null}
    </ChangeDialog>
  );
}

/** Opens a month and all behind it again, for a reason. */
export function ReopenDialog({ place, books, along, onClose }: DialogProps) {
  const text = useText();
  const through = dayBeforeMonth(place.period);
  const [state, setState] = useState<ReopenWish['state']>('open');
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const { start, problem, isPending } = useChange({
    send: (wish: ReopenWish) => periodCalls.reopen(wish),
    renews: [periodKeys.all],
    onDone: onClose,
  });
  const said = reason.trim();
  const note = text(along.length === 0 ? 'periods.reopenNote' : 'periods.reopenAlong', {
    books,
    through,
    months: listed(along, text('and')),
  });
  return (
    <ChangeDialog
      title={text('periods.reopenTitle', { books, month: place.period.slice(0, 7) })}
      note={note}
      confirm={text('periods.reopen')}
      isDanger
      isPending={isPending}
      problem={problem}
      onConfirm={() => {
        setAsked(true);
        if (said !== '') start({ through, state, reason: said, ...booksOf(place) });
      }}
      onClose={onClose}
    >
      <Radio.Group
        aria-label={text('periods.how')}
        value={state}
        disabled={isPending}
        onChange={({ target }) => setState(target.value as ReopenWish['state'])}
        options={(['open', 'soft'] as const).map((value) => ({
          value,
          label: text(`periods.opened_${value}`),
        }))}
      />
      <ReasonField
        value={reason}
        isRequired
        fault={isAsked && said === '' ? text('organisation.missing') : undefined}
        onValue={setReason}
      />
      {isPending ? <ClosingProgress steps={[text('periods.step_wait')]} /> : null}
    </ChangeDialog>
  );
}

import { useState } from 'react';
import { DatePicker, Input, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useLocalized } from '@dougong/ui/i18n';
import { useSelectClear } from '@dougong/ui/shell';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { deputyCalls } from '../calls.js';
import { ChangeDialog } from '../parts/ChangeDialog.js';
import { Field } from '../parts/Field.js';
import { PersonSelect } from '../parts/PersonSelect.js';
import { useChange } from '../parts/use-change.js';
import { adminKeys, useFlows } from '../queries.js';
import type { Deputy, DeputyValues } from '../wire.js';

const REASON_LENGTH_MAX = 500;

interface DeputyDialogProps {
  /** The rule to change; a new one when left out. */
  readonly rule?: Deputy | undefined;
  /** May say it for others. */
  readonly forOthers: boolean;
  onClose(): void;
}

interface Values {
  readonly user: string | undefined;
  readonly deputy: string | undefined;
  readonly from: Dayjs | null;
  readonly to: Dayjs | null;
  readonly flow: string | null;
  readonly reason: string;
}

function valuesOf(rule: Deputy | undefined, me: string): Values {
  return {
    user: rule?.user ?? me,
    deputy: rule?.deputy,
    from: dayjs(rule?.from).startOf('minute'),
    to: rule?.to == null ? null : dayjs(rule.to),
    flow: rule?.flow ?? null,
    reason: rule?.reason ?? '',
  };
}

interface PartProps {
  readonly values: Values;
  readonly isAsked: boolean;
  onValues(change: Partial<Values>): void;
}

/** From when to when; without an end it holds until it is taken back. */
function Times({ values, isAsked, onValues }: PartProps) {
  const text = useText();
  return (
    <div className="rt-dep-times">
      <Field
        id="rt-dep-from"
        label={text('deputies.from')}
        isRequired
        fault={isAsked && values.from === null ? text('deputies.chooseTime') : undefined}
      >
        <DatePicker
          id="rt-dep-from"
          className="rt-adm-select"
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          value={values.from}
          onChange={(from) => onValues({ from })}
        />
      </Field>
      <Field id="rt-dep-to" label={text('deputies.to')} note={text('deputies.toNote')}>
        <DatePicker
          id="rt-dep-to"
          className="rt-adm-select"
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          value={values.to}
          onChange={(to) => onValues({ to })}
        />
      </Field>
    </div>
  );
}

/** Who is away, where that is not oneself, and who stands in. */
function People({ values, isAsked, onValues, forOthers }: PartProps & { readonly forOthers: boolean }) {
  const text = useText();
  const misses = isAsked && values.deputy === undefined;
  return (
    <>
      {forOthers ? (
        <Field id="rt-dep-user" label={text('deputies.user')} isRequired>
          <PersonSelect id="rt-dep-user" value={values.user} onChange={(user) => onValues({ user })} />
        </Field>
      ) : null}
      <Field
        id="rt-dep-deputy"
        label={text('deputies.deputy')}
        isRequired
        fault={misses ? text('instances.choosePerson') : undefined}
      >
        <PersonSelect
          id="rt-dep-deputy"
          value={values.deputy}
          without={values.user}
          isFaulty={misses}
          onChange={(deputy) => onValues({ deputy })}
        />
      </Field>
    </>
  );
}

/** In which flow, and why. */
function Purpose({ values, onValues }: PartProps) {
  const text = useText();
  const title = useLocalized();
  const flows = useFlows();
  const clear = useSelectClear();
  return (
    <>
      <Field id="rt-dep-flow" label={text('deputies.flow')} note={text('deputies.flowNote')}>
        <Select
          id="rt-dep-flow"
          className="rt-adm-select"
          allowClear={clear}
          placeholder={text('deputies.allFlows')}
          value={values.flow}
          options={flows.map((flow) => ({ value: flow.key, label: title(flow.title) }))}
          onChange={(flow: string | null | undefined) => onValues({ flow: flow ?? null })}
        />
      </Field>
      <Field id="rt-dep-reason" label={text('deputies.reason')}>
        <Input
          id="rt-dep-reason"
          maxLength={REASON_LENGTH_MAX}
          value={values.reason}
          onChange={(event) => onValues({ reason: event.target.value })}
        />
      </Field>
    </>
  );
}

/** What travels; nothing while something is missing. */
function bodyOf({ user, deputy, from, to, flow, reason }: Values): DeputyValues | undefined {
  if (user === undefined || deputy === undefined || from === null) return undefined;
  const said = reason.trim();
  return {
    user,
    deputy,
    from: from.toISOString(),
    to: to?.toISOString() ?? null,
    flow,
    reason: said === '' ? null : said,
  };
}

/** Names a deputy, or changes for how long and for what. */
export function DeputyDialog({ rule, forOthers, onClose }: DeputyDialogProps) {
  const text = useText();
  const me = useUser();
  const [values, setValues] = useState(() => valuesOf(rule, me.id));
  const [isAsked, setAsked] = useState(false);
  const { start, problem, isPending } = useChange({
    send: ({ user, ...values }: DeputyValues, intention) =>
      rule === undefined
        ? deputyCalls.make({ user, ...values }, { intention })
        : deputyCalls.change(rule.id, values),
    renews: [adminKeys.deputies],
    onDone: onClose,
  });
  const save = () => {
    setAsked(true);
    const body = bodyOf(values);
    if (body !== undefined) start(body);
  };
  const part = {
    values,
    isAsked,
    onValues: (change: Partial<Values>) => setValues((before) => ({ ...before, ...change })),
  };
  return (
    <ChangeDialog
      title={text(rule === undefined ? 'deputies.new' : 'deputies.change')}
      note={text('deputies.will')}
      confirm={text('organisation.save')}
      isPending={isPending}
      problem={problem}
      onConfirm={save}
      onClose={onClose}
    >
      <People {...part} forOthers={forOthers && rule === undefined} />
      <Times {...part} />
      <Purpose {...part} />
    </ChangeDialog>
  );
}

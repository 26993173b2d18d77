import { useState } from 'react';
import { Button, Select } from 'antd';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { ProblemPanel, StatusSeal } from '@dougong/ui/shell';
import { api } from '../app/api.js';
import { useText } from '../i18n/text.js';
import { RecordSearch } from '../rules/try/RecordSearch.js';
import { COMMON_ACTIONS } from './actions.js';
import { fieldsOf } from './fields-of.js';
import { askWhy } from './use-roles.js';
import type { Why } from './use-roles.js';

/** Somebody, a form, perhaps a record and a field: may he, and which grant says so. */
export function WhyPanel({ forms }: { readonly forms: readonly FormDefinition[] }) {
  const text = useText();
  const title = useLocalized();
  const [asked, setAsked] = useState<Readonly<Record<string, string>>>({ action: 'read' });
  const { data: users = [] } = useQuery({
    queryKey: ['users'],
    queryFn: async () => (await api.users()).data.data,
  });
  const why = useMutation({ mutationFn: () => askWhy(clean(asked)) });
  const form = forms.find(({ key }) => key === asked['form']);
  const set = (name: string) => (value: string | undefined) =>
    setAsked((now) => ({
      ...now,
      [name]: value ?? '',
      ...(name === 'form' ? { field: '', action: 'read', record: '' } : {}),
    }));
  const choice = (name: string, options: readonly { value: string; label: string }[], clears = false) => (
    <Select
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={clears && { label: text('clear') }}
      aria-label={text(`access.why.${name}`)}
      placeholder={text(`access.why.${name}`)}
      value={asked[name] === '' ? undefined : asked[name]}
      options={[...options]}
      onChange={set(name)}
    />
  );
  return (
    <section className="ds-access-panel" aria-labelledby="access-why">
      <h2 id="access-why">{text('access.why.title')}</h2>
      <form
        className="ds-access-why"
        onSubmit={(event) => {
          event.preventDefault();
          why.mutate();
        }}
      >
        {choice(
          'user',
          users.map(({ id, name, login }) => ({ value: id, label: `${name} ${login}` })),
        )}
        {choice(
          'form',
          forms.map((each) => ({ value: each.key, label: title(each.title) })),
        )}
        {choice('action', actionsOf(form, text, title))}
        {choice('field', fieldChoices(form, title), true)}
        {form === undefined ? null : (
          <RecordSearch
            form={form.key}
            label={text('access.why.record')}
            placeholder={text('access.why.anyRecord')}
            value={asked['record'] || undefined}
            onChange={set('record')}
          />
        )}
        <Button
          type="primary"
          htmlType="submit"
          loading={why.isPending}
          disabled={!asked['user'] || !asked['form']}
        >
          {text('access.why.ask')}
        </Button>
      </form>
      {why.error === null ? null : <ProblemPanel problem={why.error} onRetry={() => why.mutate()} />}
      {why.data === undefined ? null : <Answer why={why.data} />}
    </section>
  );
}

type Say = ReturnType<typeof useLocalized>;

function actionsOf(form: FormDefinition | undefined, text: ReturnType<typeof useText>, title: Say) {
  return [
    ...COMMON_ACTIONS.map((action) => ({ value: action as string, label: text(`access.actions.${action}`) })),
    ...(form?.lifecycle?.actions ?? []).map((each) => ({ value: each.id, label: title(each.title) })),
  ];
}

function fieldChoices(form: FormDefinition | undefined, title: Say) {
  const fields = form === undefined ? [] : fieldsOf(form);
  return fields.map(({ path, titles }) => ({
    value: path,
    label: titles.map((each) => title(each)).join(' / '),
  }));
}

function clean(asked: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

/** Grants that have no part in the answer: of roles that he does not hold, and of other actions. */
const BESIDE = new Set(['not_held', 'other_action']);

function Answer({ why }: { readonly why: Why }) {
  const text = useText();
  const beside = why.considered.filter(({ outcome }) => BESIDE.has(outcome));
  return (
    <div className="ds-access-answer" role="status">
      <p>
        <StatusSeal tone={why.allowed ? 'done' : 'refused'}>
          {text(why.allowed ? 'access.why.yes' : 'access.why.no')}
        </StatusSeal>{' '}
        {why.text}
      </p>
      <Considered grants={why.considered.filter(({ outcome }) => !BESIDE.has(outcome))} />
      {beside.length === 0 ? null : (
        <details>
          <summary>{text('access.why.beside', { count: beside.length })}</summary>
          <Considered grants={beside} />
        </details>
      )}
    </div>
  );
}

function Considered({ grants }: { readonly grants: Why['considered'] }) {
  return (
    <ul>
      {grants.map(({ role, path, outcome, text: said }) => (
        <li key={`${role}${path}`} className={outcome === 'gives' ? 'is-deciding' : undefined}>
          {said}
        </li>
      ))}
    </ul>
  );
}

import { useQuery } from '@tanstack/react-query';
import type { FormImpact, ReleaseImpact, RoleImpact } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { groupDigits } from '@dougong/ui/numbers';
import { api } from '../app/api.js';
import { useText } from '../i18n/text.js';

/** What the drafts of a revision mean; `undefined` while it is not known. */
export function useImpact(revision: number): ReleaseImpact | undefined {
  const { data } = useQuery({
    queryKey: ['impact', revision],
    queryFn: async () => (await api.design.impact()).data,
    retry: false,
  });
  return data;
}

/** What the publish means for data, rights and programs. */
export function ImpactPanel({ revision }: { readonly revision: number }) {
  const text = useText();
  const impact = useImpact(revision);
  if (impact === undefined) return null;
  const { forms, roles, consumers } = impact;
  const isNone = forms.length === 0 && roles.length === 0 && consumers.length === 0;
  return (
    <section aria-label={text('impact.title')}>
      <h3>{text('impact.title')}</h3>
      {isNone ? <p className="dg-t2">{text('impact.none')}</p> : null}
      <ul className="ds-impact">
        {forms.map((form) => (
          <FormLine key={form.key} form={form} />
        ))}
        {roles.map((role) => (
          <RoleLine key={role.key} role={role} />
        ))}
        {consumers.map(({ key, user }) => (
          <li key={key}>{text('impact.consumer', { key, user })}</li>
        ))}
      </ul>
    </section>
  );
}

function FormLine({ form }: { readonly form: FormImpact }) {
  const text = useText();
  const title = useLocalized();
  const words = { form: title(form.title), count: form.rows };
  return (
    <li>
      <b>
        {form.estimated
          ? text('impact.rowsEstimated', { ...words, count: groupDigits(String(form.rows)) })
          : text('impact.rows', words)}
      </b>
      <ul>
        {form.fields.map((field) => (
          <li key={field.path}>{fieldText(field, title(field.title), text)}</li>
        ))}
      </ul>
    </li>
  );
}

function fieldText(
  { change, values, converts, fails }: FormImpact['fields'][number],
  field: string,
  text: ReturnType<typeof useText>,
): string {
  if (change === 'added') return text('impact.fieldAdded', { field });
  if (change === 'retyped')
    return converts === undefined
      ? text('impact.fieldRetyped', { field })
      : text('impact.fieldConverts', { field, converts, fails: fails ?? 0 });
  return values === undefined
    ? text('impact.fieldRemoved', { field })
    : text('impact.fieldRemovedValues', { field, count: values });
}

function RoleLine({ role }: { readonly role: RoleImpact }) {
  const text = useText();
  const title = useLocalized();
  const { widened, narrowed, users } = role;
  const sense =
    widened > 0 && narrowed > 0 ? 'Both' : widened > 0 ? 'Widened' : narrowed > 0 ? 'Narrowed' : 'Same';
  return <li>{text(`impact.role${sense}`, { role: title(role.title), count: users })}</li>;
}

import { Check, EyeOff } from 'lucide-react';
import type { FormDefinition, RoleDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';
import { COMMON_ACTIONS, wordOf } from './actions.js';
import type { MatrixColumn } from './columns.js';
import { furtherGrants, gives, ownGrant } from './grants.js';
import { standingAt } from './toggle.js';

interface CellProps {
  readonly role: RoleDefinition;
  readonly form: FormDefinition;
}

type Text = ReturnType<typeof useText>;

/** What a role gives on a form, in few words. */
function summary(text: Text, role: RoleDefinition, form: FormDefinition): readonly string[] {
  const given = COMMON_ACTIONS.filter((action) => gives(role, form.key, action));
  const own = (form.lifecycle?.actions ?? []).filter(({ id }) => gives(role, form.key, id));
  return [
    ...given.map((action) => text(`access.short.${action}`)),
    ...(own.length > 0 ? [`+${own.length}`] : []),
  ];
}

/** Says a cell to those who only hear it: its place, and where marks alone stand in it, what they mean. */
export function CellWords({
  form,
  column,
}: {
  readonly form: FormDefinition;
  readonly column: MatrixColumn;
}) {
  const text = useText();
  const title = useLocalized();
  const { role, action = '', isWhole } = column;
  if (isWhole) {
    const isNothing = summary(text, role, form).length === 0;
    return (
      <span className="dg-sr">
        {title(form.title)}, {title(role.title)}: {isNothing ? text('access.nothing') : ''}
      </span>
    );
  }
  const { given, of, isInherited } = standingAt(role, form, action);
  const part = given === of ? 'given' : 'inPart';
  const said = given === 0 ? 'notGiven' : isInherited ? 'givenToAll' : part;
  return (
    <span className="dg-sr">
      {`${title(form.title)}, ${text(`access.actions.${wordOf(action)}`)}: ${text(`access.${said}`)}`}
    </span>
  );
}

/** Whether one action is given. */
export function ActionMark({ role, form, action }: CellProps & { readonly action: string }) {
  const { given, of, isInherited } = standingAt(role, form, action);
  if (given === 0) return <Nothing isBlank={of === 0} />;
  return (
    <span className={`ds-access-mark${isInherited ? ' is-inherited' : ''}`} aria-hidden="true">
      <Check size={16} aria-hidden="true" />
      {given === of ? null : (
        <small>
          {given}/{of}
        </small>
      )}
    </span>
  );
}

/** All that a role may on a form, and how far it reaches. */
export function GrantSummary({ role, form }: CellProps) {
  const text = useText();
  const grant = ownGrant(role, form.key);
  const parts = summary(text, role, form);
  const hidden = (grant?.hidden?.length ?? 0) + (grant?.masked?.length ?? 0);
  const isNarrowed = grant !== undefined && (grant.rows !== 'all' || grant.states || grant.where);
  const more = furtherGrants(role, form.key);
  if (parts.length === 0) return <Nothing />;
  return (
    <>
      <span className={grant === undefined ? 'is-inherited' : undefined}>{parts.join(' ')}</span>
      {isNarrowed ? (
        <small>
          {text(`access.rows.${grant.rows}`)}
          {grant.states === undefined ? '' : ` · ${text('access.someStates')}`}
          {grant.where === undefined ? '' : ` · ${text('access.conditional')}`}
        </small>
      ) : null}
      {hidden > 0 ? (
        <small>
          <EyeOff size={12} aria-hidden="true" /> {text('access.hiddenCount', { count: hidden })}
        </small>
      ) : null}
      {more > 0 ? <small>{text('access.further', { count: more })}</small> : null}
    </>
  );
}

function Nothing({ isBlank = false }: { readonly isBlank?: boolean }) {
  return (
    <span className="ds-access-none" aria-hidden="true">
      {isBlank ? '' : '—'}
    </span>
  );
}

import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Condition, FormDefinition, RoleDefinition } from '@dougong/kernel/metadata';
import { api } from '../app/api.js';
import { ConditionEditor } from '../flows/conditions/ConditionEditor.js';
import { ConditionPlaceContext, headerFields } from '../flows/conditions/condition-place.js';
import { useText } from '../i18n/text.js';
import { loadDesignState, loadSurroundings } from '../surroundings/load-surroundings.js';
import { useNamesWhenReady } from '../surroundings/use-names.js';
import { ownGrant, withWhere } from './grants.js';
import { useLateChange } from './use-late-change.js';

const FRESH_MS = 60_000;

interface GrantWhereProps {
  readonly role: RoleDefinition;
  readonly form: FormDefinition;
  readonly onChange: (role: RoleDefinition) => void;
}

/** The condition that a record has to meet for a grant to reach it, as rows and as a sentence. */
export function GrantWhere({ role, form, onChange }: GrantWhereProps) {
  const text = useText();
  // Roles that change do not change what a form has, so this is read once and half-made rows are kept.
  const { data, error } = useQuery({
    queryKey: ['grant-surroundings', form.key],
    queryFn: async () => loadSurroundings(api, form.key, await loadDesignState(api)),
    retry: false,
    staleTime: FRESH_MS,
  });
  const names = useNamesWhenReady(data);
  const place = useMemo(() => data && names && { names, fields: headerFields(data) }, [data, names]);
  const [where, change] = useLateChange<Condition | undefined>(ownGrant(role, form.key)?.where, (next) =>
    onChange(withWhere(role, form.key, next)),
  );
  return (
    <section aria-labelledby="access-where">
      <h3 id="access-where">{text('access.where')}</h3>
      {error === null ? null : <p className="dg-t2">{text('access.whereUnread')}</p>}
      {place === undefined && error === null ? <p className="dg-t2">{text('loading')}</p> : null}
      {place === undefined ? null : (
        <ConditionPlaceContext value={place}>
          <ConditionEditor value={where} onChange={change} />
          <p className="dg-t2">{text('access.whereNote')}</p>
        </ConditionPlaceContext>
      )}
    </section>
  );
}

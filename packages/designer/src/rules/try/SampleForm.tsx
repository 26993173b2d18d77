import { useMemo } from 'react';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { FormView, lineColumns, lineTables } from '@dougong/ui/forms';
import type { FormState } from '@dougong/ui/forms';
import { useLanguage, useLocalized } from '@dougong/ui/i18n';
import { LineGrid } from '@dougong/ui/lines';
import { references, useReferencesVersion } from '../../app/references.js';
import { useText } from '../../i18n/text.js';

interface SampleFormProps {
  readonly definition: FormDefinition;
  readonly state: FormState;
}

/** The form itself, filled in by hand for a trial: nothing of it is stored. */
export function SampleForm({ definition, state }: SampleFormProps) {
  return (
    <div className="ds-sample">
      <FormView definition={definition} state={state} references={references} />
      {lineTables(definition).map((table) => (
        <SampleLines key={table} definition={definition} state={state} table={table} />
      ))}
    </div>
  );
}

const newRow = () => ({});

function SampleLines({ definition, state, table }: SampleFormProps & { readonly table: string }) {
  const text = useText();
  const title = useLocalized();
  const { language } = useLanguage();
  const version = useReferencesVersion();
  const field = definition.schema.properties[table];
  const columns = useMemo(
    () =>
      lineColumns({
        definition,
        table,
        language,
        references,
        editable: field?.type === 'array' ? Object.keys(field.items.properties) : [],
      }),
    // Names of records that arrive redraw the cells that show them.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [definition, table, language, field, version],
  );
  return (
    <LineGrid
      store={state.lines(table)}
      label={title(field?.['x-title'])}
      columns={columns}
      canAddRows
      canDeleteRows
      enterMoves="next-editable"
      newRow={newRow}
      empty={<p className="dg-t2">{text('try.noSampleLines')}</p>}
    />
  );
}

import { useMemo } from 'react';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { FormView, lineColumns, lineTables } from '@dougong/ui/forms';
import type { FileStore, FormState } from '@dougong/ui/forms';
import { useLanguage, useLocalized } from '@dougong/ui/i18n';
import { LineGrid } from '@dougong/ui/lines';
import { references, useReferencesVersion } from '../../app/references.js';
import { useText } from '../../i18n/text.js';

interface SampleFormProps {
  readonly definition: FormDefinition;
  readonly state: FormState;
  /** The only fields that are shown and may be written (`note`, `lines.qty`); all of them when left out. */
  readonly only?: readonly string[];
  /** Those among them that are asked for. */
  readonly required?: readonly string[];
  /** Where files go; the engine without it. */
  readonly files?: FileStore;
}

/** The form itself, filled in by hand for a trial: nothing of it is stored. */
export function SampleForm({ definition, state, only, required, files }: SampleFormProps) {
  const omit = useMemo(
    () =>
      only === undefined
        ? []
        : Object.keys(definition.schema.properties).filter((field) => !only.includes(field)),
    [definition, only],
  );
  const tables = lineTables(definition).filter(
    (table) => only?.some((path) => path.startsWith(`${table}.`)) ?? true,
  );
  return (
    <div className="ds-sample">
      <FormView
        definition={definition}
        state={state}
        references={references}
        omit={omit}
        {...(required === undefined ? {} : { required })}
        {...(files === undefined ? {} : { files })}
      />
      {tables.map((table) => (
        <SampleLines key={table} definition={definition} state={state} table={table} only={only} />
      ))}
    </div>
  );
}

interface SampleLinesProps {
  readonly definition: FormDefinition;
  readonly state: FormState;
  readonly table: string;
  readonly only: readonly string[] | undefined;
}

const newRow = () => ({});

function SampleLines({ definition, state, table, only }: SampleLinesProps) {
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
        editable: isLinesField(field)
          ? Object.keys(field.items.properties).filter(
              (column) => only?.includes(`${table}.${column}`) ?? true,
            )
          : [],
      }),
    // Names of records that arrive redraw the cells that show them.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [definition, table, language, field, version, only],
  );
  return (
    <LineGrid
      store={state.lines(table)}
      label={title(field?.['x-title'])}
      columns={columns}
      canAddRows={only === undefined}
      canDeleteRows={only === undefined}
      enterMoves="next-editable"
      newRow={newRow}
      empty={<p className="dg-t2">{text('try.noSampleLines')}</p>}
    />
  );
}

import { useMemo, type Ref } from 'react';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { lineColumns, useTableLinks, type FormState } from '@dougong/ui/forms';
import { useLanguage, useLocalized } from '@dougong/ui/i18n';
import { LineGrid, type LineColumn, type LineGridHandle } from '@dougong/ui/lines';
import { references, useReferences } from '../data/references.js';
import { useText } from '../texts/index.js';
import { fillLine } from './fill-line.js';

interface DocumentLinesProps {
  readonly definition: FormDefinition;
  readonly table: string;
  readonly state: FormState;
  /** Columns that may be edited now. */
  readonly editable: readonly string[];
  readonly ref?: Ref<LineGridHandle>;
}

/** A reference whose name stands in a column of its own shows its code only. */
export function codesOnly(
  definition: FormDefinition,
  table: string,
  columns: readonly LineColumn[],
): readonly LineColumn[] {
  const field = definition.schema.properties[table];
  if (!isLinesField(field)) return columns;
  return columns.map((column) => {
    const schema = field.items.properties[column.key];
    const targets =
      schema !== undefined && 'x-reference' in schema ? Object.keys(schema['x-reference'].fill ?? {}) : [];
    const { labelOf } = column;
    if (labelOf === undefined || !columns.some(({ key }) => targets.includes(key))) return column;
    return {
      ...column,
      labelOf: (id: string) => {
        const label = labelOf(id);
        return label === undefined ? undefined : { title: label.code ?? label.title };
      },
    };
  });
}

/** The lines of a document: the grid over one table of the form. */
export function DocumentLines({ definition, table, state, editable, ref }: DocumentLinesProps) {
  const text = useText();
  const title = useLocalized();
  const { language } = useLanguage();
  // Names that arrive later redraw the references in the cells.
  const names = useReferences();
  const version = names.version();
  const field = definition.schema.properties[table];
  const fixed = isLinesField(field) && field['x-fixed'] === true;
  const store = state.lines(table);
  const links = useTableLinks(state, table);
  const columns = useMemo(
    () =>
      codesOnly(
        definition,
        table,
        lineColumns({
          definition,
          table,
          language,
          references,
          editable,
          links: links.columns,
          onPick: (option, row) => fillLine({ definition, table, store, row, value: option.value }),
        }),
      ),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [definition, table, language, editable, store, version, links],
  );
  const open = editable.length > 0 && links.table.readOnly !== true;
  return (
    <LineGrid
      ref={ref}
      store={store}
      label={title(field?.['x-title']) || table}
      columns={columns}
      readOnly={!open}
      canAddRows={open && !fixed}
      canDeleteRows={open && !fixed}
      enterMoves={fixed ? 'next-row' : 'next-editable'}
      newRow={() => ({})}
      empty={<p className="rt-quiet">{text(fixed ? 'document.linesFilled' : 'document.noLines')}</p>}
    />
  );
}

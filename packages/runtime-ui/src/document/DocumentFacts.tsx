import { useMemo } from 'react';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { useFormValues, type FieldSchema, type FormState } from '@dougong/ui/forms';
import { useLocalized } from '@dougong/ui/i18n';
import { FactStrip } from '@dougong/ui/shell';
import type { RecordValue } from '@dougong/ui/api';
import { FieldValue } from '../parts/FieldValue.js';

/** The fields that decide, as they stand while the lines are typed. */
export function DocumentFacts({
  definition,
  state,
  label,
}: {
  readonly definition: FormDefinition;
  readonly state: FormState;
  /** Names the strip to screen readers. */
  readonly label?: string;
}) {
  const title = useLocalized();
  const values = useFormValues(state);
  const fields = useMemo(
    () =>
      (definition.ui.facts ?? []).flatMap((key) => {
        const schema = definition.schema.properties[key];
        return schema === undefined || isLinesField(schema) ? [] : [{ key, schema: schema as FieldSchema }];
      }),
    [definition],
  );
  return (
    <FactStrip
      {...(label === undefined ? {} : { label })}
      facts={fields.map(({ key, schema }) => ({
        id: key,
        label: title(schema['x-title']),
        value: <FieldValue value={(values[key] ?? blankOf(schema)) as RecordValue} schema={schema} />,
      }))}
    />
  );
}

/** A sum over no lines is nought; any other blank fact is blank. */
function blankOf({ format }: FieldSchema): string | null {
  return format === 'decimal' ? '0' : null;
}

import { isPathHidden } from '@dougong/kernel/access';
import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import type { CompiledDimension, CompiledRegister } from '@dougong/kernel/registers';
import type { Subject } from '../../identity/subject.js';
import { readGrant } from '../../records/form-grant.js';
import { badQuery } from '../../records/query-refusal.js';
import { textParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { badParameter } from './view-parameters.js';

/** A dimension, and the dates in the records that it names, as far as somebody sees them. */
export interface DatedDimension {
  readonly dimension: CompiledDimension;
  /** None where it names no records, or documents: steps of flows may hide a field in one of them and not in another. */
  readonly model?: FormModel;
  readonly dates: readonly string[];
}

/** The dimension that a query names. A hidden date is as if it did not exist. */
export function datedDimension(
  register: CompiledRegister,
  query: RawQuery,
  { release, subject }: { readonly release: CompiledRelease; readonly subject: Subject },
): DatedDimension {
  const name = textParameter(query, 'dimension') ?? '';
  const dimension = register.dimensions.find(({ id }) => id === name);
  if (!dimension)
    throw badQuery('unknown_dimension', ['dimension'], {
      register: register.key,
      dimension: name.slice(0, 40),
    });
  const model = dimension.form === undefined ? undefined : modelOf(release, dimension.form);
  if (!model || model.definition.usage === 'document') return { dimension, dates: [] };
  const { hidden } = readGrant(release, subject, model);
  const dates = model.fields
    .filter((field) => field.type.sqlType === 'date' && !isPathHidden(hidden, field.key))
    .map((field) => field.key);
  return { dimension, model, dates };
}

/** A parameter that names one of the dates, if it is given. */
export function dateParameter(query: RawQuery, name: string, dates: readonly string[]): string | undefined {
  const field = textParameter(query, name);
  if (field !== undefined && !dates.includes(field)) throw badParameter(name, dates);
  return field;
}

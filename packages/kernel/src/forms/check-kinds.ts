import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { FormDefinition } from '../metadata/index.js';
import { fieldPointer } from './compute-graph.js';
import type { FieldModel } from './field-model.js';
import { choiceUses } from './with-choices.js';
import type { ChoiceLookup } from './with-choices.js';

/** Places of a form that ask more of a field than its kind can do. */
export function checkKinds(definition: FormDefinition, fields: readonly FieldModel[]): readonly Issue[] {
  const unsorted = new Set(fields.filter(({ type }) => type.isSorted === false).map(({ path }) => path));
  const columns = fields.filter(({ type, line }) => line !== undefined && type.isColumn === false);
  return [
    ...columns.map((field) => issue('kind_not_in_lines', fieldPointer(field), { kind: field.type.title })),
    ...secondOrganisations(fields).map((field) =>
      issue('organisation_field_once', `${fieldPointer(field)}/x-organisation`, { field: field.path }),
    ),
    ...countedApart(fields).map((field) =>
      issue('number_without_organisation', `${fieldPointer(field)}/x-number/pattern`, { field: field.path }),
    ),
    ...fields
      .filter(({ path, unique }) => unique && unsorted.has(path))
      .map((field) => issue('kind_not_sorted', `${fieldPointer(field)}/x-unique`, { field: field.path })),
    ...orderedPlaces(definition)
      .filter(({ field }) => unsorted.has(field))
      .map(({ field, at }) => issue('kind_not_sorted', at, { field })),
  ];
}

/** A record belongs to one organisation, and its header says to which. */
function secondOrganisations(fields: readonly FieldModel[]): readonly FieldModel[] {
  const naming = fields.filter(({ department }) => department?.isOrganisation === true);
  return naming.filter((field) => field.line !== undefined || field !== naming.find(({ line }) => !line));
}

/** Numbers by organisation in a form whose records belong to none. */
function countedApart(fields: readonly FieldModel[]): readonly FieldModel[] {
  if (fields.some(({ department }) => department?.isOrganisation === true)) return [];
  return fields.filter(({ number }) => number?.byOrganisation === true);
}

interface OrderedPlace {
  readonly field: string;
  readonly at: string;
}

/** Where a form sorts by a field or makes a key of it. */
function orderedPlaces({ lists = [], unique = [], indexes = [] }: FormDefinition): readonly OrderedPlace[] {
  const named = (fields: readonly string[] = [], at: string): readonly OrderedPlace[] =>
    fields.map((field, index) => ({ field: field.replace(/^-/, ''), at: pointer(at, index) }));
  return [
    ...lists.flatMap(({ sort }, index) => named(sort, pointer('/lists', index, 'sort'))),
    ...unique.flatMap(({ fields }, index) => named(fields, pointer('/unique', index, 'fields'))),
    ...indexes.flatMap(({ fields }, index) => named(fields, pointer('/indexes', index, 'fields'))),
  ];
}

/** Lists of choices that are not there; nothing is said where nobody knows which there are. */
export function checkChoiceLists(
  definition: FormDefinition,
  lists: ChoiceLookup | undefined,
): readonly Issue[] {
  if (lists === undefined) return [];
  return choiceUses(definition)
    .filter(({ list }) => lists(list) === undefined)
    .map((use) => issue('unknown_choice_list', `${fieldPointer(use)}/x-choices`, { list: use.list }));
}

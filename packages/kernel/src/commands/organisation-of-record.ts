import { isEverything, isWithinOrganisation, organisationsOf, workingOrganisation } from '../access/index.js';
import type { AccessDecision } from '../access/index.js';
import type { RecordData } from '../expression/index.js';
import { isBlank } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { Moment } from './moment.js';

/** Which organisation a new record belongs to, where its form keeps one. */

/**
 * The record with its organisation: what was given, or what the record belongs to that it is made from, or where the maker
 * works.
 */
export function withOrganisation(moment: Moment, record: RecordData): RecordData {
  const { organisationField: field } = moment.model;
  if (field === undefined || !isBlank(record[field])) return record;
  const { people, subject } = moment.facts;
  const found = moment.organisation ?? workingOrganisation(people, subject);
  return found === undefined ? record : { ...record, [field]: found };
}

/** The organisation of a record that others are made from; none where its form is shared. */
export function organisationIn(
  { organisationField: field }: Moment['model'],
  record: RecordData,
): string | undefined {
  const value = field === undefined ? undefined : record[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whoever may not make records everywhere makes them where he works. */
export function organisationFaults(
  { model, facts: { people, subject } }: Moment,
  record: RecordData,
  grant: AccessDecision,
): readonly Issue[] {
  const organisation = organisationIn(model, record);
  if (organisation === undefined || !grant.allowed || isEverything(grant.rows)) return [];
  if (organisationsOf(people, subject.id).includes(organisation)) return [];
  const working = workingOrganisation(people, subject);
  const reachesBelow = grant.rows.some(({ rows }) => rows === 'organisations_below');
  if (reachesBelow && working !== undefined && isWithinOrganisation(people, organisation, working)) return [];
  const { organisationField: field = '' } = model;
  return [issue('organisation_not_yours', pointer('', field), { field, organisation })];
}

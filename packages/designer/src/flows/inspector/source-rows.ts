import type { PeopleSource } from '@dougong/kernel/metadata';

/** Sources of people as they are chosen in the inspector. */

export const SOURCE_KINDS = [
  'role',
  'post',
  'leader',
  'leaders',
  'leaderOf',
  'field',
  'users',
  'starter',
  'chosen',
  'chosenAt',
  'roleBy',
] as const;

export type SourceKind = (typeof SOURCE_KINDS)[number];

/** A source as it is chosen; one without a value is not stored yet. */
export interface SourceRow {
  readonly kind: SourceKind;
  readonly value: readonly string[];
}

/** What most people mean by a kind: his own leader, all leaders to the top. */
const USUAL: Readonly<Partial<Record<SourceKind, string>>> = { leader: '1', leaders: 'top' };

export function freshRow(kind: SourceKind): SourceRow {
  const usual = USUAL[kind];
  return { kind, value: usual === undefined ? [] : [usual] };
}

export function rowOf(source: PeopleSource): SourceRow {
  const kind = SOURCE_KINDS.find((each) => each in source) ?? 'starter';
  const value = (source as Readonly<Record<string, unknown>>)[kind];
  if (Array.isArray(value)) return { kind, value: value as readonly string[] };
  return { kind, value: value === true ? [] : [String(value)] };
}

/** The source of a row; none while its value is missing. */
export function sourceOf({ kind, value }: SourceRow): PeopleSource[] {
  const [first] = value;
  if (kind === 'starter') return [{ starter: true }];
  if (kind === 'chosen') return [{ chosen: true }];
  if (first === undefined || first.trim() === '') return [];
  if (kind === 'users') return [{ users: [...value] }];
  if (kind === 'leader') return [{ leader: Number.parseInt(first, 10) }];
  if (kind === 'leaders') return [{ leaders: first === 'top' ? 'top' : Number.parseInt(first, 10) }];
  return [{ [kind]: first } as PeopleSource];
}

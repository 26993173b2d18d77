import { numberPeriod } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import type { Moment } from './moment.js';
import type { CompiledRelease } from './release.js';

/** The running numbers that new records take. They are drawn before the decision and handed out in order. */

interface Sequence {
  readonly field: string;
  readonly pattern: string;
  readonly name: string;
  readonly byOrganisation: boolean;
}

interface DaySequences {
  readonly day: string;
  readonly organisation: string;
  readonly sequences: readonly Sequence[];
}

/** Every new record asks several times, and mostly about today. */
const known = new WeakMap<FormModel, DaySequences>();

/** The number sequences of a form on a day; the name says form, field, period, and the organisation where each has its own. */
export function sequencesOf(model: FormModel, day: string, organisation = ''): readonly Sequence[] {
  let found = known.get(model);
  if (found?.day !== day || found.organisation !== organisation) {
    const sequences = model.numberFields.map((field) => sequenceOf(model, field, day, organisation));
    found = { day, organisation, sequences };
    known.set(model, found);
  }
  return found.sequences;
}

function sequenceOf(
  { key }: FormModel,
  field: FormModel['numberFields'][number],
  day: string,
  organisation: string,
): Sequence {
  const { source: pattern, byOrganisation } = field.number;
  const own = byOrganisation ? organisation : '';
  const name = [key, field.key, numberPeriod(pattern, day), own].filter(Boolean).join('.');
  return { field: field.key, pattern, name, byOrganisation };
}

/** How many records of a sequence's form this decision has made already: each takes its own number. */
export function taken(moment: Moment, name: string): number {
  return moment.sheet.inserted(name.split('.', 1)[0] ?? '');
}

/** What must still be drawn so that `count` more records of a form can be made; where the organisation is not known yet, what all share. */
export function missingNumbers(
  moment: Moment,
  model: FormModel,
  count: number,
  organisation?: string,
): Record<string, number> {
  const sequences = sequencesOf(model, moment.today, organisation);
  const known = sequences.filter((each) => !each.byOrganisation || organisation !== undefined);
  const missing = known.map(({ name }) => {
    const drawn = moment.facts.numbers.get(name)?.length ?? 0;
    return [name, taken(moment, name) + count - drawn] as const;
  });
  return Object.fromEntries(missing.filter(([, short]) => short > 0));
}

/** Whether the numbers of a sequence, named as in `Needs`, must be drawn in the transaction that uses them. */
export function isGapFree({ models }: Pick<CompiledRelease, 'models'>, name: string): boolean {
  const [form = '', field = ''] = name.split('.');
  return models.get(form)?.field(field)?.number?.gapFree ?? false;
}

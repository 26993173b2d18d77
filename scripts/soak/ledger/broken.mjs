import { FORMS } from './documents.mjs';
import { LAWS, LAST_LAWS } from './laws.mjs';

const TOLD_MAX = 3;
const MADE = FORMS.map(
  (form) => `SELECT code, count(*)::int AS n FROM data.${form} WHERE code LIKE 'w%' GROUP BY 1`,
).join(' UNION ALL ');

/** Postings on days that were closed when they drew their number. */
const POSTED_WHEN_CLOSED = `
  SELECT p.id, p.source_code, p.business_date::text, c.* FROM unnest($1::date[], $2::bigint[], $3::bigint[]) c (through, after, upto)
    JOIN ledger.posting p ON p.id > c.after AND p.id <= c.upto AND p.business_date <= c.through`;

/** Everything that is broken, as lines. All questions see one moment. */
export function findBroken({ database, journal, closings }) {
  return database.atOneMoment(async (rows) => {
    const before = journal.entries;
    await rows('SELECT 1');
    const asked = journal.entries;
    return [
      ...(await brokenLaws(rows, LAWS)),
      ...(await findPostedWhenClosed(rows, closings)),
      ...brokenAnswers(new Map((await rows(MADE)).map(({ code, n }) => [code, n])), before, asked),
    ];
  });
}

/** The same of what holds only when all is over. */
export function findBrokenAtLast({ database }) {
  return database.atOneMoment((rows) => brokenLaws(rows, LAST_LAWS));
}

async function brokenLaws(rows, laws) {
  const broken = [];
  for (const [law, question] of Object.entries(laws)) {
    const found = await rows(question);
    if (found.length > 0)
      broken.push(`${law}: ${found.length} times, ${JSON.stringify(found.slice(0, TOLD_MAX))}`);
  }
  return broken;
}

async function findPostedWhenClosed(rows, closings) {
  const over = closings.filter(({ to }) => to !== Infinity);
  const columns = ['through', 'from', 'to'].map((name) => over.map((closing) => closing[name]));
  const found = await rows(POSTED_WHEN_CLOSED, columns);
  return found.length === 0
    ? []
    : [`nobody posts on a day that is closed: ${JSON.stringify(found.slice(0, TOLD_MAX))}`];
}

/**
 * @param before what had been answered before the moment that was seen.
 * @param asked what had been asked by then.
 */
function brokenAnswers(made, before, asked) {
  const times = (code) => made.get(code) ?? 0;
  const lost = before.filter(({ code, state }) => state === 'done' && times(code) !== 1);
  const surplus = asked.filter(({ code, state }) => times(code) > (state === 'refused' ? 0 : 1));
  return [
    ...lost.map(({ code }) => `${code} was acknowledged and is there ${times(code)} times`),
    ...surplus.map(({ code, state }) => `${code} (${state}) is there ${times(code)} times`),
  ];
}

import { pick } from './random.mjs';
import { Refused } from './client.mjs';

/** The work of the trade template that the writers do over and over. Names of forms, people and fields stand here only. */

const PLACES = [
  { code: 'WH-1', keeper: 'lijuan', supervisor: 'zhoujianguo' },
  { code: 'WH-2', keeper: 'matao', supervisor: 'wuguodong' },
  { code: 'WH-3', keeper: 'lijuan', supervisor: 'zhoujianguo' },
];
export const LOGINS = ['lijuan', 'matao', 'zhoujianguo', 'wuguodong', 'zhaoliping', 'sunxiaomei'];
const COUNTS = '/forms/stocktake/records';
const DIFFERENCES = '/forms/stock_difference/records';
const ANALYSES = '/forms/stock_difference_analysis/records';
const OPENINGS = '/forms/opening_stock/records';
const OPENING_SHARE = 0.2;
const CHANGED_SHARE = 0.3;

/** Ids of the masters that the work refers to. */
export async function readMasters(people) {
  const byKey = async (path, key) =>
    new Map((await people.get('lijuan').get(path)).data.map((row) => [row[key], row.id]));
  return {
    places: await byKey('/forms/warehouse/records?limit=200', 'code'),
    items: [...(await byKey('/forms/item/records?limit=200', 'code')).values()],
    users: await byKey('/users', 'login'),
  };
}

/** One piece of work, from its first document to its last task. Refusals that the business allows end it early. */
export async function workOnce(work) {
  try {
    await (work.random() < OPENING_SHARE ? openingOnce(work) : countOnce(work));
  } catch (error) {
    if (!(error instanceof Refused) || !isAllowed(error)) throw error;
  }
}

/** Others may have taken what a count had found: that is a right answer, and so is the end of the run. */
function isAllowed({ code }) {
  return code === 'over' || code === 'insufficient_balance';
}

async function openingOnce({ people, masters, marker, random }) {
  const accountant = people.get('sunxiaomei');
  const place = pick(random, PLACES);
  const lines = [pick(random, masters.items), pick(random, masters.items)].map((item) => ({
    item,
    bin: 'S-01',
    qty: (random() * 50 + 1).toFixed(3),
    unit_cost: (random() * 20).toFixed(6),
  }));
  const values = { warehouse: masters.places.get(place.code), title: marker, lines };
  const made = await accountant.write(
    { form: 'opening_stock', action: 'create', marker },
    'POST',
    OPENINGS,
    values,
  );
  await act(accountant, 'opening_stock', OPENINGS, made.id, 'post');
}

async function countOnce({ people, masters, marker, random }) {
  const place = pick(random, PLACES);
  const [keeper, supervisor] = [people.get(place.keeper), people.get(place.supervisor)];
  const values = {
    warehouse: masters.places.get(place.code),
    title: marker,
    method: 'cycle',
    counted_by: masters.users.get(place.keeper),
    recounted_by: masters.users.get('chenguohua'),
    counted_at: '2026-11-22T01:00:00Z',
    recounted_at: '2026-11-22T02:00:00Z',
  };
  const count = await keeper.write({ form: 'stocktake', action: 'create', marker }, 'POST', COUNTS, values);
  const upsert = count.lines.map((line) => ({ id: line.id, counted_qty: counted(line, random) }));
  await keeper.write(
    { form: 'stocktake', action: 'update', recordId: count.id },
    'PATCH',
    `${COUNTS}/${count.id}`,
    { lines: { upsert } },
    { 'if-match': `"${count.version}"` },
  );
  await act(keeper, 'stocktake', COUNTS, count.id, 'submit');
  const approved = await answer(supervisor, 'stocktake', COUNTS, count.id, 'approve');
  if (!approved.difference) return;
  await analyse(supervisor, approved.analysis, masters);
  await handle(people, keeper, supervisor, approved.difference);
}

/** Most lines are as the books say; some are a little more or less. */
function counted(line, random) {
  if (random() > CHANGED_SHARE) return line.book_qty;
  const thousandths = BigInt(line.book_qty.replace('.', '')) + BigInt(Math.floor(random() * 2001) - 1000);
  const text = (thousandths < 0n ? 0n : thousandths).toString().padStart(4, '0');
  return `${text.slice(0, -3)}.${text.slice(-3)}`;
}

async function analyse(supervisor, analysis, masters) {
  const values = {
    reason: 'measuring_error',
    responsible_person: masters.users.get('lijuan'),
    measure: 'weigh twice',
  };
  await answer(supervisor, 'stock_difference_analysis', ANALYSES, analysis, 'complete', { record: values });
}

async function handle(people, keeper, supervisor, difference) {
  await act(keeper, 'stock_difference', DIFFERENCES, difference, 'submit');
  const first = await answer(supervisor, 'stock_difference', DIFFERENCES, difference, 'approve');
  if (first.status === 'reviewing') {
    await answer(people.get('zhaoliping'), 'stock_difference', DIFFERENCES, difference, 'approve');
  }
  await answer(keeper, 'stock_difference', DIFFERENCES, difference, 'submit');
}

function act(person, form, records, id, action) {
  return person.write(
    { form, action: `act:${action}`, recordId: id },
    'POST',
    `${records}/${id}/actions/${action}`,
  );
}

async function answer(person, form, records, id, verb, body) {
  const { actions } = await person.get(`${records}/${id}`);
  const task = actions.find((action) => action.id === verb)?.taskId;
  if (task === undefined) throw new Error(`${person.login} has no task on ${records}/${id}`);
  return person.write(
    { form, action: `answer:${verb}`, recordId: id },
    'POST',
    `/tasks/${task}/actions/${verb}`,
    body,
  );
}

/**
 * What people do all day, and how often each of it among a hundred requests. A kind gets who does it and what is under way, and answers with
 * the request, and with what is done `afterwards`; `undefined` where there is nothing to do it to at this moment. `refusals` are the answers other than success that are meant.
 */

const COUNTS = '/forms/stocktake/records';
const ORDERS = '/forms/purchase_order/records';
const COUNTED_AT = '2026-11-22T01:00:00Z';
const WORDS = ['米', '盐', 'SB', '油', 'zzz'];

const any = (list) => list[Math.floor(Math.random() * list.length)];
const version = ({ version: number }) => ({ 'if-match': `"${number}"` });

function newCount({ people, warehouses }, { login, warehouse }) {
  return {
    warehouse: warehouses.get(warehouse),
    title: `house ${login}`,
    method: 'cycle',
    counted_by: people.get(login),
    recounted_by: people.get('chenguohua'),
    counted_at: COUNTED_AT,
    recounted_at: COUNTED_AT,
  };
}

/** Types some lines as they stand in the books, so that a count differs in nothing. */
function typed(count) {
  return { lines: { upsert: count.lines.map(({ id, book_qty }) => ({ id, counted_qty: book_qty })) } };
}

export const KINDS = [
  {
    name: 'list',
    weight: 24,
    ask: () => ({
      path: any(
        ['/forms/item', '/forms/supplier', '/forms/stocktake'].map((form) => `${form}/records?limit=50`),
      ),
    }),
  },
  {
    name: 'search',
    weight: 12,
    ask: () => ({ path: `/forms/item/records?q=${encodeURIComponent(any(WORDS))}` }),
  },
  {
    name: 'get',
    weight: 20,
    ask: ({ items }) => ({ path: `/forms/item/records/${any(items)}` }),
  },
  { name: 'inbox', weight: 8, ask: () => ({ path: '/tasks?state=open&limit=50' }) },
  { name: 'balances', weight: 4, ask: () => ({ path: '/registers/stock/balances?limit=100' }) },
  {
    name: 'create',
    weight: 10,
    as: 'keeper',
    ask: (house, who) => ({
      method: 'POST',
      path: COUNTS,
      body: newCount(house, who),
      afterwards: ({ record }) => house.drafts.push({ record, who }),
    }),
  },
  {
    name: 'update',
    weight: 8,
    ask: (house) => {
      const found = house.drafts.shift();
      return (
        found && {
          method: 'PATCH',
          path: `${COUNTS}/${found.record.id}`,
          body: typed(found.record),
          headers: version(found.record),
          by: found.who,
          afterwards: ({ record }) => house.typed.push({ record, who: found.who }),
        }
      );
    },
  },
  {
    name: 'submit',
    weight: 6,
    ask: (house) => {
      const found = house.typed.shift();
      return (
        found && {
          method: 'POST',
          path: `${COUNTS}/${found.record.id}/actions/submit`,
          by: found.who,
          afterwards: () => house.submitted.push(found),
        }
      );
    },
  },
  {
    name: 'approve',
    weight: 5,
    as: 'supervisor',
    ask: async (house) => {
      const found = house.submitted.shift();
      const task = found && (await house.taskOn(found));
      return (
        task && { method: 'POST', path: `/tasks/${task}/actions/approve`, by: house.supervisorOf(found.who) }
      );
    },
  },
  { name: 'export', weight: 1, as: 'administrator', ask: () => ({ path: '/forms/item/export?format=csv' }) },
  {
    name: 'refused',
    weight: 2,
    as: 'viewer',
    refusals: [403],
    ask: () => ({ method: 'POST', path: ORDERS, body: {} }),
  },
];

/** A kind by chance, each as often as its weight says. */
export function anyKind() {
  let left = Math.random() * KINDS.reduce((sum, { weight }) => sum + weight, 0);
  return KINDS.find(({ weight }) => (left -= weight) < 0) ?? KINDS[0];
}

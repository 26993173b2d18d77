import { apiOf } from '../stage/api.mjs';
import { makeKey } from '../stage/engine.mjs';

/** People of the demo by what they do here; a keeper and a supervisor belong to a warehouse. */
const CREW = [
  { role: 'keeper', login: 'lijuan', warehouse: 'WH-1' },
  { role: 'keeper', login: 'lijuan', warehouse: 'WH-3' },
  { role: 'keeper', login: 'matao', warehouse: 'WH-2' },
  { role: 'supervisor', login: 'zhoujianguo', warehouse: 'WH-1' },
  { role: 'supervisor', login: 'zhoujianguo', warehouse: 'WH-3' },
  { role: 'supervisor', login: 'wuguodong', warehouse: 'WH-2' },
  { role: 'viewer', login: 'liuqiang' },
  { role: 'administrator', login: 'admin' },
];

/** What the clients share: who there is, what there is, and which documents wait for their next step. */
export async function openHouse(owner, server) {
  const keys = new Map();
  for (const login of new Set(CREW.map((each) => each.login)))
    keys.set(login, (await makeKey(owner, login)).key);
  const api = apiOf(server, { key: keys.get('admin') });
  const rowsOf = async (path) => (await api('GET', path)).body.data;
  const by = (rows, field) => new Map(rows.map((row) => [row[field], row.id]));
  const items = await rowsOf('/forms/item/records?limit=200');
  const crew = (role) => CREW.filter((each) => each.role === role);
  return {
    keys,
    people: by(await rowsOf('/users'), 'login'),
    warehouses: by(await rowsOf('/forms/warehouse/records?limit=200'), 'code'),
    items: items.map(({ id }) => id),
    drafts: [],
    typed: [],
    submitted: [],
    anybody: (role = 'keeper') => crew(role)[Math.floor(Math.random() * crew(role).length)],
    supervisorOf: ({ warehouse }) => crew('supervisor').find((each) => each.warehouse === warehouse),
    /** Not measured: the to-do that an approval answers. */
    async taskOn({ record, who }) {
      const ask = apiOf(server, { key: keys.get(this.supervisorOf(who).login) });
      const { body } = await ask('GET', `/forms/stocktake/records/${record.id}`);
      return body.actions.find(({ kind }) => kind === 'task')?.taskId;
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { ReleaseRegistry } from '../../src/releases/release-registry.js';
import { fillForms, routesOf } from './leaks.fixtures.js';
import type { Route } from './leaks.fixtures.js';
import { probesOf, whatIsThere } from './leaks.routes.js';
import type { Known } from './leaks.routes.js';
import { TradeCompany } from './trade.fixtures.js';

/** Somebody without any role asks for records by their ids, and for ids that nothing has: he must not tell them apart. */

let company: TradeCompany;
let release: CompiledRelease;
let known: Known;
let routes: readonly Route[];
let key: string;

beforeAll(async () => {
  company = await TradeCompany.open();
  const { engine } = company;
  release = await engine.get(ReleaseRegistry).current();
  await fillForms(engine, release, await engine.createUser('maker', { roles: [] }));
  key = await engine.keyOf(await engine.createUser('stranger', { roles: [] }));
  known = await whatIsThere(engine, release);
  const all = await routesOf(engine);
  routes = all.filter(({ path }) => path.includes('/forms/{form}/records/{id}'));
}, 600_000);

afterAll(() => company?.engine.stop());

/** What is told, without what differs from one request to the next. */
async function told(method: string, url: string, id: string): Promise<string> {
  const { statusCode, payload } = await company.engine.app.inject({
    method: method as 'GET',
    url,
    headers: { authorization: `Bearer ${key}`, 'if-match': '"1"' },
    ...(method === 'GET' ? {} : { payload: {} }),
  });
  const body = payload.replaceAll(id, 'ID').replace(/"requestId":"[^"]*"/, '');
  return `${statusCode} ${body}`;
}

test('a record that is there and one that is not are refused with the same words', async () => {
  expect(routes.length).toBeGreaterThan(10);
  const differing: string[] = [];
  for (const route of routes)
    for (const { url, form } of probesOf(route, known)) {
      const id = known.ids.get(form ?? '')?.find((each) => url.includes(each));
      if (id === undefined) continue;
      const other = randomUUID();
      const there = await told(route.method, url, id);
      const nowhere = await told(route.method, url.replace(id, other), other);
      // A body that fits no record is refused before any is looked for, and so alike.
      if (!/^4/.test(there) || there !== nowhere) differing.push(`${route.method} ${url}: ${there}`);
    }
  expect(differing).toEqual([]);
}, 600_000);

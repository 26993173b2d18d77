import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { runCommandLine } from '../../src/cli/run-command-line.js';
import { verifyCommand } from '../../src/cli/verify.command.js';
import type { Difference } from '../../src/registers/seals/verify/difference.js';
import { verifyLedger, verifyWith } from '../../src/registers/seals/verify/verify-ledger.js';
import { Sealer } from '../../src/registers/seals/sealer.js';
import { sealEverything } from '../support/seal-everything.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';
import { LedgerWriter, REGISTER } from '../support/written-ledger.js';

/** Each test changes the ledger behind the back of the engine, as somebody with all rights to the database could. */

let engine: TestApp;
let owner: pg.Client;
let writer: LedgerWriter;
let ids: readonly string[];

const AT = `${TEST_DAY}T09:00:00.000Z`;
const verify = () => verifyLedger({ url: engine.urls.appUrl, at: AT });

beforeAll(async () => {
  engine = await startTestApp();
  owner = new pg.Client({ connectionString: engine.urls.ownerUrl });
  await owner.connect();
  writer = await LedgerWriter.open(engine.urls.appUrl);
  await writer.publishRegister();
  ids = await writer.write({ postings: 6, lines: 3 });
  await writer.client.query(
    `INSERT INTO ledger.standard_cost (register, group_hash, s1, quantity, amount, posting_id) VALUES ($1, 'x', 'item1', 1, 7.25, $2)`,
    [REGISTER, ids[5]],
  );
  await sealEverything(engine);
  const later = await writer.write({ postings: 4, lines: 2 });
  ids = [...ids, ...later];
  await sealEverything(engine);
});

afterAll(async () => {
  await writer?.close();
  await owner?.end();
  await engine?.stop();
});

/** Does something to the tables that no trigger lets pass, has the ledger verified as it is then, and takes it back. */
async function tampered(...statements: readonly string[]): Promise<readonly Difference[]> {
  const guarded = [
    'posting',
    'movement',
    'voucher',
    'voucher_line',
    'register_key',
    'balance',
    'layer',
    'seal',
    'standard_cost',
  ];
  const unguard = guarded.map((table) => `ALTER TABLE ledger.${table} DISABLE TRIGGER USER`);
  await owner.query('BEGIN');
  try {
    for (const statement of [...unguard, ...statements]) await owner.query(statement);
    return (await verifyWith(owner, { at: AT })).differences;
  } finally {
    await owner.query('ROLLBACK');
  }
}

/** The number of a movement: the nth of a posting. */
async function movementOf(posting: string, ord: number): Promise<string> {
  const { rows } = await owner.query<{ seq: string }>(
    'SELECT seq::text FROM ledger.movement WHERE posting_id = $1 AND ord = $2',
    [posting, ord],
  );
  return rows[0]?.seq ?? '';
}

const nth = (at: number) => ids[at] ?? '';

describe('verifying a ledger that nobody touched', () => {
  test('finds nothing, and says how much it looked at', async () => {
    expect(await verify()).toMatchObject({
      differences: [],
      figures: {
        postings: 10,
        sealed: 10,
        movements: 26,
        seals: 2,
        keys: 3,
        vouchers: 10,
        balances: 3,
        layers: 3,
      },
      anchor: { toPosting: nth(9), seal: expect.any(String), root: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  test('lets what is not sealed yet be, but not when it does not fit its hash', async () => {
    const [id = ''] = await writer.write({ postings: 1, lines: 1 });
    expect(await verify()).toMatchObject({ differences: [], figures: { postings: 11, sealed: 10 } });
    expect(await tampered(`UPDATE ledger.movement SET line_no = 7 WHERE posting_id = ${id}`)).toEqual([
      expect.objectContaining({ part: 'movement', posting: id }),
    ]);
    await engine.get(Sealer).catchUp();
  });
});

describe('what was changed is found at its row:', () => {
  test('a figure of a movement', async () => {
    const seq = await movementOf(nth(4), 1);
    const [first] = await tampered(`UPDATE ledger.movement SET r2 = r2 + 0.01 WHERE seq = ${seq}`);
    expect(first).toEqual({
      part: 'movement',
      posting: nth(4),
      movement: seq,
      document: { form: 'doc', id: expect.any(String), code: 'D-5' },
      what: 'changed',
      reason: 'it is not what its hash says',
    });
  });

  test.each([
    ['a word in its details', `details = '{"variances": [{"kind": "price", "amount": "0.02"}]}'`],
    ['its day', `business_date = business_date + 1`],
    ['its key', `key_id = (SELECT max(id) FROM ledger.register_key)`],
    ['its line', `line_id = gen_random_uuid()`],
    ['the balance after it', `after1 = 5`],
  ])('%s', async (_, assignment) => {
    const seq = await movementOf(nth(0), 0);
    const [first] = await tampered(`UPDATE ledger.movement SET ${assignment} WHERE seq = ${seq}`);
    expect(first).toMatchObject({ part: 'movement', posting: nth(0), document: { code: 'D-1' } });
  });

  test('the number of a movement', async () => {
    const [first] = await tampered(
      'ALTER TABLE ledger.movement ALTER COLUMN seq DROP IDENTITY',
      `UPDATE ledger.movement SET seq = 900 WHERE seq = ${await movementOf(nth(0), 0)}`,
    );
    expect(first).toMatchObject({ part: 'movement', posting: nth(0), document: { code: 'D-1' } });
  });

  test('a figure that was changed together with its hash', async () => {
    const seq = await movementOf(nth(2), 0);
    const [first] = await tampered(
      `UPDATE ledger.movement SET r2 = 99, row_hash = sha256('forged') WHERE seq = ${seq}`,
      `UPDATE ledger.movement SET row_hash = ledger.movement_hash(posting_id, ord, period, business_date, key_id, line_no, line_id, rule_id,
         entry, link_seq, direction, r1, r2, r3, r4, after1, after2, after3, after4, details) WHERE seq = ${seq}`,
    );
    expect(first).toMatchObject({
      part: 'movement',
      posting: nth(2),
      reason: 'one of its movements was exchanged together with its hash',
    });
  });

  test('a movement that was removed', async () => {
    const seq = await movementOf(nth(3), 1);
    const [first] = await tampered(`DELETE FROM ledger.movement WHERE seq = ${seq}`);
    expect(first).toMatchObject({
      part: 'movement',
      posting: nth(3),
      document: { code: 'D-4' },
      reason: 'its movement 2 of 3 is not there any more',
    });
  });

  test('a movement that was slipped in', async () => {
    const [first] = await tampered(
      `INSERT INTO ledger.movement OVERRIDING SYSTEM VALUE
       SELECT period, 900, posting_id, key_id, business_date, line_no, line_id, rule_id, direction, r1, r2, r3, r4, after1, after2, after3, after4,
              entry, link_seq, ord, details, row_hash FROM ledger.movement WHERE seq = ${await movementOf(nth(8), 1)}`,
    );
    expect(first).toMatchObject({
      part: 'movement',
      posting: nth(8),
      movement: '900',
      reason: 'it was not there when its posting was sealed',
    });
  });

  test('a movement of a posting that is not there', async () => {
    const [first] = await tampered(
      `UPDATE ledger.movement SET posting_id = 5000 WHERE seq = ${await movementOf(nth(8), 1)}`,
    );
    expect(first).toMatchObject({ part: 'movement', posting: nth(8) });
  });

  test('a posting that was removed with everything that belongs to it', async () => {
    const [first] = await tampered(
      `DELETE FROM ledger.movement WHERE posting_id = ${nth(1)}`,
      `DELETE FROM ledger.voucher_line WHERE voucher_id = (SELECT id FROM ledger.voucher WHERE posting_id = ${nth(1)})`,
      `DELETE FROM ledger.voucher WHERE posting_id = ${nth(1)}`,
      `DELETE FROM ledger.posting WHERE id = ${nth(1)}`,
    );
    expect(first).toMatchObject({
      part: 'posting',
      posting: nth(1),
      reason: 'it was sealed and is not there any more',
    });
  });

  test('a posting under a number that was sealed as free', async () => {
    const copy = `SELECT 0, source_type, gen_random_uuid(), source_code, purpose, revision, kind, business_date, period, rule_key, flow_key,
      instance_id, release, actor, posted_at, payload_hash FROM ledger.posting WHERE id = ${nth(1)}`;
    const [first] = await tampered(
      `INSERT INTO ledger.posting (id, source_type, source_id, source_code, purpose, revision, kind, business_date, period, rule_key, flow_key,
         instance_id, release, actor, posted_at, payload_hash) OVERRIDING SYSTEM VALUE ${copy}`,
    );
    expect(first).toMatchObject({ part: 'posting', posting: '0' });
  });

  test.each([
    [
      'the day of a posting',
      `posting SET posted_at = posted_at + interval '1 second' WHERE id = $`,
      'posting',
    ],
    ['who posted', `posting SET actor = gen_random_uuid() WHERE id = $`, 'posting'],
    ['in whose books a posting stands', `posting SET organisation = 'other' WHERE id = $`, 'posting'],
    ['in whose books a voucher stands', `voucher SET organisation = 'other' WHERE posting_id = $`, 'voucher'],
    ['the text of a voucher', `voucher SET summary = '{"en": "other"}' WHERE posting_id = $`, 'voucher'],
    [
      'an account',
      `voucher_line SET account = '9999' WHERE line_no = 1 AND voucher_id = (SELECT id FROM ledger.voucher WHERE posting_id = $)`,
      'voucher',
    ],
  ])('%s', async (_, change, part) => {
    const [first] = await tampered(`UPDATE ledger.${change.replace('$', nth(7))}`);
    expect(first).toMatchObject({ part, posting: nth(7), document: { code: 'D-8' } });
  });

  test('a standard cost', async () => {
    const [first] = await tampered('UPDATE ledger.standard_cost SET amount = 7.26');
    expect(first).toMatchObject({ part: 'posting', posting: nth(5), document: { code: 'D-6' } });
  });

  test('what the number of a key stands for', async () => {
    const found = await tampered(`UPDATE ledger.register_key SET s1 = 'other' WHERE s1 = 'item2'`);
    expect(found).toContainEqual(
      expect.objectContaining({
        part: 'register_key',
        register: REGISTER,
        key: expect.arrayContaining(['other']),
      }),
    );
  });

  test('a balance', async () => {
    const found = await tampered(
      `UPDATE ledger.balance SET r1 = r1 + 1 WHERE key_id = (SELECT id FROM ledger.register_key WHERE s1 = 'item1')`,
    );
    expect(found[0]).toMatchObject({ part: 'balance', register: REGISTER, key: ['item1'] });
  });

  test('a balance that was removed', async () => {
    const found = await tampered(
      `DELETE FROM ledger.balance WHERE key_id = (SELECT id FROM ledger.register_key WHERE s1 = 'item1')`,
    );
    expect(found[0]).toMatchObject({ part: 'balance', key: ['item1'], reason: 'it is not there any more' });
  });

  test('a layer', async () => {
    const found = await tampered(
      `UPDATE ledger.layer SET quantity = quantity - 0.001 WHERE id = (SELECT min(id) FROM ledger.layer)`,
    );
    expect(found[0]).toMatchObject({ part: 'layers', register: REGISTER });
  });

  test('two seals that changed places', async () => {
    const exchanged = ['previous_hash', 'root_hash'].map((name) => `${name} = o.${name}`).join(', ');
    const found = await tampered(
      'CREATE TEMPORARY TABLE seals ON COMMIT DROP AS TABLE ledger.seal',
      'UPDATE ledger.seal SET previous_hash = sha256(previous_hash), root_hash = sha256(root_hash)',
      `UPDATE ledger.seal s SET ${exchanged} FROM seals o WHERE o.id = (SELECT sum(id) FROM seals) - s.id`,
    );
    expect(found.map(({ part }) => part)).toEqual(expect.arrayContaining(['seal', 'seal']));
    expect(found[0]?.reason).toContain('its root or count is not that of its postings');
  });

  test('the time and the format of a seal; those of the first format did not say them', async () => {
    for (const change of [`sealed_at = sealed_at + interval '1 second'`, 'format = 1']) {
      const [first] = await tampered(`UPDATE ledger.seal SET ${change} WHERE id = 2`);
      expect(first).toMatchObject({ part: 'seal', seal: '2' });
    }
    const content = `(SELECT string_agg(head_hash || movements_hash || vouchers_hash, '' ORDER BY posting_id) FROM ledger.sealed_posting WHERE seal_id = 2)`;
    const first = `UPDATE ledger.seal SET format = 1, root_hash = sha256(previous_hash || ${content}) WHERE id = 2`;
    expect((await tampered(first)).filter(({ seal }) => seal === '2')).toEqual([]);
  });

  test('a seal that was removed', async () => {
    const found = await tampered('DELETE FROM ledger.seal WHERE id = (SELECT min(id) FROM ledger.seal)');
    expect(found[0]).toMatchObject({
      part: 'seal',
      reason: expect.stringContaining('does not follow the root'),
    });
  });
});

describe('the command line', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'dougong-verify-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function run(...words: string[]) {
    const out: string[] = [];
    const terminal = { colour: false, out: (line: string) => void out.push(line), err: () => undefined };
    const before = { ...process.env };
    Object.assign(process.env, {
      DATABASE_URL: engine.urls.appUrl,
      DATABASE_OWNER_URL: engine.urls.ownerUrl,
    });
    try {
      return { code: await runCommandLine(['verify', ...words], [verifyCommand], terminal), out };
    } finally {
      process.env = before;
    }
  }

  test('tells the figures and exports the last root, against which the ledger is verified later', async () => {
    const file = join(folder, 'anchor.json');
    const { code, out } = await run('--export', file);
    expect([code, out.at(-1)]).toEqual([0, 'Everything is whole.']);
    expect(out[0]).toMatch(/^11 postings, 11 sealed, 27 movements, .* verified in [\d.]+ s$/);
    expect(await run('--anchor', file)).toMatchObject({ code: 0 });
    const anchor = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...anchor, root: 'ab'.repeat(32) }));
    const other = await run('--anchor', file);
    expect(other.code).toBe(1);
    expect(other.out[0]).toMatch(/^anchor, seal \d+: the chain does not hold the root that was exported$/);
  });

  test('reads one register only, or only what was sealed since a day', async () => {
    expect(await run('--register', 'none')).toMatchObject({
      code: 0,
      out: expect.arrayContaining([expect.stringMatching(/^0 postings/)]),
    });
    expect(await run('--register', REGISTER)).toMatchObject({
      out: expect.arrayContaining([expect.stringMatching(/^11 postings/)]),
    });
    expect(await run('--from', TEST_DAY)).toMatchObject({
      out: expect.arrayContaining([expect.stringMatching(/^11 postings/)]),
    });
    expect(await run('--from', '2999-01-01')).toMatchObject({
      out: expect.arrayContaining([expect.stringMatching(/^0 postings/)]),
    });
  });

  test('is misused with a day that is none, or a file that is no root', async () => {
    expect(await run('--from', '2026-02-30')).toMatchObject({ code: 2 });
    const file = join(folder, 'other.json');
    await writeFile(file, '{}');
    expect(await run('--anchor', file)).toMatchObject({ code: 2 });
  });
});

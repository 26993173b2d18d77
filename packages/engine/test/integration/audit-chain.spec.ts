import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { PoolClient } from 'pg';
import { isGenuine, publicKeyOf, readAnchorDocument } from '../../src/audit/anchors/anchor-document.js';
import { Anchors } from '../../src/audit/anchors/anchors.js';
import { AuditLog } from '../../src/audit/audit-log.js';
import { AuditSealer } from '../../src/audit/chain/audit-sealer.js';
import { sealEntries } from '../../src/audit/chain/seal-entries.js';
import { SqlSession } from '../../src/database/sql-session.js';
import { auditVerifyAnchorCommand } from '../../src/cli/audit.commands.js';
import { runCommandLine } from '../../src/cli/run-command-line.js';
import { verifyWith } from '../../src/registers/seals/verify/verify-ledger.js';
import type { Difference } from '../../src/registers/seals/verify/difference.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';

/** Each test changes the audit behind the back of the engine, as somebody with all rights to the database could. */

let engine: TestApp;
let second: TestApp;
let owner: pg.Client;
let folder: string;
let ids: readonly string[];

const AT = `${TEST_DAY}T09:00:00.000Z`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dougong-anchors-'));
  const settings = { dataDir: folder, anchorDir: join(folder, 'kept') };
  engine = await startTestApp({ settings });
  second = await startTestApp({ urls: engine.urls, settings: { dataDir: folder } });
  owner = new pg.Client({ connectionString: engine.urls.ownerUrl });
  await owner.connect();
  for (const number of [1, 2, 3])
    await owner.query(
      `INSERT INTO core.release (number, definitions, created_at) VALUES ($1, '[{"kind":"form"}]', now())`,
      [number],
    );
  await write(6);
  await sealAll();
  await write(4);
  await sealAll();
  ids = await entries();
});

afterAll(async () => {
  await owner?.end();
  await second?.stop();
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes entries, each in a transaction of its own. */
async function write(count: number, at: TestApp = engine): Promise<void> {
  for (let each = 0; each < count; each += 1)
    await at.database.transaction((session) =>
      at.get(AuditLog).write(session, { actor: null, action: 'note', outcome: 'done', changes: [{ each }] }),
    );
}

async function entries(): Promise<readonly string[]> {
  const { rows } = await owner.query<{ id: string }>(
    'SELECT id::text FROM core.audit_entry ORDER BY audit_entry.id',
  );
  return rows.map(({ id }) => id);
}

/** Transactions of other tests on the same server keep seals waiting. */
async function sealAll(): Promise<void> {
  for (;;) {
    await engine.get(AuditSealer).catchUp();
    const { rowCount } = await owner.query(
      'SELECT FROM core.audit_entry e WHERE NOT EXISTS (SELECT FROM core.audit_sealed_entry s WHERE s.entry_id = e.id) LIMIT 1',
    );
    if (rowCount === 0) return;
    await sleep(20);
  }
}

const GUARDED = ['audit_entry', 'audit_seal', 'audit_sealed_entry', 'sealed_release', 'audit_anchor'];

/** Does something that no trigger lets pass, has everything verified as it is then, and takes it back. */
async function tampered(...statements: readonly string[]): Promise<readonly Difference[]> {
  await owner.query('BEGIN');
  try {
    for (const table of GUARDED) await owner.query(`ALTER TABLE core.${table} DISABLE TRIGGER USER`);
    for (const statement of statements) await owner.query(statement);
    return (await verifyWith(owner, { at: AT })).differences;
  } finally {
    await owner.query('ROLLBACK');
  }
}

const nth = (at: number) => ids[at] ?? '';

describe('the chain of the audit', () => {
  test('an audit that nobody touched is whole', async () => {
    const found = await tampered();
    expect(found).toEqual([]);
  });

  test.each([
    ['who did it', `actor = gen_random_uuid()`],
    ['when it was done', `at = at + interval '1 microsecond'`],
    ['what it was', `action = 'nothing'`],
    ['on whose behalf', `on_behalf_of = gen_random_uuid()`],
    ['from where', `ip = '10.1.2.3'`],
    ['with which device', `agent = 'another'`],
    ['what it changed', `changes = '[{"each": 7}]'`],
    ['that it was refused', `outcome = 'refused'`],
    ['its request', `request_id = 'another'`],
    ['its cause', `cause = 'rule:x'`],
  ])('an entry whose owner changes %s is named', async (_what, change) => {
    const found = await tampered(`UPDATE core.audit_entry SET ${change} WHERE id = ${nth(3)}`);
    expect(found).toMatchObject([{ part: 'audit_entry', entry: nth(3), what: 'changed' }]);
    expect(found[0]?.reason).toContain('does not say what it said');
  });

  test('an entry that was removed is named', async () => {
    const found = await tampered(`DELETE FROM core.audit_entry WHERE id = ${nth(5)}`);
    expect(found).toMatchObject([
      { part: 'audit_entry', entry: nth(5), what: 'gone', reason: 'it is not there any more' },
    ]);
  });

  test('an entry that was slipped in below those that are sealed is named', async () => {
    const found = await tampered(
      `INSERT INTO core.audit_entry (id, at, action, outcome, channel) VALUES (-4, now(), 'late', 'done', 'api')`,
    );
    expect(found).toMatchObject([{ part: 'audit_entry', entry: '-4', what: 'added' }]);
  });

  test('two entries that changed places are both named', async () => {
    const found = await tampered(
      `UPDATE core.audit_entry SET id = CASE id WHEN ${nth(1)} THEN -1 ELSE -2 END WHERE id IN (${nth(1)}, ${nth(2)})`,
      `UPDATE core.audit_entry SET id = CASE id WHEN -1 THEN ${nth(2)}::bigint ELSE ${nth(1)}::bigint END WHERE id < 0`,
    );
    expect(found.map(({ entry }) => entry)).toEqual([nth(1), nth(2)]);
  });

  test('a change together with the hash that was kept of it is found at its seal', async () => {
    const found = await tampered(
      `UPDATE core.audit_entry SET action = 'nothing' WHERE id = ${nth(3)}`,
      `UPDATE core.audit_sealed_entry s SET hash = d.entry_hash FROM core.audit_entry_digests(${nth(3)}, ${nth(3)}) d WHERE s.entry_id = d.entry_id`,
    );
    expect(found).toMatchObject([{ part: 'audit_seal', seal: '1' }]);
  });

  test('a seal that was taken out leaves a gap, and one with another time is another', async () => {
    const gone = await tampered(
      `DELETE FROM core.audit_sealed_entry WHERE seal_id = 1`,
      `DELETE FROM core.audit_seal WHERE id = 1`,
    );
    expect(gone.some(({ part, seal }) => part === 'audit_seal' && seal === '2')).toBe(true);
    const later = await tampered(
      `UPDATE core.audit_seal SET sealed_at = sealed_at + interval '1 s' WHERE id = 2`,
    );
    expect(later).toMatchObject([{ part: 'audit_seal', seal: '2' }]);
  });

  test('the role of the application may not change anything of it', async () => {
    for (const table of GUARDED) {
      await expect(engine.database.query(`UPDATE core.${table} SET id = id`)).rejects.toThrow();
      await expect(engine.database.query(`DELETE FROM core.${table}`)).rejects.toThrow(/permission denied/);
    }
  });
});

describe('the chain of releases', () => {
  test.each([
    ['changed', `UPDATE core.release SET definitions = '[]' WHERE number = 2`, /definitions do not say/],
    ['removed', `DELETE FROM core.release WHERE number = 2`, /not there any more/],
    ['signed with another comment', `UPDATE core.release SET comment = 'x' WHERE number = 2`, /do not say/],
  ])('a release that was %s is named', async (_what, statement, reason) => {
    const found = await tampered(statement);
    expect(found).toMatchObject([
      { part: 'release', release: 2, reason: expect.stringMatching(reason) as string },
    ]);
  });

  test('a release that was sealed anew is found at the one after it', async () => {
    const found = await tampered(
      `UPDATE core.release SET definitions = '[]' WHERE number = 2`,
      `UPDATE core.sealed_release SET hash = core.release_digest(2), root_hash = sha256(previous_hash || core.release_digest(2)) WHERE number = 2`,
    );
    expect(found).toMatchObject([
      { part: 'release', release: 3, reason: 'it does not follow the release before' },
    ]);
  });
});

describe('a signed anchor', () => {
  test('is signed with a key that only the owner of the machine may read, and lies in the folder for anchors', async () => {
    const made = await engine.get(Anchors).make({ actor: null, channel: 'cli' });
    expect(isGenuine(made.document)).toBe(true);
    expect(made.document.releases?.through).toBe(3);
    expect(statSync(join(folder, 'anchor-key.pem')).mode & 0o777).toBe(0o600);
    const pem = await readFile(join(folder, 'anchor-key.pem'), 'utf8');
    expect(made.document.key).toBe(publicKeyOf(pem));
    const again = await second.get(Anchors).make({ actor: null, channel: 'cli' });
    expect(again.document.key).toBe(made.document.key);
    expect(again.document.previous).not.toBeNull();
    expect(await tampered()).toEqual([]);
  });

  test('finds an audit whose end was cut off together with its seals', async () => {
    await write(3);
    const { document } = await engine.get(Anchors).make({ actor: null, channel: 'cli' });
    const cut = [
      'DELETE FROM core.audit_anchor',
      'DELETE FROM core.audit_seal WHERE id > 2',
      'DELETE FROM core.audit_sealed_entry WHERE seal_id > 2',
      `DELETE FROM core.audit_entry WHERE id > ${nth(9)}`,
    ];
    expect(await tampered(...cut)).toEqual([]);
    await owner.query('BEGIN');
    for (const table of GUARDED) await owner.query(`ALTER TABLE core.${table} DISABLE TRIGGER USER`);
    for (const statement of cut) await owner.query(statement);
    const found = await verifyWith(owner, { at: AT, signedAnchor: document });
    await owner.query('ROLLBACK');
    expect(found.differences).toMatchObject([{ part: 'anchor' }]);
    expect(found.differences[0]?.reason).toContain(`through entry ${document.audit?.through}`);
  });

  test('that was kept in the database is found when it was changed, or when one of them was taken out', async () => {
    const changed = await tampered(
      `UPDATE core.audit_anchor SET document = jsonb_set(document, '{at}', '"2020-01-01T00:00:00.000Z"') WHERE id = 2`,
    );
    expect(changed).toMatchObject([
      { part: 'anchor', anchor: '2', reason: 'its signature is not that of its key' },
      { part: 'anchor', anchor: '3', reason: 'it does not follow the anchor before' },
    ]);
    const gone = await tampered('DELETE FROM core.audit_anchor WHERE id = 1');
    expect(gone).toMatchObject([{ part: 'anchor', anchor: '2' }]);
  });

  test('is verified on a machine without the database by its public key', async () => {
    const { document } = await engine.get(Anchors).make({ actor: null, channel: 'cli' });
    const [file, keyFile] = [join(folder, 'anchor.json'), join(folder, 'anchor-key.pem.pub')];
    await writeFile(file, JSON.stringify(document));
    expect(await verifyAnchor(file, '--offline', '--public-key', keyFile)).toBe(0);
    await writeFile(file, JSON.stringify({ ...document, at: '2020-01-01T00:00:00.000Z' }));
    expect(await verifyAnchor(file, '--offline')).toBe(1);
    await writeFile(file, JSON.stringify(document));
    await writeFile(keyFile, 'AAAA');
    expect(await verifyAnchor(file, '--offline', '--public-key', keyFile)).toBe(1);
    expect(readAnchorDocument('{"format":2}')).toBeUndefined();
  });

  test('is made again when the last one is old and something happened since, by one engine alone', async () => {
    const count = async () => (await owner.query('SELECT FROM core.audit_anchor')).rowCount ?? 0;
    const days = (hours: number) => [engine, second].forEach(({ clock }) => clock.advance({ hours }));
    expect(await engine.get(Anchors).makeIfDue()).toBe(false);
    days(48);
    await sealAll();
    expect(await engine.get(Anchors).makeIfDue()).toBe(false);
    const before = await count();
    await write(1);
    await sealAll();
    const made = await Promise.all([engine.get(Anchors).makeIfDue(), second.get(Anchors).makeIfDue()]);
    expect([made.filter((each) => each).length, (await count()) - before]).toEqual([1, 1]);
    expect(await engine.get(Anchors).makeIfDue()).toBe(false);
  });
});

async function verifyAnchor(...words: readonly string[]): Promise<number> {
  const terminal = { out: () => undefined, err: () => undefined, colour: false };
  return runCommandLine(['audit', 'verify-anchor', ...words], [auditVerifyAnchorCommand], terminal);
}

describe('sealing while others write', () => {
  test('an entry that is not committed yet keeps those after it waiting, so that the chain has no gap', async () => {
    await sealAll();
    const sealed = async () => (await owner.query('SELECT FROM core.audit_sealed_entry')).rowCount;
    const before = await sealed();
    const slow = new pg.Client({ connectionString: engine.urls.appUrl });
    await slow.connect();
    await slow.query('BEGIN');
    await slow.query(
      `INSERT INTO core.audit_entry (at, action, outcome, channel) VALUES (now(), 'slow', 'done', 'api')`,
    );
    await write(2);
    await engine.get(AuditSealer).catchUp();
    expect(await sealed()).toBe(before);
    await slow.query('COMMIT');
    await slow.end();
    await sealAll();
    expect(await sealed()).toBe((before ?? 0) + 3);
    expect(await tampered()).toEqual([]);
  });

  test('two engines that seal at once, while others write, make one chain', async () => {
    let isOver = false;
    const sealing = [engine, second].map(async (each) => {
      while (!isOver) await each.get(AuditSealer).round();
    });
    await Promise.all([write(60), write(60, second)]);
    isOver = true;
    await Promise.all(sealing);
    await sealAll();
    expect(await tampered()).toEqual([]);
  });

  test('a worker that dies in the middle of a seal leaves none, and another goes on where the last one ended', async () => {
    await sealAll();
    const seals = async () => (await owner.query('SELECT FROM core.audit_seal')).rowCount ?? 0;
    await write(3);
    const before = await seals();
    const dying = new pg.Client({ connectionString: engine.urls.appUrl });
    dying.on('error', () => undefined);
    await dying.connect();
    const { rows } = await dying.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await dying.query('BEGIN');
    const session = new SqlSession(dying as unknown as PoolClient, []);
    expect(await sealEntries(session, '9999999', AT)).toBeGreaterThanOrEqual(3);
    await engine.database.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
    expect(await seals()).toBe(before);
    await second.get(AuditSealer).catchUp();
    await sealAll();
    expect(await seals()).toBeGreaterThan(before);
    expect(await tampered()).toEqual([]);
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { done } from '../support/api-client.js';
import { sendRaw } from '../support/attack.js';
import { eventually } from '../support/eventually.js';
import { useStage } from '../support/stage.js';

/** What comes in as a file, and where the engine itself calls. See docs/security/attack-pass.md. */

const stage = useStage();

describe('an endpoint that an administrator sets', () => {
  let inside: Server;
  let port: number;
  let heard = 0;

  beforeAll(async () => {
    inside = createServer((_request, response) => {
      heard += 1;
      response.end();
    });
    inside.listen(0, '127.0.0.1');
    await once(inside, 'listening');
    port = (inside.address() as AddressInfo).port;
  });

  afterAll(async () => {
    inside.close();
    await once(inside, 'close');
  });

  /** Calls an endpoint as a rule would, and tells why it was not reached. */
  async function reasonFor(key: string, url: string): Promise<string> {
    done(await stage.job.admin.send('PUT', `/endpoints/${key}`, JSON.stringify({ url })));
    await stage.database.rows(
      `INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
       VALUES (gen_random_uuid(), 'webhook', $1, $2, now() - interval '1 minute', now())`,
      [key, JSON.stringify({ endpoint: key, type: 'attack', data: {} })],
    );
    const look = () =>
      stage.database.value<string | null>('SELECT last_error FROM core.outbox WHERE key = $1', [key]);
    return (await eventually(look, (reason) => typeof reason === 'string', 60_000)) ?? '';
  }

  test('does not reach what listens beside the engine, however its address is written', async () => {
    const hosts = ['127.0.0.1', '2130706433', '0177.1', '[::ffff:7f00:1]', 'localhost', '[::1]'];
    for (const [at, host] of hosts.entries())
      expect([host, await reasonFor(`inside_${at}`, `http://${host}:${port}/`)]).toEqual([
        host,
        expect.stringContaining('private network'),
      ]);
    expect(await reasonFor('inside_cloud', 'http://169.254.169.254/latest/meta-data/')).toMatch(
      /private network/,
    );
    expect(heard).toBe(0);
  });

  test('is an address of http or https without signs that would end a line', async () => {
    for (const url of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'http://example.org/\r\nx-evil: 1',
      'http://example.org/ x',
      '//example.org',
      '',
    ]) {
      const { status } = await stage.job.admin.send('PUT', '/endpoints/bad', JSON.stringify({ url }));
      expect([url, status]).toEqual([url, 422]);
    }
  });
});

/** A zip of one packed part for each name; sizes that lie are written as they are given. */
function zip(parts: Readonly<Record<string, Buffer>>): Buffer {
  const heads: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(parts)) {
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(8, 8);
    head.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(at, 42);
    heads.push(head, Buffer.from(name), packed);
    entries.push(entry, Buffer.from(name));
    at += head.length + Buffer.byteLength(name) + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...heads, directory, end]);
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const text = (xml: string) => Buffer.from(xml);
const BOOK = {
  'xl/workbook.xml': text('<workbook><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'),
  'xl/_rels/workbook.xml.rels': text(
    '<Relationships><Relationship Id="r1" Target="worksheets/s.xml"/></Relationships>',
  ),
};

async function bring(body: Buffer): Promise<{ readonly status: number; readonly text: string }> {
  const cookie = await adminCookie();
  const headers = { cookie, 'x-requested-with': 'dougong', 'content-type': XLSX, 'accept-language': 'en' };
  return sendRaw(stage.engine, '/api/v1/forms/item/imports?name=x.xlsx', { method: 'POST', headers, body });
}

let kept: string | undefined;
async function adminCookie(): Promise<string> {
  if (kept !== undefined) return kept;
  const person = (await stage.engine.logins()).users.find(({ login }) => login === 'admin');
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ login: person?.login, password: person?.password });
  const answer = await sendRaw(stage.engine, '/api/v1/session', { method: 'POST', headers, body });
  kept = String(answer.headers['set-cookie']).split(';', 1)[0] ?? '';
  return kept;
}

describe('a sheet that is brought', () => {
  test('and unfolds without end is refused on the way, and the engine goes on', async () => {
    const bomb = zip({ 'xl/workbook.xml': Buffer.alloc(256 * 1024 * 1024, 0x20) });
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await bring(bomb)).toMatchObject({
      status: 422,
      text: expect.stringContaining('file_unreadable'),
    });
    const row = Buffer.concat([text('<sheetData><row>'), Buffer.alloc(64 * 1024 * 1024, 0x41)]);
    const wide = await bring(zip({ ...BOOK, 'xl/worksheets/s.xml': row }));
    expect([wide.status, wide.text.includes('file_unreadable')]).toEqual([422, true]);
    expect((await stage.job.keeper.get('/session')).status).toBe(200);
  });

  test('in which every place looks like a beginning is read once, and others are served meanwhile', async () => {
    for (const part of ['<row>', '<row ', '<row><c>', '<row><c><v>']) {
      const answer = await bring(zip({ ...BOOK, 'xl/worksheets/s.xml': text(part.repeat(150_000)) }));
      expect([part, answer.status < 500]).toEqual([part, true]);
    }
    expect((await stage.job.keeper.get('/session')).status).toBe(200);
  });

  test('whose document type names a file or itself brings nothing in', async () => {
    const evil =
      '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;&b;">]>' +
      '<sheetData><row r="1"><c t="inlineStr"><is><t>编码&a;&c;</t></is></c></row></sheetData>';
    const answer = await bring(zip({ ...BOOK, 'xl/worksheets/s.xml': text(evil) }));
    expect(answer.text).not.toMatch(/root:/);
    expect(answer.text).toContain('编码&a;&c;');
  });

  test('with names that lead out of its folder, or that is something else, is refused or read inside', async () => {
    const lead = {
      ...BOOK,
      'xl/_rels/workbook.xml.rels': text(
        '<Relationships><Relationship Id="r1" Target="/../../../../etc/passwd"/></Relationships>',
      ),
    };
    for (const body of [
      zip(lead),
      zip({ '../../etc/passwd': text('x') }),
      Buffer.from('<html><script>1</script>\0'),
    ]) {
      const answer = await bring(body);
      expect([answer.status, /root:/.test(answer.text)]).toEqual([422, false]);
    }
  });
});

describe('what goes out', () => {
  test('carries no formula that a spreadsheet would run', async () => {
    const { job } = stage;
    for (const name of ['=HYPERLINK("http://evil.example","x")', '+1+1', '@SUM(1)', '-2+3|cmd'])
      done(await job.admin.post('/forms/customer/records', { code: `F${name.length}${name[0]}`, name }));
    const csv = (await job.admin.get('/forms/customer/export?format=csv')).text;
    expect(csv).toContain('HYPERLINK');
    for (const line of csv.split(/\r?\n/))
      for (const cell of line.split(',')) expect(cell).not.toMatch(/^"?[=+@]|^"?-[^\d.]|^"?-\d+\+/);
  });

  test('is called by a name that ends no header line', async () => {
    const answer = await stage.job.admin.get('/forms/customer/export?format=csv&name=a%0d%0ax-evil:%201');
    expect(answer.headers.get('x-evil')).toBeNull();
    const given = await sendRaw(stage.engine, '/healthz', { headers: { 'x-request-id': 'abc"><script>' } });
    expect(given.headers['x-request-id']).not.toContain('<');
  });

  test('says of itself what it is, and is shown in no page of others', async () => {
    for (const path of ['/', '/api/v1/session', '/healthz', '/designer/']) {
      const { headers } = await sendRaw(stage.engine, path);
      expect([path, headers['x-content-type-options']]).toEqual([path, 'nosniff']);
      expect(String(headers['content-security-policy'])).toMatch(
        /default-src 'self'.*frame-ancestors 'self'/,
      );
      expect(headers['access-control-allow-origin']).toBeUndefined();
      expect(headers['x-powered-by'] ?? headers['server']).toBeUndefined();
    }
  });
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postOutside } from './outside-post.js';

/** What listens inside of our own network; nothing may come here. */
let inside: Server;
let port: number;
let heard: string[];

beforeAll(async () => {
  inside = createServer((request, response) => {
    heard.push(request.url ?? '');
    const away = request.url === '/moved' ? { location: '/secret' } : {};
    response.writeHead(request.url === '/moved' ? 307 : 200, away).end('answer');
  });
  inside.listen(0, '127.0.0.1');
  await once(inside, 'listening');
  port = (inside.address() as AddressInfo).port;
});

beforeEach(() => {
  heard = [];
});

afterAll(async () => {
  inside.close();
  await once(inside, 'close');
});

// What is refused at once and what is refused on the way reads alike here.
const post = async (url: string, all = false) =>
  postOutside({ url, body: '{}', headers: {}, inside: { all, networks: [] } });

/** Ways to write this machine, which all programs understand. */
const OURSELVES = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '0',
  '0.0.0.0',
  '127.0.0.1.',
  '①②⑦.0.0.1',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:127.0.0.1]',
  '[::127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[2002:7f00:1::]',
];

describe('a call to an address that somebody has set', () => {
  test.each(OURSELVES)('does not reach ourselves as %s', async (host) => {
    await expect(post(`http://${host}:${port}/`)).rejects.toThrow('private network');
    expect(heard).toEqual([]);
  });

  test.each(['169.254.169.254', '[fd00:ec2::254]', '100.100.100.200', '192.0.0.192', '168.63.129.16'])(
    'does not ask %s, where machines of a cloud tell their secrets',
    async (host) => {
      await expect(post(`http://${host}/latest/meta-data/`)).rejects.toThrow('private network');
    },
  );

  test('does not reach ourselves by a name that leads here', async () => {
    await expect(post(`http://localhost:${port}/`)).rejects.toThrow('private network');
    await expect(post(`http://LOCALHOST.:${port}/`)).rejects.toThrow();
    expect(heard).toEqual([]);
  });

  test('knows http and https alone', async () => {
    for (const url of ['file:///etc/passwd', 'ftp://127.0.0.1/', 'gopher://127.0.0.1/', 'data:text/plain,x'])
      await expect(post(url)).rejects.toThrow('http or https');
  });

  test('goes nowhere that an answer sends it', async () => {
    expect(await post(`http://127.0.0.1:${port}/moved`, true)).toMatchObject({ status: 307 });
    expect(heard).toEqual(['/moved']);
  });
});

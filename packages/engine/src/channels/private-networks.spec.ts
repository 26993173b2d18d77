import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postOutside } from './outside-post.js';
import type { AllowedInside } from './private-networks.js';
import { isNetwork, isPrivateAddress, isReachable } from './private-networks.js';
import { reachableAddress } from './reachable-lookup.js';

const NOTHING: AllowedInside = { all: false, networks: [] };

describe('addresses that a webhook may not reach', () => {
  test.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '::',
    '::1',
    'fd00::1',
    'fd00:ec2::254',
    'fe80::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::a00:1',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
    '2001:db8::1',
    'fec0::1',
    '100::1',
    '192.0.0.192',
    '168.63.129.16',
    '203.0.113.7',
    '255.255.255.255',
    '::ffff:7f00:1',
    '64:ff9b::a9fe:a9fe',
  ])('%s is inside', (address) => expect(isPrivateAddress(address)).toBe(true));

  test.each(['8.8.8.8', '172.32.0.1', '2400:3200::1', '::ffff:8.8.8.8'])('%s is outside', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );

  test('an operator may let some of them be reached, and no others', () => {
    const inside = { all: false, networks: ['10.0.5.0/24', 'fd00:1::/64', '192.168.1.7'] };
    for (const address of ['10.0.5.9', 'fd00:1::9', '192.168.1.7', '::ffff:10.0.5.9', '8.8.8.8'])
      expect([address, isReachable(address, inside)]).toEqual([address, true]);
    for (const address of ['10.0.6.9', 'fd00:2::9', '192.168.1.8', '127.0.0.1'])
      expect([address, isReachable(address, inside)]).toEqual([address, false]);
  });

  test('what is no address and no network is told apart', () => {
    for (const text of ['10.0.0.0/8', '10.0.0.1', 'fd00::/8']) expect(isNetwork(text)).toBe(true);
    for (const text of ['10.0.0.0/33', 'example.com', '10.0.0.0/8/8', ''])
      expect(isNetwork(text)).toBe(false);
  });
});

describe('a name that leads inside', () => {
  test('is refused by what it resolves to, however it is written', async () => {
    const server = createServer((_request, response) => response.end()).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const called = (host: string, inside = NOTHING) =>
      postOutside({ url: `http://${host}:${port}/`, body: '{}', headers: {}, inside });
    for (const host of ['localhost', '127.0.0.1', '[::1]', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]'])
      await expect((async () => called(host))()).rejects.toThrow('the address lies inside a private network');
    expect((await called('localhost', { all: false, networks: ['127.0.0.0/8'] })).status).toBe(200);
    server.close();
  });

  test('is refused to what connects by itself, too', async () => {
    await expect(reachableAddress('localhost', NOTHING)).rejects.toThrow('inside');
    await expect(reachableAddress('169.254.169.254', NOTHING)).rejects.toThrow('inside');
    expect(await reachableAddress('localhost', { all: false, networks: ['127.0.0.0/8', '::1'] })).toMatch(
      /127|::1/,
    );
  });
});

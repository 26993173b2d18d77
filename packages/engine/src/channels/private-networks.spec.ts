import { isPrivateAddress } from './private-networks.js';

describe('addresses that a webhook may not reach', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '::1',
    'fd00::1',
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
    'fe80::1',
    'fec0::1',
    '100::1',
    '0.0.0.0',
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    '203.0.113.7',
    '255.255.255.255',
  ])('%s is inside', (address) => expect(isPrivateAddress(address)).toBe(true));

  test.each(['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])('%s is outside', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});

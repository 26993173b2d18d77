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
  ])('%s is inside', (address) => expect(isPrivateAddress(address)).toBe(true));

  test.each(['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])('%s is outside', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});

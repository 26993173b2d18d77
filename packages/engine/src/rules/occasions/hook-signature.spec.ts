import { Webhook } from 'standardwebhooks';
import { isSignedBy, signatureIn } from './hook-signature.js';

const NOW = '2026-03-05T08:00:00.000Z';
const SECOND = 1000;
const secretOf = (letter: string) => `whsec_${Buffer.alloc(32, letter).toString('base64')}`;
const [OURS, NEXT, THEIRS] = [secretOf('a'), secretOf('b'), secretOf('c')];
const BODY = '{"item":"x", "amount":"1.50"}';

/** Headers as another implementation of the standard makes them. */
function signed(secret: string, { body = BODY, id = 'msg_1', ageSeconds = 0 } = {}) {
  const at = new Date(Date.parse(NOW) - ageSeconds * SECOND);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(at.getTime() / SECOND),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
}

function admits(headers: Record<string, string>, secrets: readonly string[] = [OURS], body = BODY): boolean {
  const signature = signatureIn(headers);
  return signature !== undefined && isSignedBy(secrets, signature, Buffer.from(body), NOW);
}

describe('a signed call', () => {
  test('is known by the secret that it was signed with', () => {
    expect(admits(signed(OURS))).toBe(true);
    expect(admits(signed(THEIRS))).toBe(false);
  });

  test('is known by any of several secrets, and may bring several signatures', () => {
    expect(admits(signed(OURS), [NEXT, OURS])).toBe(true);
    const both = ['v1a,AAAA', signed(THEIRS)['webhook-signature'], signed(OURS)['webhook-signature']];
    expect(admits({ ...signed(OURS), 'webhook-signature': both.join(' ') })).toBe(true);
  });

  test.each([
    ['another body', signed(OURS), BODY.replace('1.50', '9.50')],
    ['another spelling of the same body', signed(OURS), BODY.replace(' ', '')],
    ['another id', { ...signed(OURS), 'webhook-id': 'msg_2' }, BODY],
    ['another time', { ...signed(OURS), 'webhook-timestamp': '1772697601' }, BODY],
    ['a signature that is cut', { ...signed(OURS), 'webhook-signature': 'v1,AAAA' }, BODY],
    [
      'no version',
      { ...signed(OURS), 'webhook-signature': signed(OURS)['webhook-signature'].slice(3) },
      BODY,
    ],
  ])('with %s is not', (_, headers, body) => {
    expect(admits(headers, [OURS], body)).toBe(false);
  });

  test.each([
    [300, true],
    [301, false],
    [-300, true],
    [-301, false],
  ])('that is %i seconds old is taken: %s', (ageSeconds, taken) => {
    expect(admits(signed(OURS, { ageSeconds }))).toBe(taken);
  });

  test.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('without %s is none', (name) => {
    const { [name]: _, ...rest } = signed(OURS) as Record<string, string>;
    expect(signatureIn(rest)).toBeUndefined();
  });

  test.each([
    ['webhook-timestamp', '1e9'],
    ['webhook-timestamp', '-1'],
    ['webhook-id', 'two words'],
  ])('whose %s is "%s" is none', (name, value) => {
    expect(signatureIn({ ...signed(OURS), [name]: value })).toBeUndefined();
  });
});

describe('without secrets', () => {
  test('nothing counts as signed', () => expect(admits(signed(OURS), [])).toBe(false));
});

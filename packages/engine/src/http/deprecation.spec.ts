import { GoesAway, outgoingHeaders } from './deprecation.js';

const OUTGOING = { since: '2026-11-01', sunset: '2027-06-01', successor: '/api/v2/session' };

describe('a route that will go', () => {
  test('says since when that is known, when it goes and what replaces it', () => {
    expect(outgoingHeaders(OUTGOING)).toEqual({
      deprecation: '@1793491200',
      sunset: 'Tue, 01 Jun 2027 00:00:00 GMT',
      link: '</api/v2/session>; rel="successor-version"',
    });
  });

  test('stays for six months at least', () => {
    expect(() => GoesAway({ ...OUTGOING, sunset: '2027-04-01' })).toThrow(/6 months/);
    expect(() => GoesAway(OUTGOING)).not.toThrow();
  });
});

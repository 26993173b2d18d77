import { amountsOf, sidesOf, totalsOf, trialQuestionOf } from './trial-question.js';

const NOW = '2026-11-23T08:00:00.000Z';
const row = (account: string, opening: string, debit: string, credit: string, closing: string) => ({
  account,
  title: { 'zh-CN': account, en: account },
  opening,
  debit,
  credit,
  closing,
});

describe('the question of a trial balance', () => {
  test('is about this month unless the address says otherwise', () => {
    expect(trialQuestionOf(new URLSearchParams(''), NOW)).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(trialQuestionOf(new URLSearchParams('from=2026-12-01&to=2026-01-31'), NOW).from).toBe(
      '2026-11-01',
    );
  });

  test('comes from the address: days and organisation', () => {
    const search = new URLSearchParams('from=2026-01-01&to=2026-03-31&organisation=shop');
    expect(trialQuestionOf(search, NOW)).toEqual({
      from: '2026-01-01',
      to: '2026-03-31',
      organisation: 'shop',
    });
  });
});

describe('the amounts of an account', () => {
  test('stand on one side each: less than nothing is a credit', () => {
    expect(sidesOf('12.50')).toEqual({ debit: '12.50', credit: '0' });
    expect(sidesOf('-12.50')).toEqual({ debit: '0', credit: '12.50' });
    expect(amountsOf(row('2202', '-10.00', '4.00', '1.00', '-7.00'))).toEqual({
      openingDebit: '0',
      openingCredit: '10.00',
      debit: '4.00',
      credit: '1.00',
      closingDebit: '0',
      closingCredit: '7.00',
    });
  });

  test('add up exactly, however large they are', () => {
    const totals = totalsOf([
      row('1405', '99999999999999999.99', '0.01', '0.00', '100000000000000000.00'),
      row('2202', '-99999999999999999.99', '0.00', '0.01', '-100000000000000000.00'),
    ]);
    expect([totals.openingDebit, totals.closingDebit, totals.closingCredit]).toEqual([
      '99999999999999999.99',
      '100000000000000000',
      '100000000000000000',
    ]);
  });
});

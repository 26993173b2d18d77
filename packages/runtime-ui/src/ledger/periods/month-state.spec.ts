import { firstDayOf, lastDayOf } from '../month-days.js';
import {
  closedAlong,
  dayBeforeMonth,
  isClosedWithWhole,
  monthState,
  monthsThrough,
  openedAlong,
  placeOf,
} from './month-state.js';

const OPEN = { closedThrough: null, softThrough: null };
const books = (closedThrough: string | null, softThrough = closedThrough) => ({ closedThrough, softThrough });

describe('a month', () => {
  test.each([
    ['2026-02-01', '2026-02-28'],
    ['2028-02-10', '2028-02-29'],
    ['2026-12-31', '2026-12-31'],
  ])('of %s ends on %s', (day, last) => {
    expect([firstDayOf(day), lastDayOf(day)]).toEqual([`${day.slice(0, 7)}-01`, last]);
  });

  test('is open until its last day is closed', () => {
    expect(monthState('2026-11-01', OPEN)).toBe('open');
    expect(monthState('2026-11-01', books('2026-11-29'))).toBe('open');
    expect(monthState('2026-11-01', books('2026-11-30'))).toBe('closed');
    expect(monthState('2026-11-01', books('2026-10-31', '2026-12-31'))).toBe('soft');
  });

  test('that the whole has closed cannot be opened for one organisation', () => {
    const closed = books('2026-11-30');
    expect(isClosedWithWhole('2026-11-01', closed, closed)).toBe(true);
    expect(isClosedWithWhole('2026-11-01', closed, OPEN)).toBe(false);
    expect(isClosedWithWhole('2026-11-01', OPEN, OPEN)).toBe(false);
  });

  test('closes with all open months before it, and opens with all closed ones behind it', () => {
    const months = ['2026-12-01', '2026-11-01', '2026-10-01', '2026-09-01'];
    expect(closedAlong('2026-11-01', months, books('2026-09-30'))).toEqual(['2026-10-01']);
    expect(openedAlong('2026-10-01', months, books('2026-11-30'))).toEqual(['2026-11-01']);
    expect(dayBeforeMonth('2026-10-01')).toBe('2026-09-30');
  });

  test('that has not begun is left out, unless its books are closed already', () => {
    const months = ['2027-01-01', '2026-12-01', '2026-11-01'];
    expect(monthsThrough('2026-11-23', months, [OPEN])).toEqual(['2026-11-01']);
    expect(monthsThrough('2026-11-23', months, [OPEN, books('2026-12-31')])).toEqual([
      '2026-12-01',
      '2026-11-01',
    ]);
  });

  test('is named by the address, of one organisation or of the whole', () => {
    expect(placeOf(new URLSearchParams('period=2026-11-01&organisation=shop'))).toEqual({
      period: '2026-11-01',
      organisation: 'shop',
    });
    expect(placeOf(new URLSearchParams('period=2026-11-01'))?.organisation).toBeUndefined();
    expect(placeOf(new URLSearchParams('period=november'))).toBeUndefined();
  });
});

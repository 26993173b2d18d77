import { ALL_OPEN, closedTo, reopenedTo, stateOfDay } from './boundary.js';

const MARCH = '2026-03-31';
const APRIL = '2026-04-30';
const MAY = '2026-05-31';

describe('how far the books are closed', () => {
  test('a day on the boundary is closed, the day after it is open', () => {
    const boundary = closedTo(MARCH, 'closed', ALL_OPEN);
    expect(stateOfDay(MARCH, boundary)).toBe('closed');
    expect(stateOfDay('2026-04-01', boundary)).toBe('open');
    expect(stateOfDay(MARCH, ALL_OPEN)).toBe('open');
  });

  test('what is closed softly lies behind what is closed', () => {
    const boundary = closedTo(APRIL, 'soft', closedTo(MARCH, 'closed', ALL_OPEN));
    expect(boundary).toEqual({ closedThrough: MARCH, softThrough: APRIL });
    expect(['2026-03-31', '2026-04-01', '2026-05-01'].map((day) => stateOfDay(day, boundary))).toEqual([
      'closed',
      'soft',
      'open',
    ]);
  });

  test('closing for everybody leaves a later soft closing where it is', () => {
    const soft = closedTo(MAY, 'soft', ALL_OPEN);
    expect(closedTo(APRIL, 'closed', soft)).toEqual({ closedThrough: APRIL, softThrough: MAY });
  });

  test('reopening only moves back', () => {
    const closed = closedTo(APRIL, 'closed', ALL_OPEN);
    expect(reopenedTo(MARCH, 'open', closed)).toEqual({ closedThrough: MARCH, softThrough: MARCH });
    expect(reopenedTo(MAY, 'open', closed)).toEqual(closed);
    expect(reopenedTo(null, 'open', closed)).toEqual(ALL_OPEN);
    expect(reopenedTo(MARCH, 'open', ALL_OPEN)).toEqual(ALL_OPEN);
  });

  test('what is reopened softly stays closed for most', () => {
    const reopened = reopenedTo(MARCH, 'soft', closedTo(APRIL, 'closed', ALL_OPEN));
    expect(reopened).toEqual({ closedThrough: MARCH, softThrough: APRIL });
  });
});

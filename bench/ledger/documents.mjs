/** Documents of the bench. The nth one stands on pairs of item and place that others seldom want at the same time. */

/** So many pairs have a balance: 40 items at each of 64 places. */
export const OPEN_ITEMS = 40;
export const PRICE = '12.50';
/** Nothing that is taken out of it can empty it. */
const OPENING_QUANTITY = '1000000';

const REASONS = ['need', 'damage', 'return'];

/** @param lines `{item, qty}` of each line. */
export function noteOf({ way, place, lines, more = {} }) {
  return {
    way,
    place,
    subject: 'A document of the bench',
    reason: REASONS[lines.length % REASONS.length],
    contact: 'Shift B',
    urgent: false,
    note: 'Found while counting.',
    ...more,
    lines: lines.map(({ item, qty }) => ({ item, qty, price: PRICE })),
  };
}

/** A document whose lines stand on their own pairs. */
export function spreadNote({ items, places }, n, { way, lines, more }) {
  const place = places[n % places.length];
  const first = Math.floor(n / places.length) * lines;
  return noteOf({
    way,
    place,
    more,
    lines: Array.from({ length: lines }, (_, at) => ({ item: items[(first + at) % OPEN_ITEMS], qty: '2' })),
  });
}

/** A document on the same few items at one place as all others. */
export function hotNote({ items, places }, { way, lines, more, qty = '1' }) {
  return noteOf({
    way,
    place: places[0],
    more,
    lines: Array.from({ length: lines }, (_, at) => ({ item: items[at], qty })),
  });
}

/** One document for each place that opens the balances of its items. */
export function openingNotes({ items, places }) {
  return places.map((place) =>
    noteOf({
      way: 'in',
      place,
      lines: items.slice(0, OPEN_ITEMS).map((item) => ({ item, qty: OPENING_QUANTITY })),
    }),
  );
}

export const FORMS_PATH = '/api/v1/forms';

/** The request that makes a document. */
export function createRequest(form, body, { key }) {
  return { path: `${FORMS_PATH}/${form}/records`, key, body };
}

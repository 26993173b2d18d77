import { draftOf, faultsOf, wishOf } from './webhook-draft.js';

const DRAFT = { key: 'shop', url: 'https://shop.example.com/in', events: '', active: true };

test('a webhook that is there comes back as it was when nothing is typed', () => {
  const shop = { ...DRAFT, events: ['flow.ended.v1', 'flow.cc.v1'], disabledReason: null };
  expect(wishOf(draftOf(shop))).toEqual({ url: shop.url, events: shop.events, active: true });
});

test('event types may stand in lines or behind commas, each once', () => {
  const { events } = wishOf({ ...DRAFT, events: ' flow.ended.v1, flow.cc.v1，\nflow.ended.v1\n' });
  expect(events).toEqual(['flow.ended.v1', 'flow.cc.v1']);
});

test.each([
  [{ key: 'Shop' }, ['key']],
  [{ key: '' }, ['key']],
  [{ key: 'books' }, ['taken']],
  [{ url: 'shop.example.com' }, ['url']],
  [{ key: '1', url: 'https://a b' }, ['key', 'url']],
  [{}, []],
])('%j has the faults %j', (part, faults) => {
  expect(faultsOf({ ...DRAFT, ...part }, ['books'])).toEqual(faults);
});

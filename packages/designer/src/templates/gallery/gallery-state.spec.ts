import { entry, installed, offer } from '../templates.fixtures.js';
import {
  bestOffer,
  chosenBy,
  dependenciesOf,
  inOrder,
  leastTrust,
  shortContents,
  stateOf,
} from './gallery-state.js';

describe('a card of the gallery', () => {
  test('says that a template can be installed, is installed, or can be upgraded', () => {
    expect(stateOf(entry('desk', { offers: [offer()] }))).toBe('available');
    const same = offer({ relation: 'same' });
    expect(stateOf(entry('desk', { installed: installed('1.0.0'), offers: [same] }))).toBe('installed');
    const newer = offer({ version: '1.1.0', relation: 'newer' });
    expect(stateOf(entry('desk', { installed: installed('1.0.0'), offers: [same, newer] }))).toBe('update');
  });

  test('proposes the newest version, by number and not by letter', () => {
    const offers = ['1.9.0', '1.10.0', '1.2.0'].map((version) => offer({ id: version, version }));
    expect(bestOffer(entry('desk', { offers }))?.version).toBe('1.10.0');
  });

  test('of the same version proposes the one that somebody has sent', () => {
    const sent = offer({ id: 'sent', source: 'sent' });
    expect(bestOffer(entry('desk', { offers: [offer(), sent] }))?.id).toBe('sent');
  });

  test('never proposes an older version than the one that is there', () => {
    const offers = [offer({ version: '0.9.0', relation: 'older' })];
    expect(bestOffer(entry('desk', { installed: installed('1.0.0'), offers }))).toBeUndefined();
  });

  test('names forms and flows before the rest, and counts what it does not name', () => {
    const contents = ['menu', 'posting', 'rule', 'flow', 'form', 'role', 'register', 'formula'].map(
      (kind) => ({
        kind,
        count: 2,
      }),
    );
    expect(inOrder(contents)[0]).toMatchObject({ kind: 'form' });
    const { shown, rest } = shortContents(contents);
    expect(shown.map(({ kind }) => kind)).toEqual(['form', 'flow', 'rule', 'formula', 'register', 'posting']);
    expect(rest).toBe(4);
  });

  test('an address leads to the offer that it names', () => {
    const desk = entry('desk', { offers: [offer()] });
    expect(chosenBy('shipped:desk', [desk])?.entry.key).toBe('desk');
    expect(chosenBy('gone', [desk])).toBeUndefined();
    expect(chosenBy(null, [desk])).toBeUndefined();
  });
});

describe('what a template stands on', () => {
  const needs = (key: string) => [{ key, version: '^1.0.0' }];

  test('goes along over every step, but not where it is installed', () => {
    const ground = entry('ground', { offers: [offer({ id: 'shipped:ground' })] });
    const middle = entry('middle', {
      offers: [offer({ id: 'shipped:middle', dependencies: needs('ground') })],
    });
    const top = offer({ dependencies: needs('middle') });
    expect(dependenciesOf(top, [ground, middle]).packages.map(({ id }) => id)).toEqual([
      'shipped:middle',
      'shipped:ground',
    ]);
    const there = entry('middle', { installed: installed('1.0.0') });
    expect(dependenciesOf(top, [ground, there]).packages).toEqual([]);
  });

  test('is named where it is nowhere to be had', () => {
    expect(dependenciesOf(offer({ dependencies: needs('nowhere') }), []).missing).toEqual(needs('nowhere'));
  });

  test('in a ring is looked at once', () => {
    const one = entry('one', { offers: [offer({ id: 'one', dependencies: needs('one') })] });
    expect(dependenciesOf(offer({ dependencies: needs('one') }), [one]).packages).toHaveLength(1);
  });

  test('is trusted as little as the least of it', () => {
    expect(leastTrust([offer(), offer({ trust: 'unsigned' })])).toBe('unsigned');
    expect(leastTrust([offer(), offer()])).toBe('trusted');
  });
});

import { conflict } from '../templates.fixtures.js';
import {
  chooseAll,
  chooseOpen,
  choicesFor,
  groupConflicts,
  openConflicts,
  ownValue,
  waysOf,
} from './conflict-choices.js';

describe('deciding conflicts', () => {
  const [one, two, merged] = [conflict('/a'), conflict('/b'), conflict('/c', { mergeable: true })];

  test('groups them by the definition that they are in', () => {
    const other = conflict('/d', { key: 'label' });
    const groups = groupConflicts([one, other, two]);
    expect(groups.map(({ key, conflicts }) => [key, conflicts.length])).toEqual([
      ['card', 2],
      ['label', 1],
    ]);
  });

  test('one is open until it is decided', () => {
    expect(openConflicts([one, two], { '/a': 'mine' })).toEqual([two]);
    expect(openConflicts([one], { '/a': { value: 250 } })).toEqual([]);
  });

  test('all at once decides those too that were decided otherwise', () => {
    expect(chooseAll([one, two], 'theirs', { '/a': 'mine' })).toEqual({ '/a': 'theirs', '/b': 'theirs' });
  });

  test('the rest like this leaves what was decided', () => {
    expect(chooseOpen([one, two], 'theirs', { '/a': 'mine' })).toEqual({ '/a': 'mine', '/b': 'theirs' });
  });

  test('what cannot be merged is not merged along', () => {
    expect(chooseAll([one, merged], 'merge', { '/a': 'mine' })).toEqual({ '/a': 'mine', '/c': 'merge' });
  });

  test('choices about conflicts that are gone are not sent', () => {
    expect(choicesFor([one], { '/a': 'mine', '/old': 'theirs' })).toEqual({ '/a': 'mine' });
  });

  test('merging is offered only where the engine offers it, a value of one’s own for plain values', () => {
    expect(waysOf(merged)).toContain('merge');
    expect(waysOf(one)).toEqual(['mine', 'theirs', 'own']);
    const removed = conflict('/e', { mine: { told: ['removed'] } });
    expect(waysOf(removed)).toEqual(['mine', 'theirs']);
  });

  test('a number stays a number, and what is none is not taken', () => {
    expect(ownValue(' 250 ', one)).toEqual({ value: 250 });
    expect(ownValue('25O', one)).toBeUndefined();
    expect(ownValue('', one)).toBeUndefined();
    const words = conflict('/f', { mine: { value: 'Card', told: [] } });
    expect(ownValue('250', words)).toEqual({ value: '250' });
  });
});

import type { CompletenessGap } from '@dougong/ui/api';
import { entry, installed, offer, title } from '../templates/templates.fixtures.js';
import { bySeverity } from './by-severity.js';
import { closers } from './closers.js';

function gap(severity: CompletenessGap['severity'], code = 'reverse_flow_missing'): CompletenessGap {
  const head = { id: severity, rule: 'required_reverse_flow', kind: 'template', key: 'desk', pointer: '' };
  return { ...head, severity, code, params: { kind: 'withdrawal' }, sentence: title('missing') };
}

const bringing = (present: boolean) =>
  offer({
    about: { ...offer().about, ways: [{ kind: 'withdrawal', title: title('Withdrawn'), present }] },
  });

describe('gaps in the processes', () => {
  test('stand by weight, the gravest first, without empty groups', () => {
    const groups = bySeverity([gap('warning'), gap('error'), gap('warning')]);
    expect(groups.map(({ severity, findings }) => [severity, findings.length])).toEqual([
      ['error', 1],
      ['warning', 2],
    ]);
  });

  test('a missing way back names the template that brings it', () => {
    const notes = entry('notes', { offers: [bringing(true)] });
    expect(closers(gap('warning'), [notes]).map(({ entry: { key } }) => key)).toEqual(['notes']);
  });

  test('nobody is named who lacks it too, is installed already, or where something else is missing', () => {
    expect(closers(gap('warning'), [entry('notes', { offers: [bringing(false)] })])).toEqual([]);
    const there = entry('notes', {
      installed: installed('1.0.0'),
      offers: [{ ...bringing(true), relation: 'same' }],
    });
    expect(closers(gap('warning'), [there])).toEqual([]);
    expect(closers(gap('warning', 'state_without_exit'), [entry('n', { offers: [bringing(true)] })])).toEqual(
      [],
    );
  });
});

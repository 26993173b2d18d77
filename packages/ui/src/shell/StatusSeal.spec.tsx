import { render, screen } from '@testing-library/react';
import { StatusSeal, type SealTone } from './StatusSeal.js';

describe('StatusSeal', () => {
  test.each<[SealTone, string]>([
    ['draft', 'is-dashed'],
    ['preview', 'is-dashed'],
    ['waiting', 'is-single'],
    ['refused', 'is-single'],
    ['done', 'is-double'],
    ['reversed', 'is-double'],
  ])('a state that is %s has the border of its kind, an icon and a word', (tone, border) => {
    render(<StatusSeal tone={tone}>State</StatusSeal>);
    const seal = screen.getByText('State');
    expect(seal.className).toContain(border);
    expect(seal.querySelector('svg')).not.toBeNull();
  });
});

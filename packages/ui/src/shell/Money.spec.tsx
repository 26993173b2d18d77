import { render } from '@testing-library/react';
import { Money, Quantity } from './Money.js';

function shown(element: React.ReactElement): HTMLElement {
  return render(element).container.firstElementChild as HTMLElement;
}

describe('Money', () => {
  test('a negative amount has a real minus and is red', () => {
    const amount = shown(<Money value="-6086.12" />);
    expect(amount.textContent).toBe('\u22126,086.12');
    expect(amount.className).toContain('is-negative');
  });

  test('zero is grey and has its places', () => {
    const amount = shown(<Money value="0" signed />);
    expect(amount.textContent).toBe('0.00');
    expect(amount.className).toContain('is-zero');
  });

  test('nothing stands where there is no amount', () => {
    expect(render(<Money value={null} />).container.textContent).toBe('');
  });
});

describe('Quantity', () => {
  test('is padded unseen so that the points of a column align', () => {
    const quantity = shown(<Quantity value="318" alignScale={3} unit="kg" />);
    const pad = quantity.querySelector('[aria-hidden]');
    expect(pad?.textContent).toBe('.000');
    expect(quantity.textContent).toBe('318.000kg');
  });
});

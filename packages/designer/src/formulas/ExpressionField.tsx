import { useId, useRef, type Ref, type UIEvent } from 'react';
import type { Span } from '@dougong/kernel/expression';
import { useText } from '../i18n/text.js';

interface ExpressionFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Places with a fault. */
  readonly spans: readonly Span[];
  readonly describedBy: string;
  readonly ref?: Ref<HTMLTextAreaElement>;
}

/** The expression as text; what is wrong is underlined exactly where it stands. */
export function ExpressionField({ value, onChange, spans, describedBy, ref }: ExpressionFieldProps) {
  const text = useText();
  const id = useId();
  const back = useRef<HTMLDivElement>(null);
  const follow = ({ currentTarget }: UIEvent<HTMLTextAreaElement>) => {
    if (back.current !== null) back.current.scrollTop = currentTarget.scrollTop;
  };
  return (
    <div className="ds-expression">
      <label htmlFor={id}>{text('formulas.expression')}</label>
      <div className="ds-expression-frame">
        <div ref={back} className="ds-expression-back" aria-hidden="true">
          {marked(value, spans)}
          {'\n'}
        </div>
        <textarea
          {...(ref === undefined ? {} : { ref })}
          id={id}
          spellCheck={false}
          rows={4}
          value={value}
          aria-invalid={spans.length > 0}
          aria-describedby={describedBy}
          onChange={({ target }) => onChange(target.value)}
          onScroll={follow}
        />
      </div>
    </div>
  );
}

/** The text cut into pieces with and without a mark. */
function marked(value: string, spans: readonly Span[]) {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  let at = 0;
  const pieces = sorted.flatMap(({ start, end }, index) => {
    const from = Math.max(at, start);
    const before = value.slice(at, from);
    at = Math.max(at, end);
    return [before, <mark key={index}>{value.slice(from, at)}</mark>];
  });
  return [...pieces, value.slice(at)];
}

import { Check, X } from 'lucide-react';
import type { TemplateAbout } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../i18n/text.js';

/** Which ways back a template has, and which it lacks. */
export function WaysLine({ about: { ways, gaps } }: { readonly about: TemplateAbout }) {
  const text = useText();
  const title = useLocalized();
  const count = gaps.errors + gaps.warnings;
  return (
    <section className="ds-ways" aria-label={text('templates.ways')}>
      <h3>
        {text('templates.ways')}
        <span className={count === 0 ? 'is-whole' : 'is-gap'}>
          {count === 0 ? text('templates.whole') : text('templates.gaps', { count })}
        </span>
      </h3>
      {ways.length === 0 ? null : (
        <ul>
          {ways.map((way) => (
            <li key={way.kind} className={way.present ? 'is-present' : 'is-missing'}>
              {way.present ? <Check size={14} aria-hidden="true" /> : <X size={14} aria-hidden="true" />}
              {title(way.title)}
              {way.present ? null : <span className="dg-t2">{text('templates.wayMissing')}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

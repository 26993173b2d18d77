import { Check, Minus, X } from 'lucide-react';
import type { TemplateAbout } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../i18n/text.js';

/** Which ways back a template has, which it lacks, and which it says that it needs not. */
export function WaysLine({ about: { ways, gaps } }: { readonly about: TemplateAbout }) {
  const text = useText();
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
            <Way key={way.kind} way={way} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Way({ way: { title, present, notNeeded } }: { readonly way: TemplateAbout['ways'][number] }) {
  const text = useText();
  const localized = useLocalized();
  if (present)
    return (
      <li className="is-present">
        <Check size={14} aria-hidden="true" />
        {localized(title)}
      </li>
    );
  const Icon = notNeeded === undefined ? X : Minus;
  return (
    <li className={notNeeded === undefined ? 'is-missing' : undefined}>
      <Icon size={14} aria-hidden="true" />
      {localized(title)}
      <span className="dg-t2">
        {notNeeded === undefined
          ? text('templates.wayMissing')
          : text('templates.notNeeded', { why: localized(notNeeded) })}
      </span>
    </li>
  );
}

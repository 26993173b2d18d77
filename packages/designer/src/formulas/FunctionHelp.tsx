import { useState } from 'react';
import { Input } from 'antd';
import { FUNCTIONS } from '@dougong/kernel/expression';
import type { FunctionPart } from '@dougong/kernel/expression';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../i18n/text.js';

interface FunctionHelpProps {
  /** Functions of the release, beside those of the language. */
  readonly functions: readonly FunctionPart[];
  readonly onPick: (code: string) => void;
}

const SHOWN_MAX = 8;

/** Finds a function by any of its names and puts it where the cursor stands. */
export function FunctionHelp({ functions, onPick }: FunctionHelpProps) {
  const text = useText();
  const title = useLocalized();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const found = [...functions, ...FUNCTIONS].filter(({ code, aliases, title: name }) =>
    [code, name['zh-CN'], name.en, ...aliases].join(' ').toLowerCase().includes(wanted),
  );
  return (
    <section className="ds-panel" aria-label={text('formulas.functions')}>
      <h2>
        {text('formulas.functions')}
        <small className="dg-t2">{text('formulas.functionCount', { count: found.length })}</small>
      </h2>
      <Input
        aria-label={text('formulas.findFunction')}
        placeholder={text('formulas.findFunction')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      {found.length === 0 ? <p className="dg-t2">{text('formulas.noFunction')}</p> : null}
      <ul className="ds-functions">
        {found.slice(0, SHOWN_MAX).map((part) => (
          <li key={part.code}>
            <button type="button" onClick={() => onPick(part.code)}>
              <b>{part.code}</b> <span>{title(part.title)}</span>
              <small className="dg-t2">{title(part.description)}</small>
            </button>
          </li>
        ))}
      </ul>
      {found.length > SHOWN_MAX ? (
        <p className="dg-t2">{text('formulas.moreFunctions', { count: found.length - SHOWN_MAX })}</p>
      ) : null}
    </section>
  );
}

import { Button, Input } from 'antd';
import { Plus, X } from 'lucide-react';
import { useDraft } from '../../editing/use-draft.js';
import { useText } from '../../i18n/text.js';

type Texts = Readonly<Record<string, string>>;
type Row = readonly [name: string, formula: string];

interface MapSettingProps {
  readonly value: Texts | undefined;
  readonly onChange: (value: Texts | undefined) => void;
  readonly label: string;
}

const NAME = /^[a-z][a-z0-9_]{0,39}$/;

function textsOf(rows: readonly Row[]): Texts | undefined {
  const whole = rows.filter(([name, formula]) => NAME.test(name) && formula.trim() !== '');
  return whole.length === 0 ? undefined : Object.fromEntries(whole);
}

/** Names with a formula each: the fields of a new record and what is written into them. */
export function MapSetting({ value, onChange, label }: MapSettingProps) {
  const text = useText();
  const [rows, setRows] = useDraft<Texts | undefined, readonly Row[]>(
    value,
    (stored) => Object.entries(stored ?? {}),
    textsOf,
    onChange,
  );
  const replace = (at: number, row: Row) => setRows(rows.map((old, index) => (index === at ? row : old)));
  return (
    <div className="ds-stack">
      <ul className="ds-stack">
        {rows.map(([name, formula], at) => {
          const row = text('widgets.mapRow', { label, row: at + 1 });
          return (
            <li key={at} className="ds-map-row">
              <Input
                aria-label={`${row} ${text('widgets.mapName')}`}
                value={name}
                maxLength={40}
                {...(name === '' || NAME.test(name) ? {} : { status: 'error' as const })}
                placeholder={text('widgets.mapName')}
                onChange={(event) => replace(at, [event.target.value, formula])}
              />
              <span aria-hidden="true">=</span>
              <Input
                aria-label={`${row} ${text('widgets.mapFormula')}`}
                value={formula}
                maxLength={4000}
                placeholder={text('widgets.mapFormula')}
                onChange={(event) => replace(at, [name, event.target.value])}
              />
              <Button
                type="text"
                icon={<X size={14} />}
                aria-label={`${row} ${text('widgets.mapRemove')}`}
                onClick={() => setRows(rows.filter((_, index) => index !== at))}
              />
            </li>
          );
        })}
      </ul>
      <Button type="dashed" block icon={<Plus size={14} />} onClick={() => setRows([...rows, ['', '']])}>
        {text('widgets.mapAdd')}
      </Button>
    </div>
  );
}

import { Button } from 'antd';
import { Ban, RefreshCw } from 'lucide-react';
import { ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useMoment } from '../../account/use-moment.js';
import { useNow } from '../../data/clock.js';
import { useText, type Text } from '../../texts/index.js';
import { keyState } from './key-state.js';
import type { KeyScope, KeyView } from './key-wire.js';

const TONES = { good: 'done', ending: 'warning', over: 'draft', revoked: 'refused' } as const;
const COLUMNS = ['key', 'account', 'scope', 'used', 'ends', 'state'] as const;

/** What a key may do, in a few words. */
function scopeWords(scope: KeyScope | null, text: Text): string {
  if (scope === null) return text('keys.everything');
  const { readOnly, forms = [], registers = [], rights = [], scim } = scope;
  const words = [
    forms.some(({ form }) => form === '*')
      ? text('keys.allForms')
      : forms.length > 0
        ? text('keys.forms', { names: forms.map(({ form }) => form).join(text('and')) })
        : '',
    registers.length > 0 ? text('keys.registers') : '',
    rights.length > 0 ? rights.join(text('and')) : '',
    scim === true ? 'SCIM' : '',
    readOnly === true ? text('keys.readOnly') : '',
  ].filter((each) => each !== '');
  return words.length === 0 ? '—' : words.join(' · ');
}

interface KeyTableProps {
  readonly keys: readonly KeyView[];
  onRotate(key: KeyView): void;
  onRevoke(key: KeyView): void;
}

function Row({ view, onRotate, onRevoke }: { readonly view: KeyView } & Omit<KeyTableProps, 'keys'>) {
  const text = useText();
  const moment = useMoment();
  const state = keyState(view, useNow());
  const isGood = state === 'good' || state === 'ending';
  return (
    <tr className={isGood ? undefined : 'is-gone'}>
      <th scope="row">
        <b>{view.name}</b> <span className="dg-code">{view.prefix}…</span>
      </th>
      <td>
        {view.account.name} <span className="dg-code">{view.account.login}</span>
      </td>
      <td>{scopeWords(view.scope, text)}</td>
      <td>{view.lastUsedAt === null ? text('keys.neverUsed') : moment(view.lastUsedAt)}</td>
      <td>{view.expiresAt === null ? text('keys.noEnd') : moment(view.expiresAt)}</td>
      <td>
        <StatusSeal tone={TONES[state]}>{text(`keys.state_${state}`)}</StatusSeal>
      </td>
      <td className="is-end">
        {isGood && view.replacedBy === null ? (
          <Button
            type="text"
            icon={<RefreshCw size={16} />}
            aria-label={text('keys.rotateOne', { name: view.name })}
            title={text('keys.rotate')}
            onClick={() => onRotate(view)}
          />
        ) : null}
        {isGood ? (
          <Button
            type="text"
            danger
            icon={<Ban size={16} />}
            aria-label={text('keys.revokeOne', { name: view.name })}
            title={text('keys.revoke')}
            onClick={() => onRevoke(view)}
          />
        ) : null}
      </td>
    </tr>
  );
}

/** Keys of all accounts; what is over stays to be seen. */
export function KeyTable({ keys, ...acts }: KeyTableProps) {
  const text = useText();
  return (
    <ScrollTable label={text('keys.title')}>
      <table className="rt-ledger-table is-roomy rt-org-table">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {text(`keys.column_${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="dg-sr">{text('organisation.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((view) => (
            <Row key={view.id} view={view} {...acts} />
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

import type { ReactNode } from 'react';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable } from '@dougong/ui/shell';
import { useReferences } from '../../data/references.js';
import { useText } from '../../texts/index.js';
import type { Held } from '../wire.js';

interface HeldTableProps {
  readonly label: string;
  readonly held: readonly Held[];
  /** What can be done with one. */
  buttonsOf?(held: Held): ReactNode;
}

/** Posts or roles, each with the people who hold it. */
export function HeldTable({ label, held, buttonsOf }: HeldTableProps) {
  const text = useText();
  const title = useLocalized();
  const names = useReferences();
  return (
    <ScrollTable label={label}>
      <table className="rt-ledger-table is-roomy rt-org-table">
        <thead>
          <tr>
            <th scope="col">{label}</th>
            <th scope="col">{text('organisation.holders')}</th>
            <th scope="col" className="rt-only-wide">
              {text('organisation.key')}
            </th>
            {buttonsOf === undefined ? null : (
              <th scope="col">
                <span className="dg-sr">{text('organisation.actions')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {held.map((each) => (
            <tr key={each.key}>
              <th scope="row">{title(each.title)}</th>
              <td className="rt-org-holders">
                {each.holders.length === 0 ? (
                  <span className="rt-org-none">{text('organisation.nobody')}</span>
                ) : (
                  each.holders.map((user) => names.nameOfUser(user) ?? '…').join(text('and'))
                )}
              </td>
              <td className="dg-code rt-only-wide">{each.key}</td>
              {buttonsOf === undefined ? null : <td className="is-end">{buttonsOf(each)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

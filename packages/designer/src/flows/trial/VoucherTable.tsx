import { useLocalized } from '@dougong/ui/i18n';
import { Money } from '@dougong/ui/shell';
import { useText } from '../../i18n/text.js';
import { useDesigner } from '../designer-context.js';
import type { TrialVoucher } from './trial-contract.js';

/** A voucher as accountants read it: accounts, debit, credit. */
export function VoucherTable({ voucher }: { readonly voucher: TrialVoucher }) {
  const text = useText();
  const { names } = useDesigner();
  const title = useLocalized();
  return (
    <table className="ds-writes ds-trial-figures">
      <caption>{names.posting(voucher.posting)}</caption>
      <thead>
        <tr>
          <th scope="col">{text('trial.account')}</th>
          <th scope="col" className="is-figure">
            {text('trial.debit')}
          </th>
          <th scope="col" className="is-figure">
            {text('trial.credit')}
          </th>
        </tr>
      </thead>
      <tbody>
        {voucher.lines.map((line, at) => (
          <tr key={at}>
            <td className={line.direction === 'credit' ? 'is-credit' : undefined}>
              {line.account.code} {title(line.account.title)}
            </td>
            {(['debit', 'credit'] as const).map((side) => (
              <td key={side} className="is-figure">
                {line.direction === side ? <Money value={line.amount} /> : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

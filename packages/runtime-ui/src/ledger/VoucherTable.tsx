import { Link } from 'react-router';
import type { Voucher, VoucherLine } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { sumTexts } from '@dougong/ui/numbers';
import { Money, ScrollTable } from '@dougong/ui/shell';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';

function isZero(value: string | null): boolean {
  return value === null || !/[1-9]/.test(value);
}

function Side({ value }: { readonly value: string | null }) {
  return isZero(value) ? null : <Money value={value} />;
}

function Entry({ line: { account, debit, credit } }: { readonly line: VoucherLine }) {
  const title = useLocalized();
  return (
    <tr>
      <th scope="row">
        <span className="dg-code">{account.code}</span> {title(account.title)}
      </th>
      <td className="is-end">
        <Side value={debit} />
      </td>
      <td className="is-end">
        <Side value={credit} />
      </td>
    </tr>
  );
}

/** A voucher as accountants read it: account, debit, credit, and a total that ends in a double rule. */
export function VoucherTable({
  voucher,
  linked = true,
}: {
  readonly voucher: Voucher;
  readonly linked?: boolean;
}) {
  const text = useText();
  const title = useLocalized();
  const { lines } = voucher;
  const debit = sumTexts(lines.map((line) => line.debit ?? ''));
  const credit = sumTexts(lines.map((line) => line.credit ?? ''));
  return (
    <ScrollTable>
      <table className="rt-ledger-table rt-voucher">
        <caption>
          <b>{voucher.number}</b> <time dateTime={voucher.date}>{voucher.date}</time>{' '}
          <span>{title(voucher.summary)}</span>{' '}
          {linked && voucher.code !== null ? (
            <Link to={paths.record(voucher.form, voucher.recordId)}>{voucher.code}</Link>
          ) : null}
        </caption>
        <thead>
          <tr>
            <th scope="col">{text('vouchers.account')}</th>
            <th scope="col" className="is-end">
              {text('vouchers.debit')}
            </th>
            <th scope="col" className="is-end">
              {text('vouchers.credit')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Entry key={line.id} line={line} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {text('vouchers.total')}{' '}
              {sumTexts([debit, `-${credit}`.replace('--', '')]) === '0' ? (
                <span className="rt-balanced">{text('vouchers.balanced')}</span>
              ) : null}
            </th>
            <td className="is-end">
              <Money value={debit} />
            </td>
            <td className="is-end">
              <Money value={credit} />
            </td>
          </tr>
        </tfoot>
      </table>
    </ScrollTable>
  );
}

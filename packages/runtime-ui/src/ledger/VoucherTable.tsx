import { Link } from 'react-router';
import type { Title, Voucher } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { sumTexts } from '@dougong/ui/numbers';
import { Money } from '@dougong/ui/shell';
import { paths } from '../paths.js';
import { useText } from '../texts/index.js';

/** An account on the wire: its code, beside it or with it its name. */
type WireAccount = string | { readonly code: string; readonly title?: Title };

interface WireLine {
  readonly account: WireAccount;
  readonly title?: Title;
  readonly debit?: string | null;
  readonly credit?: string | null;
}

function accountOf({ account, title }: WireLine): {
  readonly code: string;
  readonly title: Title | undefined;
} {
  return typeof account === 'string'
    ? { code: account, title }
    : { code: account.code, title: account.title ?? title };
}

function isZero(value: string | null | undefined): boolean {
  return value === null || value === undefined || !/[1-9]/.test(value);
}

function Side({ value }: { readonly value: string | null | undefined }) {
  return isZero(value) ? null : <Money value={value} />;
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
  const lines: readonly WireLine[] = voucher.lines;
  const debit = sumTexts(lines.map((line) => line.debit ?? ''));
  const credit = sumTexts(lines.map((line) => line.credit ?? ''));
  return (
    <div className="rt-voucher-scroll">
      <table className="rt-ledger-table rt-voucher">
        <caption>
          <b>{voucher.number}</b> <time dateTime={voucher.date}>{voucher.date}</time>{' '}
          <span>{title(voucher.summary)}</span>{' '}
          {linked && voucher.code != null ? (
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
          {lines.map((line, index) => {
            const account = accountOf(line);
            return (
              <tr key={`${account.code}-${index}`}>
                <th scope="row">
                  <span className="dg-code">{account.code}</span> {title(account.title)}
                </th>
                <td className="is-end">
                  <Side value={line.debit} />
                </td>
                <td className="is-end">
                  <Side value={line.credit} />
                </td>
              </tr>
            );
          })}
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
    </div>
  );
}

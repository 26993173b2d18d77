import { Link } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { Money, ScrollTable } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import {
  AMOUNTS,
  amountsOf,
  totalsOf,
  type Amount,
  type Amounts,
  type TrialQuestion,
} from './trial-question.js';
import type { TrialBalance, TrialRow } from './trial-wire.js';

interface TrialTableProps {
  readonly balance: TrialBalance;
  readonly question: TrialQuestion;
}

/** Before, during, after: each a debit and a credit under one head. */
const GROUPS = [
  ['opening', 'openingDebit', 'openingCredit'],
  ['turnover', 'debit', 'credit'],
  ['closing', 'closingDebit', 'closingCredit'],
] as const;

const isZero = (value: string) => !/[1-9]/.test(value);

function Figure({ value }: { readonly value: string }) {
  return isZero(value) ? null : <Money value={value} />;
}

/** Leads down to the vouchers behind the turnover. */
function Account({ row, question }: { readonly row: TrialRow; readonly question: TrialQuestion }) {
  const title = useLocalized();
  return (
    <Link to={paths.vouchersOf({ account: row.account, ...question })}>
      <span className="dg-code">{row.account}</span> {title(row.title)}
    </Link>
  );
}

/** Every second column begins a pair. */
function columnClass(name: Amount): string {
  return name === 'openingDebit' || name === 'debit' || name === 'closingDebit' ? 'is-end dg-rule' : 'is-end';
}

function Row({ row, question }: { readonly row: TrialRow; readonly question: TrialQuestion }) {
  const amounts = amountsOf(row);
  return (
    <tr>
      <th scope="row">
        <Account row={row} question={question} />
      </th>
      {AMOUNTS.map((name) => (
        <td key={name} className={columnClass(name)}>
          <Figure value={amounts[name]} />
        </td>
      ))}
    </tr>
  );
}

function Heads() {
  const text = useText();
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {text('vouchers.account')}
        </th>
        {GROUPS.map(([group]) => (
          <th key={group} scope="colgroup" colSpan={2} className="dg-rule rt-trial-group">
            {text(`trial.${group}`)}
          </th>
        ))}
      </tr>
      <tr>
        {AMOUNTS.map((name) => (
          <th key={name} scope="col" className={columnClass(name)}>
            {text(name.endsWith('redit') ? 'vouchers.credit' : 'vouchers.debit')}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Table({ balance, question }: TrialTableProps) {
  const text = useText();
  const totals = totalsOf(balance.data);
  return (
    <ScrollTable label={text('trial.title')}>
      <table className="rt-ledger-table is-ruled rt-trial">
        <Heads />
        <tbody>
          {balance.data.map((row) => (
            <Row key={row.account} row={row} question={question} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{text('vouchers.total')}</th>
            {AMOUNTS.map((name) => (
              <td key={name} className={columnClass(name)}>
                <Money value={totals[name]} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </ScrollTable>
  );
}

function CardFigures({ amounts }: { readonly amounts: Amounts }) {
  const text = useText();
  return (
    <dl className="rt-trial-figures">
      {GROUPS.flatMap(([group, debit, credit]) =>
        (
          [
            ['debit', debit],
            ['credit', credit],
          ] as const
        ).flatMap(([side, name]) =>
          isZero(amounts[name])
            ? []
            : [
                <div key={name}>
                  <dt>
                    {text(`trial.${group}`)} {text(`vouchers.${side}`)}
                  </dt>
                  <dd>
                    <Money value={amounts[name]} />
                  </dd>
                </div>,
              ],
        ),
      )}
    </dl>
  );
}

function Cards({ balance, question }: TrialTableProps) {
  const text = useText();
  return (
    <ul className="rt-cards" aria-label={text('trial.title')}>
      {balance.data.map((row) => (
        <li key={row.account} className="rt-trial-card">
          <Account row={row} question={question} />
          <CardFigures amounts={amountsOf(row)} />
        </li>
      ))}
      <li className="rt-trial-card is-total">
        <b>{text('vouchers.total')}</b>
        <CardFigures amounts={totalsOf(balance.data)} />
      </li>
    </ul>
  );
}

/** What every account began with, what came and went, and what it stands at: in columns, on phones a card each. */
export function TrialTable(props: TrialTableProps) {
  return useIsPhone() ? <Cards {...props} /> : <Table {...props} />;
}

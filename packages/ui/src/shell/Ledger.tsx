import { Table, type TableProps } from 'antd';

/** Ruled like an account book: ink rule over the head, every fifth line darker, double rule under totals. */
export function Ledger<Row extends object>({ className = '', ...props }: TableProps<Row>) {
  return <Table<Row> size="small" pagination={false} {...props} className={`dg-ledger ${className}`} />;
}

import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable, StatusSeal } from '@dougong/ui/shell';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { designerPathOf, isSlow, millisecondsText } from './figures.js';
import type { SlowWork } from './health-wire.js';

const FIGURES = ['saves', 'usual', 'max'] as const;

function Name({ work }: { readonly work: SlowWork }) {
  const title = useLocalized();
  const { rights } = useUser();
  const words =
    work.formTitle === undefined ? title(work.title) : `${title(work.formTitle)} · ${title(work.title)}`;
  return rights.design ? <a href={designerPathOf(work)}>{words}</a> : words;
}

interface SlowTableProps {
  readonly works: readonly SlowWork[];
  /** What all of them together may take in one save. */
  readonly budgetMs: number;
}

/** The rules and computed fields that took longest in saves; each leads to where it is designed. */
export function SlowTable({ works, budgetMs }: SlowTableProps) {
  const text = useText();
  if (works.length === 0) return <p className="dg-t3">{text('health.noSlow')}</p>;
  return (
    <>
      <p className="dg-t3">{text('health.slowNote', { budget: budgetMs })}</p>
      <ScrollTable label={text('health.slow')}>
        <table className="rt-ledger-table is-roomy">
          <thead>
            <tr>
              <th scope="col">{text('health.slow_name')}</th>
              <th scope="col">{text('health.slow_kind')}</th>
              {FIGURES.map((figure) => (
                <th key={figure} scope="col" className="is-end">
                  {text(`health.slow_${figure}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {works.map((work) => (
              <tr key={`${work.kind} ${work.key}`}>
                <th scope="row">
                  <Name work={work} />{' '}
                  {isSlow(work, budgetMs) ? (
                    <StatusSeal tone="warning">{text('health.isSlow')}</StatusSeal>
                  ) : null}
                </th>
                <td>{text(`health.slowKind_${work.kind}`)}</td>
                <td className="is-end">{work.saves}</td>
                <td className="is-end">{millisecondsText(work.usualMs)}</td>
                <td className="is-end">{millisecondsText(work.maxMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </>
  );
}

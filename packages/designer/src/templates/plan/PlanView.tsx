import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import type { TemplatePlan } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../i18n/text.js';
import { definitionPath } from '../../release/definition-icons.js';
import { DiffView } from '../../release/diff/DiffView.js';
import { useTitleOf } from '../../surroundings/use-design.js';
import { isIdle, numbersOf, planDiff, sortedFindings } from './plan-numbers.js';

/** Above this many definitions the changes are folded in until somebody asks for them. */
const OPEN_MAX = 12;

/** What a plan comes to, in one line of figures. */
export function PlanSummary({ plan }: { readonly plan: TemplatePlan }) {
  const text = useText();
  const { errors, warnings, people, records, ...changes } = numbersOf(plan);
  const figures: readonly (readonly [string, number, string])[] = [
    ['added', changes.added, 'is-added'],
    ['changed', changes.changed, 'is-changed'],
    ['removed', changes.removed, 'is-removed'],
    ['tables', plan.tables.length, ''],
    ['people', people, ''],
    ['records', records, ''],
    ['conflicts', plan.conflicts.length, 'is-warning'],
    ['errors', errors, 'is-removed'],
    ['warnings', warnings, 'is-warning'],
  ];
  const shown = figures.filter(([, count]) => count > 0);
  if (shown.length === 0) return <p className="dg-t2">{text('templates.idle')}</p>;
  return (
    <ul className="ds-plan-figures" aria-label={text('templates.summary')}>
      {shown.map(([name, count, tone]) => (
        <li key={name} className={tone}>
          <b>{count}</b> {text(`templates.figure.${name}`, { count })}
        </li>
      ))}
    </ul>
  );
}

/** The findings of a publish, each with what, where, and a way there. */
export function PlanFindings({ plan }: { readonly plan: TemplatePlan }) {
  const text = useText();
  const title = useLocalized();
  const titleOf = useTitleOf();
  const isChecked = !plan.conflicts.some((each) => !('choice' in each)) && !isIdle(plan);
  if (plan.findings.length === 0)
    return isChecked ? (
      <p className="ds-check is-good">
        <CircleCheck size={16} aria-hidden="true" />
        {text('templates.sound')}
      </p>
    ) : null;
  return (
    <section className="ds-panel" aria-label={text('check.title')}>
      <h2>{text('check.title')}</h2>
      <ul className="ds-findings">
        {sortedFindings(plan.findings).map((found, at) => {
          const isError = found.severity === 'error';
          const Icon = isError ? CircleAlert : TriangleAlert;
          const path = definitionPath(found.kind, found.key);
          const name = `${text(`kinds.${found.kind}`)} ${title(titleOf(found.kind, found.key))}`;
          return (
            <li key={at} className={isError ? 'is-error' : 'is-warning'}>
              <Icon size={14} aria-hidden="true" />
              <div>
                <p className="ds-finding-where">
                  <span className="ds-finding-weight">
                    {text(isError ? 'problems.blocks' : 'problems.warns')}
                  </span>
                  {path === undefined ? <b>{name}</b> : <Link to={path}>{name}</Link>}
                </p>
                <p>
                  {found.detail} <code>{found.path}</code>
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Every change in words; many are folded in. */
export function PlanChanges({ plan }: { readonly plan: TemplatePlan }) {
  const text = useText();
  const diff = planDiff(plan);
  if (diff.definitions.length === 0) return null;
  return (
    <details className="ds-panel ds-plan-part ds-changes" open={diff.definitions.length <= OPEN_MAX}>
      <summary>{text('templates.changes', { count: diff.definitions.length })}</summary>
      <DiffView diff={diff} />
    </details>
  );
}

/** Tables, people and records that come along. */
export function PlanExtras({ plan: { tables, seeds } }: { readonly plan: TemplatePlan }) {
  const text = useText();
  const title = useLocalized();
  const titleOf = useTitleOf();
  const people = seeds?.people ?? [];
  const records = seeds?.records ?? [];
  return (
    <>
      {tables.length === 0 ? null : (
        <details className="ds-panel ds-plan-part">
          <summary>{text('templates.tables', { count: tables.length })}</summary>
          <p className="ds-plan-names">
            {tables.map((table) => (
              <code key={table}>{table}</code>
            ))}
          </p>
        </details>
      )}
      {people.length + records.length === 0 ? null : (
        <details className="ds-panel ds-plan-part">
          <summary>{text('templates.data')}</summary>
          <ul>
            {people.length === 0 ? null : (
              <li>{text('templates.people', { count: people.length, names: people.join(', ') })}</li>
            )}
            {records.map(({ form, count, demo }) => (
              <li key={`${form}/${String(demo)}`}>
                {title(titleOf(form === '' ? '' : 'form', form))} {text('templates.rows', { count })}
                {demo ? <span className="ds-tag">{text('templates.sample')}</span> : null}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useLocalized } from '@dougong/ui/i18n';
import { useMoment } from '../../account/use-moment.js';
import { useApplication } from '../../data/queries.js';
import { paths } from '../../paths.js';
import { useText } from '../../texts/index.js';
import { useFlows, useRoles } from '../queries.js';
import type { HandOverPart, HandOverReport } from '../wire.js';
import { partsOf } from './leaving-wish.js';

const TASKS_LISTED_MAX = 8;

/** What is over the moment that somebody leaves. */
export function Ends({
  report,
  isWide = false,
}: {
  readonly report: HandOverReport;
  readonly isWide?: boolean;
}) {
  const text = useText();
  const { sessions, keys, deputies } = report;
  const ends = [
    ...(sessions > 0 ? [text('leaving.sessions', { count: sessions })] : []),
    ...(keys > 0 ? [text('leaving.keys', { count: keys })] : []),
    ...(deputies.ended > 0 ? [text('leaving.ended', { count: deputies.ended })] : []),
  ];
  return (
    <section className={isWide ? 'is-wide' : ''} aria-labelledby="rt-leave-ends">
      <h2 id="rt-leave-ends">{text('leaving.endsAtOnce')}</h2>
      <p>{ends.length === 0 ? text('leaving.noneEnds') : ends.join(' · ')}</p>
    </section>
  );
}

/** Tasks, each with the way to its document. */
export function Tasks({ tasks }: Pick<HandOverReport, 'tasks'>) {
  const text = useText();
  const title = useLocalized();
  const moment = useMoment();
  const { data: app } = useApplication();
  const listed = tasks.data.slice(0, TASKS_LISTED_MAX);
  const formTitle = (form: string) => title(app?.forms.find(({ key }) => key === form)?.title) || form;
  return (
    <ul>
      {listed.map((task) => (
        <li key={task.id}>
          {title(task.title) || formTitle(task.form)}{' '}
          <span className="dg-t2">
            {formTitle(task.form)} · {moment(task.openedAt)}
          </span>{' '}
          <Link to={paths.record(task.form, task.recordId)}>{text('leaving.openTask')}</Link>
        </li>
      ))}
      {tasks.count > listed.length ? (
        <li className="dg-t2">{text('leaving.moreTasks', { count: tasks.count - listed.length })}</li>
      ) : null}
    </ul>
  );
}

/** What of a part there is, one by one where it is known. */
function useContents(report: HandOverReport): Readonly<Record<HandOverPart, ReactNode>> {
  const title = useLocalized();
  const flows = useFlows();
  const { data: roles = [] } = useRoles();
  const flowTitle = (key: string) => title(flows.find((flow) => flow.key === key)?.title) || key;
  const list = (words: readonly string[]) => (
    <ul>
      {words.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
  return {
    tasks: <Tasks tasks={report.tasks} />,
    departments: list(report.departments.data.map((department) => title(department.title))),
    deputies: null,
    nodes: list(
      report.nodes.data.map(({ flow, node, title: name }) => `${flowTitle(flow)} · ${title(name) || node}`),
    ),
    roles: list(report.roles.data.map((key) => title(roles.find((role) => role.key === key)?.title) || key)),
  };
}

/** Everything that hangs on somebody, kind by kind. */
export function WhatHangs({ report }: { readonly report: HandOverReport }) {
  const text = useText();
  const contents = useContents(report);
  const parts = partsOf(report);
  return (
    <div className="rt-account rt-leave">
      <Ends report={report} />
      {parts.length === 0 ? <p>{text('leaving.nothing')}</p> : null}
      {parts.map((part) => (
        <section key={part} aria-labelledby={`rt-leave-${part}`}>
          <h2 id={`rt-leave-${part}`}>
            {text(`leaving.${part}`)} <span className="dg-t2">{report[part].count}</span>
          </h2>
          {contents[part]}
          <p className="dg-t2">{text(`leaving.${part}Note`)}</p>
        </section>
      ))}
    </div>
  );
}

import { Button } from 'antd';
import { Link } from 'react-router';
import { issueSentence } from '@dougong/ui/i18n';
import { paths } from '../../paths.js';
import { useUser } from '../../session/session.js';
import { useText } from '../../texts/index.js';
import { usePeople } from '../queries.js';
import type { HandOverReport } from '../wire.js';
import { movedTasks, partsOf, stayingTasks } from './leaving-wish.js';
import { Ends, Tasks } from './WhatHangs.js';

/** Who gets what: one line for each kind of thing. */
function Moves({ report }: { readonly report: HandOverReport }) {
  const text = useText();
  const { data: people = [] } = usePeople();
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? '…';
  return (
    <ul className="rt-leave-moves">
      {partsOf(report).map((part) => {
        const { count, to } = report[part];
        const words = { part: text(`leaving.${part}`), count };
        return (
          <li key={part} className={to === null ? 'is-staying' : ''}>
            {to === null
              ? text('leaving.staysAt', words)
              : text('leaving.goesTo', { ...words, name: nameOf(to) })}
          </li>
        );
      })}
    </ul>
  );
}

/** Who gets what, as the engine has understood it; nothing is done yet. */
export function Check({ report }: { readonly report: HandOverReport }) {
  const text = useText();
  return (
    <div className="rt-account rt-leave">
      <section className="is-wide" aria-labelledby="rt-leave-check">
        <h2 id="rt-leave-check">{text('leaving.handed')}</h2>
        {partsOf(report).length === 0 ? <p>{text('leaving.nothing')}</p> : null}
        <Moves report={report} />
        <p className="dg-t2">{text('leaving.checkNote')}</p>
      </section>
      <Ends report={report} isWide />
    </div>
  );
}

/** The documents of the tasks that went to the successor. */
function MovedTasks({ report }: { readonly report: HandOverReport }) {
  const text = useText();
  const { count, to } = report.tasks;
  if (to === null || count === 0) return null;
  return (
    <section className="is-wide" aria-labelledby="rt-leave-moved">
      <h2 id="rt-leave-moved">{text('leaving.movedTasks')}</h2>
      <Tasks tasks={{ ...report.tasks, data: movedTasks(report) }} />
    </section>
  );
}

function Staying({ report }: { readonly report: HandOverReport }) {
  const text = useText();
  const staying = stayingTasks(report);
  if (staying.length === 0) return null;
  return (
    <section className="is-wide" aria-labelledby="rt-leave-staying">
      <h2 id="rt-leave-staying">{text('leaving.leftTitle', { count: staying.length })}</h2>
      <p className="dg-t2">{text('leaving.leftNote')}</p>
      <ul>
        {staying.map(({ id, form, record, code }) => (
          <li key={id}>
            {issueSentence({ code })}{' '}
            {form === undefined || record === undefined ? null : (
              <Link to={paths.record(form, record)}>{text('leaving.openTask')}</Link>
            )}
          </li>
        ))}
      </ul>
      <p>
        <Link to={paths.flowInstances({ view: 'inactive' })}>{text('leaving.toFlows')}</Link>
      </p>
    </section>
  );
}

interface DoneProps {
  readonly person: { readonly id: string; readonly name: string };
  readonly report: HandOverReport;
  onAgain(): void;
}

/** What was done, what stayed, and the ways on. */
export function Done({ person, report, onAgain }: DoneProps) {
  const text = useText();
  const { rights } = useUser();
  const { data: people = [] } = usePeople();
  const { count, to } = report.tasks;
  const name = people.find(({ id }) => id === to)?.name ?? '…';
  return (
    <div className="rt-account rt-leave">
      <section className="is-wide" role="status" aria-labelledby="rt-leave-done">
        <h2 id="rt-leave-done">{text('leaving.doneTitle', { name: person.name })}</h2>
        <p>
          {to === null || count === 0 ? text('leaving.noneMoved') : text('leaving.moved', { count, name })}
        </p>
        <div className="rt-imp-buttons">
          <Link to={paths.accounts()}>
            <Button type="primary">{text('leaving.toAccounts')}</Button>
          </Link>
          <Link to={paths.accountOf(person.id)}>
            <Button>{text('leaving.toWork', { name: person.name })}</Button>
          </Link>
          {rights.audit ? (
            <Link to={paths.audit({ recordId: person.id })}>
              <Button>{text('leaving.toTrail')}</Button>
            </Link>
          ) : null}
          {report.left.length > 0 ? <Button onClick={onAgain}>{text('leaving.again')}</Button> : null}
        </div>
      </section>
      <MovedTasks report={report} />
      <Staying report={report} />
    </div>
  );
}

import { useEffect, useRef, type ReactNode } from 'react';
import { CircleCheck } from 'lucide-react';
import type { MadeLogin, TemplatePlan } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { ScrollTable } from '@dougong/ui/shell';
import { useText } from '../../i18n/text.js';
import { useTitleOf } from '../../surroundings/use-design.js';
import { ScenarioList } from './ScenarioList.js';

interface DonePanelProps {
  readonly plan: TemplatePlan;
  /** Where to go from here. */
  readonly children: ReactNode;
}

/** What was done, what was made, and what comes next. */
export function DonePanel({ plan, children }: DonePanelProps) {
  const text = useText();
  const head = useRef<HTMLHeadingElement>(null);
  // The page has changed under whoever reads it: reading goes on here.
  useEffect(() => head.current?.focus(), []);
  const { release, records = 0, logins = [], scenarios = [] } = plan;
  return (
    <section className="ds-panel ds-done" aria-label={text(`templates.done.${plan.action}`)}>
      <h2 tabIndex={-1} ref={head}>
        <CircleCheck size={20} aria-hidden="true" />
        {text(`templates.done.${plan.action}`)}
      </h2>
      <p>
        {release === undefined ? null : text('templates.nowRelease', { number: release })}{' '}
        {records === 0 ? null : text('templates.rowsMade', { count: records })}
      </p>
      {logins.length === 0 ? null : <Logins logins={logins} />}
      {scenarios.length === 0 ? null : (
        <details>
          <summary>{text('templates.allPassed', { count: scenarios.length })}</summary>
          <ScenarioList played={scenarios} />
        </details>
      )}
      <h3>{text('templates.next')}</h3>
      <p className="ds-done-next">{children}</p>
    </section>
  );
}

/** People made now. Their passwords are shown this once. */
function Logins({ logins }: { readonly logins: readonly MadeLogin[] }) {
  const text = useText();
  const title = useLocalized();
  const titleOf = useTitleOf();
  return (
    <>
      <h3>{text('templates.logins')}</h3>
      <p className="ds-check is-warning">{text('templates.loginsNote')}</p>
      <ScrollTable label={text('templates.logins')}>
        <table className="ds-logins">
          <thead>
            <tr>
              {['name', 'login', 'password', 'roles'].map((column) => (
                <th key={column} scope="col">
                  {text(`templates.loginColumn.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {logins.map(({ login, password, name, roles }) => (
              <tr key={login}>
                <td>{name}</td>
                <td>
                  <code>{login}</code>
                </td>
                <td>{password === undefined ? text('templates.passwordGone') : <code>{password}</code>}</td>
                <td>{roles.map((role) => title(titleOf('role', role))).join(text('templates.comma'))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollTable>
    </>
  );
}

import { Button } from 'antd';
import { ArrowRight } from 'lucide-react';
import { Link } from 'react-router';
import type { AppAnswer, FormEntry, Task, TaskState } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { formatMoment } from '@dougong/ui/numbers';
import { Count, PageHeader, ScrollTable, SlaLabel } from '@dougong/ui/shell';
import { useIsPhone } from '@dougong/ui/theme';
import { useNow } from '../data/clock.js';
import { formEntry, useApplication, useNotifications, useTasks } from '../data/queries.js';
import { menuIcon } from '../frame/menu-icons.js';
import { FactValue, leadingFact } from '../inbox/FactValue.js';
import { TaskItem } from '../inbox/TaskItem.js';
import { NotificationList } from '../parts/NotificationList.js';
import { PageLoading } from '../parts/PageLoading.js';
import { PageProblem } from '../parts/PageProblem.js';
import { usePageTitle } from '../parts/page-focus.js';
import { paths } from '../paths.js';
import { useUser } from '../session/session.js';
import { useText } from '../texts/index.js';

const TASKS_SHOWN = 8;
const STARTED_SHOWN = 5;
const NOTES_SHOWN = 6;
const QUICK_SHOWN = 3;

interface Quick {
  readonly form: FormEntry;
  readonly icon: string | undefined;
}

/** The documents that the user may begin, in the order of the menu; master data is not a daily job. */
function quickForms(app: AppAnswer): readonly Quick[] {
  return app.menu
    .flatMap((section) => section.entries)
    .flatMap((entry) => {
      const form = 'form' in entry ? formEntry(app, entry.form) : undefined;
      return form?.usage === 'document' && form.can.create ? [{ form, icon: entry.icon }] : [];
    })
    .slice(0, QUICK_SHOWN);
}

function QuickCreate({ app }: { readonly app: AppAnswer }) {
  const text = useText();
  const title = useLocalized();
  const forms = quickForms(app);
  if (forms.length === 0) return null;
  return (
    <ul className="rt-quick" aria-label={text('home.begin')}>
      {forms.map(({ form, icon }) => {
        const Icon = menuIcon(icon);
        return (
          <li key={form.key}>
            <Link to={paths.newRecord(form.key)}>
              <span className="rt-quick-icon" aria-hidden="true">
                <Icon size={24} />
              </span>
              <span>
                <b>{text('list.new', { title: title(form.title) })}</b>
                <small>{text('home.beginNote')}</small>
              </span>
              <ArrowRight size={16} aria-hidden="true" />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** How far a flow is that somebody began, and since when. */
function StartedState({ task, now }: { readonly task: Task; readonly now: string }) {
  const text = useText();
  return (
    <span className="dg-t2">
      {text(`outcome.${task.outcome ?? 'running'}`)} {formatMoment(task.doneAt ?? task.openedAt, now)}
    </span>
  );
}

function TaskRow({ task, state }: { readonly task: Task; readonly state: TaskState }) {
  const title = useLocalized();
  const now = useNow();
  const lead = leadingFact(task);
  return (
    <tr>
      <td className="rt-only-wide dg-t2">{title(task.flowTitle ?? task.title)}</td>
      <td>
        <Link to={paths.tasks(state, task.id)}>{task.code ?? '—'}</Link>
      </td>
      <td>
        {state === 'started' ? (
          (task.recordTitle ?? '')
        ) : (
          <>
            <b>{title(task.nodeTitle ?? task.title)}</b> <span className="dg-t2">{task.recordTitle}</span>
          </>
        )}
      </td>
      <td className="is-end">{lead === undefined ? null : <FactValue fact={lead} />}</td>
      <td>
        {state === 'started' ? (
          <StartedState task={task} now={now} />
        ) : (
          <SlaLabel dueAt={task.dueAt} now={now} />
        )}
      </td>
    </tr>
  );
}

function Tasks({ state, rows }: { readonly state: 'open' | 'started'; readonly rows: number }) {
  const text = useText();
  const { data, error, refetch } = useTasks(state);
  const tasks = data?.data.slice(0, rows) ?? [];
  const id = `rt-home-${state}`;
  const phone = useIsPhone();
  return (
    <section className="dg-card rt-home-tasks" aria-labelledby={id}>
      <div className="dg-card-head">
        <h2 id={id}>{text(`home.${state}`)}</h2>
        <Count value={data?.counts[state]} />
        <span className="dg-card-head-end">
          <Link to={paths.tasks(state)}>{text('home.toInbox')}</Link>
        </span>
      </div>
      {error !== null ? (
        <PageProblem problem={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <PageLoading rows={4} />
      ) : tasks.length === 0 ? (
        <p className="rt-quiet">{text(`home.none_${state}`)}</p>
      ) : phone ? (
        <ul>
          {tasks.map((task) => (
            <TaskItem key={task.id} task={task} current={false} to={paths.tasks(state, task.id)} />
          ))}
        </ul>
      ) : (
        <ScrollTable>
          <table className="rt-ledger-table is-roomy">
            <thead>
              <tr>
                <th scope="col" className="rt-only-wide">
                  {text('home.flow')}
                </th>
                <th scope="col">{text('home.code')}</th>
                <th scope="col">{text(state === 'started' ? 'home.about' : 'home.what')}</th>
                <th scope="col" className="is-end">
                  {text('home.amount')}
                </th>
                <th scope="col">{text(state === 'started' ? 'home.state' : 'home.due')}</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <TaskRow key={task.id} task={task} state={state} />
              ))}
            </tbody>
          </table>
        </ScrollTable>
      )}
    </section>
  );
}

function MyNews() {
  const text = useText();
  const { data } = useNotifications();
  return (
    <section className="dg-card rt-home-news" aria-labelledby="rt-home-news">
      <div className="dg-card-head">
        <h2 id="rt-home-news">{text('notifications.title')}</h2>
        <Count value={data?.unread} />
      </div>
      <NotificationList notifications={(data?.data ?? []).slice(0, NOTES_SHOWN)} />
    </section>
  );
}

/** The first page of the day: what waits, what can be begun, what happened. */
export function HomePage() {
  const text = useText();
  const title = useLocalized();
  const now = useNow();
  const user = useUser();
  const { data: app, error, refetch } = useApplication();
  usePageTitle(text('home.title'), title(app?.application.title));
  return (
    <>
      <PageHeader
        title={text('home.hello', { name: user.name })}
        note={`${now.slice(0, 10)}${user.post === null ? '' : ` · ${title(user.post)}`}`}
      />
      {error !== null && app === undefined ? (
        <Button onClick={() => void refetch()}>{text('retry')}</Button>
      ) : app === undefined ? null : (
        <QuickCreate app={app} />
      )}
      <div className="rt-home">
        <div className="rt-home-work">
          <Tasks state="open" rows={TASKS_SHOWN} />
          <Tasks state="started" rows={STARTED_SHOWN} />
        </div>
        <MyNews />
      </div>
    </>
  );
}

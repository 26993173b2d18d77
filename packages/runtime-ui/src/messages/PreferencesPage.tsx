import { useState } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { ProblemPanel } from '@dougong/ui/shell';
import { AdminPage } from '../administration/parts/AdminPage.js';
import { useChange } from '../administration/parts/use-change.js';
import { useText } from '../texts/index.js';
import { preferenceCalls, preferenceKeys, type OwnPreferences } from './calls.js';
import { ChoiceMatrix } from './ChoiceMatrix.js';
import { HabitFields } from './HabitFields.js';

function Preferences({ own }: { readonly own: OwnPreferences }) {
  const text = useText();
  const [wish, setWish] = useState({ choices: own.choices, habits: own.habits });
  const [isKept, setKept] = useState(false);
  const { start, problem, isPending } = useChange({
    send: (wanted: typeof wish) => preferenceCalls.put(wanted),
    renews: [preferenceKeys.all],
    onDone: () => setKept(true),
  });
  const change = (part: Partial<typeof wish>) => {
    setKept(false);
    setWish((before) => ({ ...before, ...part }));
  };
  return (
    <div className="rt-account">
      <section className="is-wide" aria-labelledby="rt-msg-where">
        <h2 id="rt-msg-where">{text('messages.where')}</h2>
        <ChoiceMatrix table={own} choices={wish.choices} onChoices={(choices) => change({ choices })} />
        {own.email === null ? <p className="dg-t3">{text('messages.noMail')}</p> : null}
      </section>
      <section className="is-wide" aria-labelledby="rt-msg-when">
        <h2 id="rt-msg-when">{text('messages.when')}</h2>
        <HabitFields
          habits={wish.habits}
          onHabits={(part) => change({ habits: { ...wish.habits, ...part } })}
        />
      </section>
      <div className="rt-msg-foot is-wide">
        {problem === null ? null : <ProblemPanel problem={problem} />}
        <Button type="primary" loading={isPending} onClick={() => start(wish)}>
          {text('messages.keep')}
        </Button>
        <span role="status" className="dg-t2">
          {isKept ? text('messages.kept') : ''}
        </span>
      </div>
    </div>
  );
}

/** What somebody wants to be told where and when. */
export function PreferencesPage() {
  const text = useText();
  const { data, error, refetch } = useQuery({
    queryKey: preferenceKeys.all,
    queryFn: preferenceCalls.own,
    // What is being chosen is not overwritten by a look from elsewhere.
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <AdminPage
      title={text('messages.title')}
      note={text('messages.note')}
      problem={error}
      isLoading={data === undefined}
      onRetry={() => void refetch()}
    >
      {data === undefined ? null : <Preferences own={data} />}
    </AdminPage>
  );
}

import { useState } from 'react';
import { Button } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { ProblemPanel } from '@dougong/ui/shell';
import { preferenceCalls, preferenceKeys, type ChoiceTable } from '../../messages/calls.js';
import { ChoiceMatrix } from '../../messages/ChoiceMatrix.js';
import { otherwiseOf } from '../../messages/choices.js';
import { useText } from '../../texts/index.js';
import { useChange } from '../parts/use-change.js';

function Defaults({ table }: { readonly table: ChoiceTable }) {
  const text = useText();
  const [choices, setChoices] = useState(table.defaults);
  const { start, problem, isPending } = useChange({
    send: (wanted: typeof choices) => preferenceCalls.putDefaults(wanted),
    renews: [preferenceKeys.all],
  });
  return (
    <>
      <ChoiceMatrix
        table={table}
        choices={choices}
        otherwise={(event, channel) => otherwiseOf({ ...table, defaults: [] }, event, channel)}
        onChoices={setChoices}
      />
      {problem === null ? null : <ProblemPanel problem={problem} />}
      <div>
        <Button loading={isPending} disabled={choices === table.defaults} onClick={() => start(choices)}>
          {text('channels.keepDefaults')}
        </Button>
      </div>
    </>
  );
}

/** What holds for whoever said nothing himself. */
export function DefaultsSection() {
  const text = useText();
  const { data, dataUpdatedAt } = useQuery({
    queryKey: [...preferenceKeys.all, 'defaults'],
    queryFn: preferenceCalls.defaults,
    refetchOnWindowFocus: false,
  });
  return (
    <section className="rt-msg-section" aria-labelledby="rt-defaults">
      <h2 id="rt-defaults">{text('channels.defaults')}</h2>
      <p className="dg-t2">{text('channels.defaultsNote')}</p>
      {data === undefined ? null : <Defaults key={dataUpdatedAt} table={data} />}
    </section>
  );
}

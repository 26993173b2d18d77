import { Input, Radio } from 'antd';
import { useText } from '../../texts/index.js';
import { Field } from '../parts/Field.js';
import { PersonSelect } from '../parts/PersonSelect.js';
import type { HandOverPart, HandOverReport } from '../wire.js';
import { partsOf, type Successors } from './leaving-wish.js';

interface WhoProps {
  readonly person: string;
  readonly report: HandOverReport;
  readonly successors: Successors;
  onSuccessors(change: Partial<Successors>): void;
}

function EachField({
  part,
  person,
  report,
  successors,
  onSuccessors,
}: WhoProps & { readonly part: HandOverPart }) {
  const text = useText();
  const id = `rt-leave-to-${part}`;
  const choose = (user: string | undefined) => {
    const { [part]: _before, ...rest } = successors.each;
    onSuccessors({ each: user === undefined ? rest : { ...rest, [part]: user } });
  };
  return (
    <Field
      id={id}
      label={`${text('leaving.whoFor', { part: text(`leaving.${part}`) })} (${report[part].count})`}
      note={text(`leaving.${part}Note`)}
    >
      <PersonSelect
        id={id}
        value={successors.each[part]}
        without={person}
        isClearable
        placeholder={text('leaving.nobodyYet')}
        onChange={choose}
      />
    </Field>
  );
}

/** Chooses who takes over: one person everything, or somebody for each kind. */
export function WhoTakesOver(props: WhoProps) {
  const text = useText();
  const { person, report, successors, onSuccessors } = props;
  const parts = partsOf(report);
  return (
    <div className="rt-leave-who">
      <Radio.Group
        aria-label={text('leaving.step_who')}
        value={successors.isOne ? 'one' : 'each'}
        onChange={(event) => onSuccessors({ isOne: event.target.value === 'one' })}
        options={(['one', 'each'] as const).map((value) => ({ value, label: text(`leaving.${value}`) }))}
      />
      {successors.isOne ? (
        <Field id="rt-leave-one" label={text('leaving.whoOne')}>
          <PersonSelect
            id="rt-leave-one"
            value={successors.one}
            without={person}
            isClearable
            placeholder={text('leaving.nobodyYet')}
            onChange={(one) => onSuccessors({ one })}
          />
        </Field>
      ) : (
        parts.map((part) => <EachField key={part} {...props} part={part} />)
      )}
      {parts.includes('tasks') ? (
        <Field id="rt-leave-comment" label={text('leaving.comment')} note={text('leaving.commentNote')}>
          <Input.TextArea
            id="rt-leave-comment"
            rows={2}
            maxLength={500}
            value={successors.comment}
            onChange={(event) => onSuccessors({ comment: event.target.value })}
          />
        </Field>
      ) : null}
    </div>
  );
}

import { useState } from 'react';
import { Button, Checkbox, Switch } from 'antd';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import type { GalleryEntry, TemplateOffer } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import { useText } from '../../i18n/text.js';
import { dependenciesOf } from '../gallery/gallery-state.js';
import { AnswerFields } from './AnswerFields.js';
import { answerFaults } from './answers.js';
import { isAllowed, trustIn } from './use-installation.js';
import type { Installation } from './use-installation.js';

interface AnswersStepProps {
  readonly installation: Installation;
  readonly entries: readonly GalleryEntry[];
  readonly onNext: () => void;
}

/** The first step: what the template asks, sample data, and whether the package is trusted. */
export function AnswersStep({ installation, entries, onNext }: AnswersStepProps) {
  const text = useText();
  const { chosen, settings, set } = installation;
  const { offer, entry } = chosen;
  const faults = answerFaults(offer.parameters, settings.answers);
  const [isPressed, setPressed] = useState(false);
  const trust = trustIn(chosen, entries);
  const isTrusted = isAllowed(installation, entries);
  return (
    <form
      className="ds-panel ds-answers"
      onSubmit={(event) => {
        event.preventDefault();
        setPressed(true);
        if (faults.size === 0 && isTrusted) onNext();
      }}
    >
      <h2>{text('templates.answers')}</h2>
      {offer.parameters.length === 0 ? <p className="dg-t2">{text('templates.noQuestions')}</p> : null}
      <AnswerFields
        parameters={offer.parameters}
        answers={settings.answers}
        faults={faults}
        onAnswer={(answers) => set({ ...settings, answers })}
      />
      {offer.about.hasSamples && entry.installed?.demo !== true ? (
        <div className="ds-answer">
          <label id="answer-demo-label" htmlFor="answer-demo">
            {text('templates.samples')}
          </label>
          <div>
            <Switch
              id="answer-demo"
              aria-labelledby="answer-demo-label"
              checked={settings.demo}
              onChange={(demo) => set({ ...settings, demo })}
            />
            <p className="dg-t2">{text('templates.samplesNote')}</p>
          </div>
        </div>
      ) : null}
      <Along entries={entries} installation={installation} />
      <Trust installation={installation} trust={trust} isAsked={isPressed && !isTrusted} />
      <footer>
        <Button type="primary" htmlType="submit">
          {text('templates.toPreview')}
        </Button>
      </footer>
    </form>
  );
}

/** Templates that this one stands on: installed along, or not to be had. */
function Along({ entries, installation }: Pick<AnswersStepProps, 'entries' | 'installation'>) {
  const text = useText();
  const title = useLocalized();
  const along = dependenciesOf(installation.chosen.offer, entries);
  if (along.entries.length + along.missing.length === 0) return null;
  return (
    <div className="ds-answer">
      <span>{text('templates.standsOn')}</span>
      <ul>
        {along.entries.map((entry, at) => (
          <li key={entry.key}>
            {text('templates.along', { name: title(entry.title), version: along.packages[at]?.version })}
          </li>
        ))}
        {along.missing.map(({ key, version }) => (
          <li key={key} className="ds-fault">
            {text('templates.missing', { key, version })}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface TrustProps {
  readonly installation: Installation;
  /** Of the package and those that go along with it. */
  readonly trust: TemplateOffer['trust'];
  readonly isAsked: boolean;
}

/** Who answers for the package. What nobody known has signed passes only when somebody says so. */
function Trust({ installation: { chosen, settings, set }, trust, isAsked }: TrustProps) {
  const text = useText();
  const { source, signedBy } = chosen.offer;
  if (trust === 'trusted')
    return (
      <p className="ds-check is-good">
        <ShieldCheck size={16} aria-hidden="true" />
        {source === 'shipped'
          ? text('templates.trust.shipped')
          : text('templates.trust.trusted', { key: signedBy ?? '' })}
      </p>
    );
  return (
    <div className="ds-trust">
      <p className="ds-check is-warning">
        <ShieldAlert size={16} aria-hidden="true" />
        {text(`templates.trust.${trust}`, { key: signedBy ?? '' })}
      </p>
      <Checkbox
        checked={settings.allowUnsigned}
        onChange={({ target }) => set({ ...settings, allowUnsigned: target.checked })}
      >
        {text('templates.allow')}
      </Checkbox>
      {isAsked ? (
        <p className="ds-fault" role="alert">
          {text('templates.allowFirst')}
        </p>
      ) : null}
    </div>
  );
}

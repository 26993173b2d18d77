import { useId, useRef, useState } from 'react';
import { Button, Segmented, Select, Tabs } from 'antd';
import { Plus } from 'lucide-react';
import type { FormModel } from '@dougong/kernel/forms';
import { LANGUAGES } from '@dougong/kernel/foundation';
import type { Issue, Language } from '@dougong/kernel/foundation';
import { TEXT_CHANNEL_TITLES, TEXT_CHANNELS } from '@dougong/kernel/metadata';
import type { NotificationDefinition } from '@dougong/kernel/metadata';
import { issueSentence, useLanguage, useLocalized } from '@dougong/ui/i18n';
import type { Editing } from '../definitions/use-editing.js';
import { useText } from '../i18n/text.js';
import { ChipField } from './ChipField.js';
import type { ChipFieldHandle } from './use-chip-text.js';
import { hasOwn, textAt, withoutOwn, withText } from './template-edits.js';
import type { TextPart, TextPlace } from './template-edits.js';
import { useChips } from './use-chips.js';

interface TextsPanelProps {
  readonly editing: Editing<NotificationDefinition>;
  readonly form: FormModel | undefined;
  readonly models: ReadonlyMap<string, FormModel>;
  readonly findings: readonly Issue[];
  readonly textLanguage: Language;
  readonly onLanguage: (language: Language) => void;
}

const PARTS = ['subject', 'body'] as const;

/** Subject and text, a tab for each language, other words for single channels, and the menu of what they may name. */
export function TextsPanel(props: TextsPanelProps) {
  const { editing, form, models, findings, textLanguage, onLanguage } = props;
  const text = useText();
  const [place, setPlace] = useState<TextPlace>('all');
  const [part, setPart] = useState<TextPart>('body');
  const fields = { subject: useRef<ChipFieldHandle>(null), body: useRef<ChipFieldHandle>(null) };
  const { groups, nameOf } = useChips(form, models);
  const { document, edit } = editing;
  const tabs = LANGUAGES.map((language) => ({
    key: language,
    label: (
      <span>
        {text(language === 'zh-CN' ? 'localized.zh' : 'localized.en')}
        {findings.some(({ path }) => path.endsWith(`/${language}`)) ? (
          <span className="ds-tab-fault" role="img" aria-label={text('notifications.faulty')} />
        ) : null}
      </span>
    ),
  }));
  return (
    <section className="ds-panel" aria-label={text('notifications.texts')}>
      <h2>{text('notifications.texts')}</h2>
      <PlaceChoice document={document} place={place} onChange={setPlace} />
      {place === 'all' ? null : (
        <p className="dg-t2">
          {hasOwn(document, place) ? (
            <Button size="small" onClick={() => edit((now) => withoutOwn(now, place))}>
              {text('notifications.giveBack')}
            </Button>
          ) : (
            text('notifications.asAll')
          )}
        </p>
      )}
      <div className="ds-text-bar">
        <Tabs
          size="small"
          items={tabs}
          activeKey={textLanguage}
          onChange={(language) => onLanguage(language as Language)}
        />
        <ChipMenu groups={groups} onPick={(chip) => fields[part].current?.insert(chip)} />
      </div>
      {PARTS.map((each) => (
        <TextField
          key={`${place}/${textLanguage}/${each}`}
          ref={fields[each]}
          {...{ editing, place, nameOf }}
          part={each}
          language={textLanguage}
          findings={findings.filter(({ path }) => path === pathOf(document, place, each, textLanguage))}
          onFocus={() => setPart(each)}
        />
      ))}
    </section>
  );
}

/** Where a text stands in the definition: those of everybody hold for a channel without its own. */
function pathOf(
  document: NotificationDefinition,
  place: TextPlace,
  part: TextPart,
  language: Language,
): string {
  const own = place !== 'all' && document.channels?.[place]?.[part] !== undefined;
  return own ? `/channels/${place}/${part}/${language}` : `/${part}/${language}`;
}

interface PlaceChoiceProps {
  readonly document: NotificationDefinition;
  readonly place: TextPlace;
  readonly onChange: (place: TextPlace) => void;
}

function PlaceChoice({ document, place, onChange }: PlaceChoiceProps) {
  const text = useText();
  const title = useLocalized();
  const options = TEXT_CHANNELS.map((channel) => ({
    value: channel,
    label: hasOwn(document, channel)
      ? text('notifications.ownWords', { channel: title(TEXT_CHANNEL_TITLES[channel]) })
      : title(TEXT_CHANNEL_TITLES[channel]),
  }));
  return (
    <div className="ds-scroll-x">
      <Segmented<TextPlace>
        aria-label={text('notifications.channel')}
        size="small"
        value={place}
        options={[{ value: 'all', label: text('notifications.everywhere') }, ...options]}
        onChange={onChange}
      />
    </div>
  );
}

interface ChipMenuProps {
  readonly groups: ReturnType<typeof useChips>['groups'];
  readonly onPick: (chip: string) => void;
}

function ChipMenu({ groups, onPick }: ChipMenuProps) {
  const text = useText();
  return (
    <Select<string>
      className="ds-chip-menu"
      size="small"
      aria-label={text('notifications.insert')}
      value={null}
      placeholder={
        <span className="ds-add">
          <Plus size={14} aria-hidden="true" />
          {text('notifications.insert')}
        </span>
      }
      options={groups.map((group) => ({ ...group, options: [...group.options] }))}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={280}
      onChange={onPick}
    />
  );
}

interface TextFieldProps {
  readonly editing: Editing<NotificationDefinition>;
  readonly place: TextPlace;
  readonly part: TextPart;
  readonly language: Language;
  readonly nameOf: ReturnType<typeof useChips>['nameOf'];
  readonly findings: readonly Issue[];
  readonly onFocus: () => void;
  readonly ref: React.Ref<ChipFieldHandle>;
}

/** One text in one language, with what is wrong with it below. */
function TextField({ editing, place, part, language, nameOf, findings, onFocus, ref }: TextFieldProps) {
  const text = useText();
  const { language: reader } = useLanguage();
  const id = useId();
  const { document, edit, undo, redo } = editing;
  return (
    <div>
      <ChipField
        ref={ref}
        label={text(`notifications.${part}`)}
        value={textAt(document, place, part)[language]}
        onChange={(next, isTyped) =>
          edit(
            (now) => withText(now, place, part, language, next),
            isTyped ? `${place}/${part}/${language}` : undefined,
          )
        }
        nameOf={nameOf}
        isMultiline={part === 'body'}
        isFaulty={findings.length > 0}
        describedBy={id}
        lang={language}
        onFocus={onFocus}
        onUndo={undo}
        onRedo={redo}
      />
      <div id={id} role="status">
        {findings.map((found, at) => (
          <p key={at} className={found.severity === 'warning' ? 'ds-warn' : 'ds-fault'}>
            {issueSentence(found, reader)}
          </p>
        ))}
      </div>
    </div>
  );
}

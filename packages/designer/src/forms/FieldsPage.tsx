import { useDeferredValue, useMemo, useState } from 'react';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useSearchParams } from 'react-router';
import type { FieldDefinition, FormDefinition } from '@dougong/kernel/metadata';
import { useLocalized } from '@dougong/ui/i18n';
import { DesignedHead } from '../definitions/DesignedHead.js';
import { DesignedPage } from '../definitions/DesignedPage.js';
import type { Designed } from '../definitions/load-designed.js';
import { NamesPanel } from '../definitions/NamesPanel.js';
import { useEditing } from '../definitions/use-editing.js';
import type { Editing } from '../definitions/use-editing.js';
import { useText } from '../i18n/text.js';
import type { CatalogPart } from '../surroundings/catalog.js';
import { useDesign } from '../surroundings/use-design.js';
import { AddFieldDialog } from './AddFieldDialog.js';
import { checkForm, fieldOf } from './check-form.js';
import { putBack } from './put-back.js';
import { addField, changeField, moveField, removeField, setProperty, setRequired } from './field-edits.js';
import { FieldList } from './FieldList.js';
import { FieldPanel } from './FieldPanel.js';
import { fieldAt, fieldRows, pathOf, placeOf } from './field-place.js';
import type { FieldPlace, FieldRow } from './field-place.js';
import { FormFindings } from './FormFindings.js';
import { FormPreview } from './FormPreview.js';
import { OrganisationPanel } from './OrganisationPanel.js';
import { ProgressPanel } from './ProgressPanel.js';
import { RemovedPanel } from './RemovedPanel.js';
import { RemoveFieldDialog } from './RemoveFieldDialog.js';
import { RetypeDialog } from './RetypeDialog.js';
import '../release/release.css';
import './forms.css';
import './form-settings.css';

/** The fields of a form: added, changed, moved, taken out and put back at any time. */
export function FieldsPage() {
  return (
    <DesignedPage<FormDefinition> kind="form">
      {(designed, current) => <FieldsDesk designed={designed} current={current} />}
    </DesignedPage>
  );
}

interface FieldsDeskProps {
  readonly designed: Designed<FormDefinition>;
  readonly current: FormDefinition;
}

/** What is asked for in a dialog: a new field, in the head or in a table; the end of one; another kind of one. */
type Asked =
  | { readonly what: 'add'; readonly line?: string }
  | { readonly what: 'remove' | 'retype'; readonly path: string };

function FieldsDesk({ designed, current }: FieldsDeskProps) {
  const text = useText();
  const parts = useDesign().data?.catalog.fieldTypes ?? [];
  const editing = useEditing(designed, current);
  const { document, edit } = editing;
  const [search] = useSearchParams();
  const [chosen, setChosen] = useState(search.get('field') ?? undefined);
  const [asked, setAsked] = useState<Asked>();
  const settled = useDeferredValue(document);
  const findings = useMemo(() => checkForm(settled, designed), [settled, designed]);
  const faults = useMemo(() => countByField(findings), [findings]);
  const row = fieldRows(document).find(({ path }) => path === chosen);
  const restore = (place: FieldPlace, field: FieldDefinition) => {
    edit((form) => putBack(addField(form, place, field), designed.published, place));
    setChosen(pathOf(place));
  };
  return (
    <>
      <DesignedHead designed={designed} editing={editing} />
      <div className={`ds-designed ds-forms ${row === undefined ? '' : 'has-chosen'}`}>
        <div className="ds-designed-main">
          <section className="ds-panel">
            <h2>
              {text('forms.list')}
              <small className="dg-t2">{text('forms.count', { count: fieldRows(document).length })}</small>
            </h2>
            <FieldList
              form={document}
              parts={parts}
              chosen={chosen}
              faults={faults}
              onChoose={setChosen}
              onMove={(place, by) => edit((form) => moveField(form, place, by))}
            />
            <Button icon={<Plus size={14} />} onClick={() => setAsked({ what: 'add' })}>
              {text('forms.add')}
            </Button>
          </section>
          <RemovedPanel form={document} published={designed.published} onRestore={restore} />
          <FormPreview form={settled} all={designed.all} isSound={findings.length === 0} />
          <OrganisationPanel form={document} onChange={edit} />
          <ProgressPanel form={document} onChange={edit} />
          <NamesPanel
            title={document.title}
            onChange={(title) => edit((form) => ({ ...form, title }), 'title')}
          />
        </div>
        <aside className="ds-designed-side" aria-label={text('forms.side')}>
          <ChosenField row={row} designed={designed} editing={editing} parts={parts} onAsk={setAsked} />
          <FormFindings findings={findings} onShow={setChosen} />
        </aside>
      </div>
      <Dialogs
        asked={asked}
        designed={designed}
        editing={editing}
        parts={parts}
        onChoose={setChosen}
        onClose={() => setAsked(undefined)}
      />
    </>
  );
}

interface ChosenFieldProps {
  readonly row: FieldRow | undefined;
  readonly designed: Designed<FormDefinition>;
  readonly editing: Editing<FormDefinition>;
  readonly parts: readonly CatalogPart[];
  readonly onAsk: (asked: Asked) => void;
}

function ChosenField({ row, designed, editing, parts, onAsk }: ChosenFieldProps) {
  const text = useText();
  const { document, edit } = editing;
  if (row === undefined)
    return (
      <section className="ds-panel">
        <p className="dg-t2">{text('forms.choose')}</p>
      </section>
    );
  const { path } = row;
  return (
    <FieldPanel
      key={path}
      form={document}
      row={row}
      parts={parts}
      all={designed.all}
      isPublished={isIn(designed.published, row)}
      onSet={(name, value) => edit((form) => setProperty(form, row, name, value), `${path}/${name}`)}
      onReplace={(field) => edit((form) => changeField(form, row, field), `${path}/choices`)}
      onRequire={(isRequired) => edit((form) => setRequired(form, row, isRequired))}
      onRetype={() => onAsk({ what: 'retype', path })}
      onRemove={() => onAsk({ what: 'remove', path })}
      onAddColumn={() => onAsk({ what: 'add', line: row.key })}
    />
  );
}

function countByField(findings: ReturnType<typeof checkForm>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const found of findings) {
    const path = fieldOf(found);
    if (path !== undefined) counts.set(path, (counts.get(path) ?? 0) + 1);
  }
  return counts;
}

function isIn(published: FormDefinition | null, place: FieldPlace): boolean {
  return published !== null && fieldAt(published, place) !== undefined;
}

interface DialogsProps {
  readonly asked: Asked | undefined;
  readonly designed: Designed<FormDefinition>;
  readonly editing: Editing<FormDefinition>;
  readonly parts: readonly CatalogPart[];
  readonly onChoose: (path: string | undefined) => void;
  readonly onClose: () => void;
}

function Dialogs({ asked, designed, editing, parts, onChoose, onClose }: DialogsProps) {
  const title = useLocalized();
  const { document, edit } = editing;
  const offered = useMemo(() => {
    const keys = (kind: string) => designed.all.flatMap((each) => (each.kind === kind ? [each.key] : []));
    return { forms: keys('form'), choiceLists: keys('choice-list') };
  }, [designed.all]);
  if (asked === undefined) return null;
  if (asked.what === 'add')
    return (
      <AddFieldDialog
        form={document}
        line={asked.line}
        parts={parts}
        offered={offered}
        onClose={onClose}
        onAdd={(place, field) => {
          edit((form) => addField(form, place, field));
          onChoose(pathOf(place));
          onClose();
        }}
      />
    );
  const { path } = asked;
  const place = placeOf(path);
  const field = fieldAt(document, place);
  if (field === undefined) return null;
  const shared = { form: document.key, path, isPublished: isIn(designed.published, place), onClose };
  if (asked.what === 'remove')
    return (
      <RemoveFieldDialog
        {...shared}
        name={title(field['x-title']) || path}
        onRemove={() => {
          edit((form) => removeField(form, place));
          onChoose(undefined);
          onClose();
        }}
      />
    );
  return (
    <RetypeDialog
      {...shared}
      field={field}
      parts={parts}
      offered={offered}
      onRetype={(next) => {
        edit((form) => changeField(form, place, next));
        onClose();
      }}
    />
  );
}

import { Injectable } from '@nestjs/common';
import { accessChanges, compileAccess } from '@dougong/kernel/access';
import type { AccessChange, AccessChangeKind, GrantableForm } from '@dougong/kernel/access';
import { buildFormModel } from '@dougong/kernel/forms';
import type { FormModel } from '@dougong/kernel/forms';
import type { Language } from '@dougong/kernel/foundation';
import type { Definition } from '@dougong/kernel/metadata';
import { sentence } from '../http/sentences/index.js';
import { Directory } from '../people/directory.js';
import type { DirectorySnapshot } from '../people/directory.js';
import { DefinitionBundles } from '../releases/definition-bundles.js';
import type { BundleName } from '../releases/definition-bundles.js';
import type { ChangesWire } from './access.wire.js';
import { actionTitle, COMMON_ACTIONS, fieldTitle } from './subject-words.js';

const SENTENCES: Readonly<Record<AccessChangeKind, string>> = {
  gains_action: 'access_change_gains_action',
  loses_action: 'access_change_loses_action',
  other_rows: 'access_change_other_rows',
  gains_field: 'access_change_gains_field',
  loses_field: 'access_change_loses_field',
  field_masked: 'access_change_field_masked',
  may_write_field: 'access_change_may_write_field',
  may_not_write_field: 'access_change_may_not_write_field',
};

/** What other roles mean for the people who hold them, told before it is published. */
@Injectable()
export class AccessChanges {
  constructor(
    private readonly bundles: DefinitionBundles,
    private readonly directory: Directory,
  ) {}

  async between(from: BundleName, to: BundleName, language: Language): Promise<ChangesWire> {
    const [before, after] = [await this.bundles.read(from), await this.bundles.read(to)];
    const people = await this.directory.refresh();
    const [was, is] = [modelsOf(before.definitions), modelsOf(after.definitions)];
    // What a change adds or takes away as a whole is no change of anybody's rights to it.
    const forms = [...is.values()].filter(({ key }) => was.has(key));
    const found = accessChanges(
      policyOf(before.definitions, was),
      policyOf(after.definitions, is),
      forms.map(grantable),
      holders([...before.definitions, ...after.definitions], people),
    );
    const changes = found.map((change) => wireOf(change, is, people, language));
    return { from: String(from), to: String(to), changes };
  }
}

type Models = ReadonlyMap<string, FormModel>;

/** Forms that cannot be understood yet are left out: the check of the drafts tells of them. */
function modelsOf(definitions: readonly Definition[]): Models {
  const forms = new Map(definitions.flatMap((each) => (each.kind === 'form' ? [[each.key, each]] : [])));
  const lists = new Map(
    definitions.flatMap((each) => (each.kind === 'choice-list' ? [[each.key, each]] : [])),
  );
  const models = new Map<string, FormModel>();
  for (const form of forms.values()) {
    const model = buildFormModel(form, (key) => forms.get(key), { choices: (key) => lists.get(key) });
    if (model.ok) models.set(form.key, model.value);
  }
  return models;
}

function policyOf(definitions: readonly Definition[], models: Models) {
  const roles = definitions.filter((each) => each.kind === 'role');
  return compileAccess(roles, (form) => models.get(form)?.scope);
}

function grantable({ key, fields, lines, lifecycle }: FormModel): GrantableForm {
  return {
    key,
    actions: [...Object.keys(COMMON_ACTIONS), ...lifecycle.actions.keys()],
    fields: [...fields, ...lines.flatMap((line) => line.fields)].map(({ path }) => path),
  };
}

/** Everybody who holds a role on either side, with all of his roles. */
function holders(definitions: readonly Definition[], people: DirectorySnapshot) {
  const roles = new Set(definitions.flatMap((each) => (each.kind === 'role' ? [each.key] : [])));
  const held = new Map<string, string[]>();
  for (const role of roles)
    for (const user of people.usersOfRole(role).filter((each) => people.isActive(each)))
      held.set(user, [...(held.get(user) ?? []), role]);
  return [...held].map(([id, of]) => ({ id, roles: of, rights: [] }));
}

function wireOf(
  { form, what, subject, people: ids }: AccessChange,
  models: Models,
  people: DirectorySnapshot,
  language: Language,
): ChangesWire['changes'][number] {
  const model = models.get(form);
  const named = ids.map((id) => ({ id, name: people.nameOf(id) ?? '' }));
  const title =
    subject === undefined ? undefined : (fieldTitle(model, subject) ?? actionTitle(model, subject));
  const params = {
    count: named.length,
    people: named.map(({ name }) => name),
    form: model?.title ?? form,
    subject: title,
  };
  return {
    form,
    what,
    ...(subject === undefined ? {} : { subject }),
    people: named,
    text: sentence(SENTENCES[what], params, language),
  };
}

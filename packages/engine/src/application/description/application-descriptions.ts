import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import { completed } from '../../http/complete-openapi.js';
import type { Description } from '../../http/complete-openapi.js';
import { notFound } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { SESSION_COOKIE } from '../../identity/session-cookie.js';
import { formOf, grantOf } from '../../records/form-grant.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { ApplicationViews } from '../application-view.js';
import { titleOf } from './field-schema.js';
import { formPaths, TASK_PATHS } from './form-paths.js';
import type { FormRights } from './form-paths.js';
import { formSchemas } from './form-schemas.js';

/** Describes the installed application as OpenAPI 3.1, from the release in force, as far as the caller may use it. */
@Injectable()
export class ApplicationDescriptions {
  constructor(
    private readonly releases: ReleaseRegistry,
    private readonly views: ApplicationViews,
  ) {}

  /** @param wanted keys of forms; all that the caller may use when left out. */
  async describe(subject: Subject, app: string, wanted: readonly string[] | undefined): Promise<Description> {
    const { application } = await this.views.view(subject);
    if (application?.key !== app) throw notFound();
    const release = await this.releases.current();
    const models = wanted ? wanted.map((key) => formOf(release, key)) : [...release.models.values()];
    const usable = models
      .map((model) => ({ model, rights: rightsOf(release, subject, model) }))
      .filter(({ rights }) => rights.read || rights.create);
    return completed({
      openapi: '3.1.0',
      info: {
        title: titleOf(application.title),
        version: `${application.version}+release.${release.number}`,
        description:
          'What the caller may do with the forms of this application. Errors are application/problem+json.',
      },
      security: [{ session: [] }, { apiKey: [] }],
      tags: [
        ...usable.map(({ model }) => ({ name: model.key, description: titleOf(model.title) })),
        { name: 'tasks', description: '待办 / to-dos' },
      ],
      paths: Object.assign(
        {},
        TASK_PATHS,
        ...usable.map(({ model, rights }) => formPaths(model, rights)),
      ) as Description['paths'],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          apiKey: { type: 'http', scheme: 'bearer' },
        },
        schemas: Object.assign(
          {},
          ...usable.map(({ model }) =>
            formSchemas(model, grantOf(release, subject, model.key, 'read').hidden),
          ),
        ) as object,
      },
    });
  }
}

function rightsOf(release: CompiledRelease, subject: Subject, { key, lifecycle }: FormModel): FormRights {
  const can = (action: string) => grantOf(release, subject, key, action).allowed;
  return {
    read: can('read'),
    create: can('create'),
    update: can('update'),
    delete: can('delete'),
    actions: [...lifecycle.actions.keys()].filter(can),
  };
}

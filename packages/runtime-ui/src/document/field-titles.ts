import type { Issue } from '@dougong/kernel/foundation';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { ApiProblem } from '@dougong/ui/api';
import { fieldTitle } from '../parts/fields.js';

type Params = Readonly<Record<string, unknown>>;

/** Names of fields inside the parameters of a sentence become the titles that people know. */
function titledParams(params: Params | undefined, definition: FormDefinition): Params | undefined {
  const field = params?.['field'];
  const title = typeof field === 'string' ? fieldTitle(definition, field) : undefined;
  return title === undefined ? params : { ...params, field: title };
}

/** An issue whose sentence names the field by its title. */
export function titledIssue(found: Issue, definition: FormDefinition): Issue {
  const params = titledParams(found.params, definition);
  return params === undefined ? found : { ...found, params };
}

/** A refusal whose sentences name fields by their titles. */
export function withFieldTitles(problem: ApiProblem, definition: FormDefinition): ApiProblem {
  const errors = problem.errors.map((error) => {
    const params = titledParams(error.params, definition);
    return params === undefined ? error : { ...error, params };
  });
  const { status, code, title, detail, requestId, body } = problem;
  return new ApiProblem({
    status,
    code,
    title,
    detail,
    requestId,
    params: titledParams(problem.params, definition),
    errors,
    body,
  });
}

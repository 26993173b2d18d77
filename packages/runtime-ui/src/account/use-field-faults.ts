import { ApiProblem } from '@dougong/ui/api';
import { issueSentence, useLanguage } from '@dougong/ui/i18n';

/** What a refusal says about fields of a form, to be told beside each, and what is left to be said about the whole. */
export function useFieldFaults(problem: unknown, fields: readonly string[]) {
  const { language } = useLanguage();
  const errors = problem instanceof ApiProblem ? problem.errors : [];
  const of = (field: string) => errors.find(({ pointer }) => pointer.replace(/^#/, '') === `/${field}`);
  return {
    faultOf: (field: string) => {
      const fault = of(field);
      return fault === undefined ? undefined : issueSentence(fault, language);
    },
    /** Nothing when every word of it stands beside a field. */
    rest:
      errors.length > 0 && errors.every((error) => fields.some((field) => of(field) === error))
        ? null
        : problem,
  };
}

import { Alert } from 'antd';
import { useFormRemarks, type FormState } from '@dougong/ui/forms';
import { issueSentence, useLanguage } from '@dougong/ui/i18n';

/** What rules say of a form as a whole, while it is filled in. */
export function FormRemarks({ state }: { readonly state: FormState }) {
  const { language } = useLanguage();
  return useFormRemarks(state).map((remark, at) => (
    <Alert
      key={at}
      type={remark.severity === 'warning' ? 'warning' : 'error'}
      showIcon
      title={issueSentence(remark, language)}
    />
  ));
}

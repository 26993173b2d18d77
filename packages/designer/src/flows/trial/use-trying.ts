import { useSearchParams } from 'react-router';

const PARAMETER = 'trial';

/** Whether the flow is being tried. It stands in the address: the way back of the browser leads back to the drawing. */
export function useTrying(): { readonly isOpen: boolean; open(): void; close(): void } {
  const [parameters, setParameters] = useSearchParams();
  return {
    isOpen: parameters.has(PARAMETER),
    open: () => setParameters({ [PARAMETER]: '1' }),
    close: () => setParameters({}),
  };
}

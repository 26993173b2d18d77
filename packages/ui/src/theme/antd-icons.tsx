import type { ConfigProviderProps } from 'antd';
import {
  Calendar,
  ChevronDown,
  CircleAlert,
  CircleCheck,
  Ellipsis,
  Info,
  TriangleAlert,
  X,
} from 'lucide-react';

type Icons = Pick<ConfigProviderProps, 'alert' | 'datePicker' | 'drawer' | 'modal' | 'select' | 'tabs'>;

function icons(): Icons {
  const clearIcon = <X size={14} aria-hidden="true" />;
  const closeIcon = <X size={16} aria-hidden="true" />;
  const note = { size: 16, 'aria-hidden': true, className: 'dg-note-icon' } as const;
  const notes = {
    infoIcon: <Info {...note} />,
    successIcon: <CircleCheck {...note} />,
    warningIcon: <TriangleAlert {...note} />,
    errorIcon: <CircleAlert {...note} />,
  };
  return {
    alert: { ...notes, closeIcon },
    datePicker: { suffixIcon: <Calendar size={14} aria-hidden="true" />, clearIcon },
    drawer: { closeIcon },
    modal: { ...notes, closeIcon },
    select: {
      suffixIcon: <ChevronDown size={14} aria-hidden="true" />,
      clearIcon,
      removeIcon: <X size={12} aria-hidden="true" />,
    },
    tabs: { moreIcon: <Ellipsis size={16} aria-hidden="true" /> },
  };
}

/**
 * The outline icons of the house in the places where antd would draw its own. Those carry an English name that screen
 * readers say in every language; these say nothing.
 */
export const ANTD_ICONS: Icons = icons();

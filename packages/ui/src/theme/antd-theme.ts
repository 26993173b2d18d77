import { theme as antdThemes, type ThemeConfig } from 'antd';
import { DENSITIES, FONT_FAMILY, PALETTES, type Density, type Palette, type Scheme } from './tokens.js';

type AliasTokens = NonNullable<ThemeConfig['token']>;

function surfaces(colours: Palette): AliasTokens {
  return {
    colorBgBase: colours.surface,
    colorBgLayout: colours.bg,
    colorBgContainer: colours.surface,
    colorBgElevated: colours.surface,
    colorBgContainerDisabled: colours.sunken,
    colorBgSpotlight: colours.ink,
    colorFillAlter: colours.sunken,
    colorFillTertiary: colours.hover,
    colorFillSecondary: colours.hover,
    colorBorder: colours.control,
    colorBorderDisabled: colours['line-2'],
    colorBorderSecondary: colours.line,
    colorSplit: colours.line,
    controlItemBgHover: colours.hover,
    controlItemBgActive: colours.selected,
    controlItemBgActiveHover: colours.selected,
    controlOutline: 'transparent',
  };
}

function texts(colours: Palette): AliasTokens {
  return {
    colorTextBase: colours.ink,
    colorText: colours.ink,
    colorTextHeading: colours.ink,
    colorTextLabel: colours['text-2'],
    colorTextSecondary: colours['text-2'],
    colorTextTertiary: colours['text-3'],
    colorTextDescription: colours['text-3'],
    colorTextQuaternary: colours['text-3'],
    colorTextPlaceholder: colours['text-3'],
    colorTextDisabled: colours['text-3'],
    colorTextLightSolid: colours['on-primary'],
    colorIcon: colours['text-2'],
    colorIconHover: colours.ink,
  };
}

function meanings(colours: Palette): AliasTokens {
  return {
    colorPrimary: colours.primary,
    colorPrimaryHover: colours['primary-hover'],
    colorPrimaryActive: colours['primary-hover'],
    colorPrimaryText: colours.primary,
    colorPrimaryBg: colours.selected,
    colorPrimaryBgHover: colours.selected,
    colorLink: colours.primary,
    colorLinkHover: colours['primary-hover'],
    colorLinkActive: colours['primary-hover'],
    colorError: colours.red,
    colorErrorText: colours.red,
    colorErrorHover: colours.red,
    colorErrorActive: colours.red,
    colorErrorBg: colours['red-tint'],
    colorErrorBorder: colours.red,
    colorWarning: colours.amber,
    colorWarningText: colours.amber,
    colorWarningBg: colours['amber-tint'],
    colorWarningBorder: colours.amber,
    colorSuccess: colours.green,
    colorSuccessText: colours.green,
    colorSuccessBg: colours['green-tint'],
    colorSuccessBorder: colours.green,
    colorInfo: colours.blue,
    colorInfoText: colours.blue,
    colorInfoBg: colours['blue-tint'],
    colorInfoBorder: colours.blue,
  };
}

function measures(density: Density): AliasTokens {
  const { fontPx, controlPx } = DENSITIES[density];
  return {
    fontFamily: FONT_FAMILY,
    fontSize: fontPx,
    fontWeightStrong: 600,
    controlHeight: controlPx,
    controlHeightSM: controlPx - 4,
    borderRadius: 4,
    borderRadiusLG: 6,
    borderRadiusSM: 4,
    borderRadiusXS: 2,
    motionDurationFast: '0.12s',
    motionDurationMid: '0.15s',
    motionDurationSlow: '0.18s',
  };
}

function components(colours: Palette): ThemeConfig['components'] {
  return {
    Button: {
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      fontWeight: 400,
      paddingInline: 12,
    },
    Table: {
      headerBg: colours.surface,
      headerColor: colours['text-2'],
      headerSplitColor: 'transparent',
      headerBorderRadius: 0,
      rowHoverBg: colours.hover,
      rowSelectedBg: colours.selected,
      rowSelectedHoverBg: colours.selected,
      borderColor: colours.line,
      footerBg: colours.sunken,
      cellPaddingBlockSM: 3,
      cellPaddingInlineSM: 8,
      cellFontSizeSM: 13,
    },
    Tooltip: { colorTextLightSolid: colours.surface },
    Select: { optionSelectedBg: colours.selected, optionSelectedFontWeight: 600 },
    Segmented: {
      itemSelectedBg: colours.selected,
      itemSelectedColor: colours.ink,
      trackBg: colours.surface,
      itemColor: colours['text-2'],
    },
    Tabs: { horizontalItemGutter: 20, itemColor: colours['text-2'], titleFontSize: 14 },
  };
}

/** The tokens of the ledger look as antd takes them, so that nothing has to be overridden by CSS. */
export function antdTheme(scheme: Scheme, density: Density): ThemeConfig {
  const colours = PALETTES[scheme];
  return {
    algorithm: scheme === 'dark' ? antdThemes.darkAlgorithm : antdThemes.defaultAlgorithm,
    token: { ...surfaces(colours), ...texts(colours), ...meanings(colours), ...measures(density) },
    components: components(colours),
  };
}

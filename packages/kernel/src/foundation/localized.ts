/** A text for people in every language that the platform ships. */
export interface Localized {
  readonly 'zh-CN': string;
  readonly en: string;
}

export type Language = keyof Localized;

export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

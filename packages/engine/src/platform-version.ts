/** Version of the platform, as templates name it in `platform`; the same as in the package file. */
export const PLATFORM_VERSION = '0.1.0';

/** Bounds of a package, in bytes and entries: what a template needs a hundred times over, and no more. */
export const PACKAGE_BYTES_MAX = 8 * 1024 * 1024;
export const FILES_BYTES_MAX = 64 * 1024 * 1024;
export const FILE_BYTES_MAX = 8 * 1024 * 1024;
export const FILES_MAX = 5000;
export const FOLDER_DEPTH_MAX = 4;

const SEGMENT = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

/** Whether a path may stand in a package: relative, plain names, not deep. It cannot lead out of a folder. */
export function isPackagePath(path: string): boolean {
  const segments = path.split('/');
  return segments.length <= FOLDER_DEPTH_MAX && segments.every((segment) => SEGMENT.test(segment));
}

/** How a package is sent over HTTP. */
export const PACKAGE_MEDIA_TYPE = 'application/vnd.dougong.template+zip';

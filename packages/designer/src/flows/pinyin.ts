export { isFoundBy, pinyinInitials } from '@dougong/ui/i18n';

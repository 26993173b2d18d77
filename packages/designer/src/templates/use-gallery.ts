import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '@dougong/ui/i18n';
import { api } from '../app/api.js';
import { queries, useSession } from '../app/session.js';

const GALLERY = ['templates', 'gallery'];

/** Every template that is installed or can be; read only by those who may. */
export function useGallery() {
  const { language } = useLanguage();
  const { data: user } = useSession();
  return useQuery({
    queryKey: [...GALLERY, language],
    queryFn: async () => (await api.templates.gallery()).data,
    enabled: user?.rights.administer === true,
    staleTime: 10_000,
  });
}

/** A package was sent: the gallery has one more. */
export function galleryChanged(): Promise<void> {
  return queries.invalidateQueries({ queryKey: GALLERY });
}

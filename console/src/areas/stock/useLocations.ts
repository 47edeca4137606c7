import { useApiList } from '@/api/query';

/** The places where goods lie, by name. */
export function useLocations() {
  const list = useApiList('/api/v1/locations');
  return {
    ...list,
    options: list.rows.filter(({ state }) => state === 'active').map(({ id, name }) => ({ value: id, label: name })),
    nameOf: (id: string) => list.rows.find((location) => location.id === id)?.name ?? '–',
  };
}

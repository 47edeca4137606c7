import { useApiList } from '@/api/query';

/** The suppliers by name: those that the first page of them holds. */
export function useSuppliers() {
  const list = useApiList('/api/v1/suppliers');
  return {
    ...list,
    options: list.rows.filter(({ state }) => state === 'active').map(({ id, name }) => ({ value: id, label: name })),
    nameOf: (id: string) => list.rows.find((supplier) => supplier.id === id)?.name ?? '–',
  };
}

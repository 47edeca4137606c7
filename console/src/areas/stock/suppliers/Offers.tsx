import { Menu, Stack } from '@mantine/core';
import { IconListSearch, IconPencil, IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useApiMutation } from '@/api/mutation';
import { useApiList } from '@/api/query';
import type { Supplier, SupplierVariant } from '@/api/types';
import { useFormat, useSelling, useT, type Catalogue, type Formatter, type Selling } from '@/i18n';
import { DangerItem } from '@/ui/DangerItem';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Money } from '@/ui/money/Money';
import { RowMenu } from '@/ui/RowMenu';
import { Section } from '@/ui/Section';
import { LineName } from '../lines/LineName';
import { VariantSearch } from '../lines/VariantSearch';
import { stockName } from '../stockColumns';
import { TermsModal, type Offer } from './TermsModal';

const helper = columnsOf<SupplierVariant>();

interface Actions {
  edit: (offer: SupplierVariant) => void;
  withdraw: (offer: SupplierVariant) => void;
}

function offerColumns(t: Catalogue, words: Selling['suppliers'], format: Formatter, currency: string, actions: Actions | null) {
  const figure = (value: number) => <span className="tabular">{format.number(value)}</span>;
  const columns = helper.columns([
    helper.display({
      id: 'title',
      header: words.goods,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => <LineName title={stockName(original)} sku={original.sku} more={original.supplier_sku} />,
    }),
    helper.accessor('unit_cost_minor', {
      header: words.unitCost,
      meta: { align: 'right' },
      cell: ({ getValue }) => <Money value={{ amount_minor: getValue(), currency }} />,
    }),
    helper.accessor('pack_size', { header: words.packSize, meta: { align: 'right' }, cell: ({ getValue }) => figure(getValue()) }),
    helper.accessor('minimum_quantity', { header: words.minimum, meta: { align: 'right' }, cell: ({ getValue }) => figure(getValue()) }),
    helper.accessor('lead_time_days', { header: words.leadTime, meta: { align: 'right' }, cell: ({ getValue }) => words.days(getValue()) }),
  ]);
  if (actions === null) return columns;
  const menu = helper.display({
    id: 'actions',
    header: '',
    meta: { card: 'actions' },
    cell: ({ row: { original } }) => (
      <RowMenu name={stockName(original)}>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => actions.edit(original)}>
          {t.common.edit}
        </Menu.Item>
        <DangerItem icon={IconTrash} onClick={() => actions.withdraw(original)}>
          {t.common.remove}
        </DangerItem>
      </RowMenu>
    ),
  });
  return [...columns, menu];
}

/** What a supplier offers, and on which terms. */
export function Offers({ supplier, readOnly }: { supplier: Supplier; readOnly: boolean }) {
  const t = useT();
  const { suppliers: words } = useSelling();
  const format = useFormat();
  const [edited, setEdited] = useState<Offer | null>(null);
  const list = useApiList('/api/v1/suppliers/{supplier_id}/variants', undefined, { inside: { supplier_id: supplier.id } });
  const withdraw = useApiMutation('delete', '/api/v1/suppliers/{supplier_id}/variants/{variant_id}', {
    invalidates: ['/api/v1/suppliers/{supplier_id}/variants'],
    success: words.withdrawn,
  });
  const { mutate } = withdraw;
  const columns = useMemo(() => {
    const actions = {
      edit: (offer: SupplierVariant) => setEdited({ ...offer, name: stockName(offer) }),
      withdraw: ({ variant_id }: SupplierVariant) => mutate({ params: { path: { supplier_id: supplier.id, variant_id } } }),
    };
    return offerColumns(t, words, format, supplier.currency, readOnly ? null : actions);
  }, [t, words, format, supplier.id, supplier.currency, readOnly, mutate]);
  return (
    <Section title={words.offers} hint={words.offersHint}>
      <Stack>
        {!readOnly && (
          <VariantSearch
            label={words.addOffer}
            without={new Set(list.rows.map(({ variant_id }) => variant_id))}
            onPick={(picked) => setEdited({ variant_id: picked.variant_id, name: stockName(picked) })}
          />
        )}
        <DataTable
          label={words.offers}
          source={list}
          columns={columns}
          rowId={(row) => row.variant_id}
          empty={<EmptyState compact icon={IconListSearch} title={words.noOffers} hint={words.noOffersHint} />}
        />
      </Stack>
      <TermsModal supplier={supplier} offer={edited} onClose={() => setEdited(null)} />
    </Section>
  );
}

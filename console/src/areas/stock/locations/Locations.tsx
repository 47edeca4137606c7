import { Button, Stack, Text } from '@mantine/core';
import { IconBuildingWarehouse, IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useApiList } from '@/api/query';
import { useSignedIn } from '@/api/session';
import type { Location } from '@/api/types';
import { useLocale, useSelling, type Selling } from '@/i18n';
import { DataTable, columnsOf } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Page } from '@/ui/Page';
import { countryName } from '@/ui/region';
import { StatusBadge } from '@/ui/StatusBadge';
import { LocationModal } from './LocationModal';

const route = getRouteApi('/shell/selling/stock/locations');
const helper = columnsOf<Location>();

function locationColumns(words: Selling['locations'], locale: string) {
  return helper.columns([
    helper.display({
      id: 'name',
      header: words.name,
      meta: { card: 'title' },
      cell: ({ row: { original } }) => (
        <Stack gap={0}>
          <Text fw={550}>{original.name}</Text>
          <Text size="xs" c="dimmed">
            {[original.address.city, countryName(locale, original.address.country ?? null)].filter(Boolean).join(', ')}
          </Text>
        </Stack>
      ),
    }),
    helper.accessor('priority', { header: words.priority, meta: { align: 'right' } }),
    helper.accessor('state', {
      header: words.state,
      cell: ({ getValue }) => (
        <StatusBadge tone={getValue() === 'active' ? 'good' : 'quiet'}>{words.states[getValue()]}</StatusBadge>
      ),
    }),
  ]);
}

/** Where goods lie. */
export function Locations() {
  const { locations: words } = useSelling();
  const locale = useLocale();
  const { can } = useSignedIn();
  const { create } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useApiList('/api/v1/locations');
  const [edited, setEdited] = useState<Location | null>(null);
  const columns = useMemo(() => locationColumns(words, locale), [words, locale]);
  const mayChange = can('stock.manage');
  const close = () => {
    setEdited(null);
    if (create) void navigate({ search: {} });
  };
  const button = mayChange && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => void navigate({ search: { create: true } })}>
      {words.create}
    </Button>
  );
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={button}>
      <DataTable
        label={words.title}
        source={list}
        columns={columns}
        rowId={(row) => row.id}
        onOpen={mayChange ? setEdited : undefined}
        empty={<EmptyState icon={IconBuildingWarehouse} title={words.emptyTitle} hint={words.emptyHint} action={button} />}
      />
      <LocationModal opened={mayChange && (create === true || edited !== null)} location={edited} onClose={close} />
    </Page>
  );
}
